#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lesson/lesson.h"

// zh.md and en.md: the words of a lesson in one language. "# " is the question, "## " a part, "### " a section
// of a step; lessons/WRITING.md shows one. The headings are keys and the same in both languages.

namespace hw::lesson {

// One heading and the lines below it, as they stand.
struct WordsSection {
    int level = 0;        // 1 to 3
    std::string key{};    // "step lose-the-syn", "predict"
    std::string title{};  // after the colon of "## step lose-the-syn: The first SYN is lost"
    std::string body{};
    int line = 0;  // of the heading
};

// Joins the words with the steps they belong to. Every mistake is appended to `errors`.
Words parse_words(std::string_view text, const std::string& path, const Lesson& lesson,
                  std::vector<FileError>& errors);

// The sections in order; what stands before the first heading is an error.
std::vector<WordsSection> split_sections(std::string_view text, const std::string& path,
                                         std::vector<FileError>& errors);

// "- id: label" and below it, indented, the detail: a list whose items have names.
struct NamedItem {
    std::string id{};
    std::string label{};
    std::string detail{};
    int line = 0;
};
struct ItemList {
    std::string before{};  // what stands above the first item
    std::vector<NamedItem> items{};
};
ItemList split_items(const WordsSection& section, const std::string& path, std::vector<FileError>& errors);

}  // namespace hw::lesson
