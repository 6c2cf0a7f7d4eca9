#include "support/lesson/snippets.h"

#include <catch2/catch_test_macros.hpp>
#include <sstream>

namespace hw::lesson::test {

std::vector<Snippet> snippets_of(const std::string& document) {
    std::vector<Snippet> snippets;
    std::istringstream lines(document);
    bool is_inside = false;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        number += 1;
        if (line.substr(0, 3) == "```") {
            if (!is_inside) snippets.push_back({line.substr(3), {}, number});
            is_inside = !is_inside;
        } else if (is_inside) {
            snippets.back().text += line + "\n";
        }
    }
    CHECK_FALSE(is_inside);
    return snippets;
}

std::string snippets_joined(const std::string& document, std::string_view kind) {
    std::string text;
    for (const Snippet& snippet : snippets_of(document)) {
        if (snippet.kind == kind) text += (text.empty() ? "" : "\n") + snippet.text;
    }
    INFO(kind);
    REQUIRE_FALSE(text.empty());
    return text;
}

std::vector<std::string> snippet_lines(const std::string& document, std::string_view kind) {
    std::istringstream text(snippets_joined(document, kind));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) {
        if (!line.empty()) lines.push_back(line);
    }
    return lines;
}

}  // namespace hw::lesson::test
