// How a run is told.

#include <algorithm>

#include "script/packetdrill/play.h"

namespace hw::packetdrill {
namespace {

constexpr std::size_t longest_story = 60;  // lines

}  // namespace

std::string Play::failure_text() const {
    if (!failure) return "";
    std::string text = path + ":" + std::to_string(failure->place.line);
    if (failure->place.column > 1) text += ":" + std::to_string(failure->place.column);
    text += ": error: " + failure->message + "\n";
    if (!expected.empty()) text += "    expected:  " + expected + "\n";
    if (!seen.empty()) text += "    seen:      " + seen + "\n";
    if (story.empty()) return text;
    const std::size_t hidden = story.size() - std::min(story.size(), longest_story);
    text += "  the exchange so far" + (hidden > 0 ? " (" + std::to_string(hidden) + " lines before)" : "") +
            ":\n";
    for (std::size_t i = hidden; i < story.size(); ++i) text += "    " + story[i] + "\n";
    return text;
}

std::string Play::verdict() const {
    std::string text =
        passed() ? "PASS " + path
                 : "FAIL " + path + ":" + std::to_string(failure->place.line) + " " + failure->message;
    if (!remarks.empty())
        text += " [" + std::to_string(remarks.size()) + (remarks.size() == 1 ? " remark]" : " remarks]");
    return text;
}

}  // namespace hw::packetdrill
