#include <algorithm>

#include "lesson/words_file.h"

// The outline of a file of words: lines, headings, named items. Markdown proper begins below it.

namespace hw::lesson {

namespace {

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
        text.remove_suffix(1);
    return text;
}

// Calls visit(line, number) for every line, from 1.
template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        visit(line, number);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
}

int heading_level(std::string_view line) {
    const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
    const bool is_heading = hashes >= 1 && hashes <= 3 && hashes < line.size() && line[hashes] == ' ';
    return is_heading ? static_cast<int>(hashes) : 0;
}

WordsSection heading(std::string_view line, int level, int number) {
    const std::string_view text = trim(line.substr(static_cast<std::size_t>(level)));
    const std::size_t colon = level == 1 ? std::string_view::npos : text.find(':');
    WordsSection section{.level = level, .line = number};
    if (level == 1) {
        section.title = text;
    } else if (colon == std::string_view::npos) {
        section.key = text;
    } else {
        section.key = trim(text.substr(0, colon));
        section.title = trim(text.substr(colon + 1));
    }
    return section;
}

}  // namespace

std::vector<WordsSection> split_sections(std::string_view text, const std::string& path,
                                         std::vector<FileError>& errors) {
    std::vector<WordsSection> sections;
    bool in_code = false;
    for_each_line(text, [&](std::string_view line, int number) {
        if (line.substr(0, 3) == "```") in_code = !in_code;
        const int level = in_code ? 0 : heading_level(line);
        if (level > 0) {
            sections.push_back(heading(line, level, number));
        } else if (!sections.empty()) {
            sections.back().body.append(line).append("\n");
        } else if (!trim(line).empty()) {
            errors.push_back({path, number, "expected \"# \" and the lesson's question first"});
        }
    });
    return sections;
}

ItemList split_items(const WordsSection& section, const std::string& path, std::vector<FileError>& errors) {
    ItemList list;
    for_each_line(section.body, [&](std::string_view line, int number) {
        const int file_line = section.line + number;
        if (line.substr(0, 2) == "- ") {
            const std::string_view item = line.substr(2);
            const std::size_t colon = item.find(':');
            if (colon == std::string_view::npos) {
                errors.push_back({path, file_line, "expected \"- id: words\""});
                return;
            }
            list.items.push_back({std::string(trim(item.substr(0, colon))),
                                  std::string(trim(item.substr(colon + 1))),
                                  {},
                                  file_line});
        } else if (list.items.empty()) {
            list.before.append(line).append("\n");
        } else if (line.substr(0, 2) == "  ") {
            list.items.back().detail.append(trim(line)).append("\n");
        } else if (!trim(line).empty()) {
            errors.push_back(
                {path, file_line, "expected another item, or its detail indented by two spaces"});
        }
    });
    return list;
}

}  // namespace hw::lesson
