#include "script/packetdrill/conditional.h"

#include <vector>

namespace hw::packetdrill {
namespace {

bool begins(std::string_view text, std::string_view with) { return text.substr(0, with.size()) == with; }

std::string_view word_behind(std::string_view line, std::string_view directive) {
    line.remove_prefix(directive.size());
    while (!line.empty() && (line.front() == ' ' || line.front() == '\t')) line.remove_prefix(1);
    return line.substr(0, line.find_first_of(" \t\r"));
}

bool all(const std::vector<bool>& branches) {
    for (const bool is_ours : branches)
        if (!is_ours) return false;
    return true;
}

}  // namespace

std::string choose_branches(std::string_view text) {
    if (text.find("#if") == text.npos) return std::string(text);
    const std::string_view system = text.find("net.inet.") != text.npos ? "FreeBSD" : "Linux";
    std::vector<bool> branches;
    std::string chosen;
    chosen.reserve(text.size());
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end == text.npos ? text.size() : end + 1);
        if (begins(line, "#ifdef"))
            branches.push_back(word_behind(line, "#ifdef") == system);
        else if (begins(line, "#ifndef"))
            branches.push_back(word_behind(line, "#ifndef") != system);
        else if (begins(line, "#else") && !branches.empty())
            branches.back() = !branches.back();
        else if (begins(line, "#endif") && !branches.empty())
            branches.pop_back();
        else if (all(branches))
            chosen += line;
        if (end != text.npos) chosen += '\n';
    }
    return chosen;
}

}  // namespace hw::packetdrill
