#pragma once

#include <string>
#include <string_view>
#include <vector>

// The fenced code of a document, so that what it shows is what a test has tried.

namespace hw::lesson::test {

struct Snippet {
    std::string kind{};  // what follows the fence: "claim", "toml closed-port/lesson.toml"
    std::string text{};
    int line = 0;  // of the fence
};

std::vector<Snippet> snippets_of(const std::string& document);

// The texts of all snippets of that kind, one after the other; the test fails if there is none.
std::string snippets_joined(const std::string& document, std::string_view kind);
// Their lines, the empty ones left out.
std::vector<std::string> snippet_lines(const std::string& document, std::string_view kind);

}  // namespace hw::lesson::test
