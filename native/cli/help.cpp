#include "native/cli/help.h"

#include <algorithm>

namespace hw::cli {
namespace {

struct Entry {
    std::string left;
    std::string_view right;
};

// In characters: "…" is one of three bytes.
std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

// A word at the left, what it means at the right.
void print_table(const std::vector<Entry>& entries, std::ostream& to) {
    std::size_t width = 0;
    for (const Entry& entry : entries) width = std::max(width, width_of(entry.left));
    for (const Entry& entry : entries)
        to << "  " << entry.left << std::string(width - width_of(entry.left) + 2, ' ') << entry.right << '\n';
}

}  // namespace

void print_help(std::ostream& to) {
    to << "handwave - TCP, without the hand-waving: the engine from the command line\n\n"
          "usage: handwave COMMAND …\n\n";
    std::vector<Entry> entries;
    for (const Command& command : commands()) entries.push_back({std::string(command.name), command.summary});
    print_table(entries, to);
    to << "\n'handwave COMMAND --help' tells the rest. Exit status: 0 good, 1 what was checked failed, 2 "
          "misuse.\n";
}

void print_help(const Command& command, std::ostream& to) {
    to << "handwave " << command.name << " - " << command.summary << "\n\nusage: handwave " << command.name;
    if (!command.options.empty()) to << " [OPTION…]";
    if (!command.operands.empty()) to << ' ' << command.operands;
    to << "\n\n" << command.details << "\n\noptions:\n";
    std::vector<Entry> entries;
    for (const OptionSpec& option : command.options)
        entries.push_back(
            {std::string(option.name) + (option.value.empty() ? "" : " " + std::string(option.value)),
             option.help});
    entries.push_back({"--help", "this text"});
    print_table(entries, to);
}

}  // namespace hw::cli
