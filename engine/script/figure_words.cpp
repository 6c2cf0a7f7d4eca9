#include "script/figure_words.h"

#include <algorithm>

#include "script/quoted.h"

namespace hw::script {
namespace {

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

struct Arrow {
    std::string_view text;
    Word::Kind kind;
};
constexpr Arrow arrows[] = {{"-->", Word::Kind::RightArrow},
                            {"<--", Word::Kind::LeftArrow},
                            {"--x", Word::Kind::LostRight},
                            {"x--", Word::Kind::LostLeft},
                            {"...", Word::Kind::InNetwork}};

// Where the fields of a segment end: "<A=1><B=2> <C=3>" is one segment, but "<A=1> <--" is not all of it.
std::size_t end_of_segment(std::string_view text) {
    std::size_t end = 0;
    while (end < text.size()) {
        const std::size_t next = text.find_first_not_of(' ', end);
        if (next == text.npos || text[next] != '<' || text.substr(next, 3) == "<--") break;
        const std::size_t close = text.find('>', next);
        if (close == text.npos) return text.size();  // parse_segment_pattern() says what is missing
        end = close + 1;
    }
    return end;
}

// The number of a line, "5." or "12.", and the blanks around it.
std::size_t end_of_number(std::string_view line) {
    const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
    std::size_t end = first;
    while (end < line.size() && line[end] >= '0' && line[end] <= '9') ++end;
    return end > first && line.substr(end, 1) == "." && line.substr(end, 3) != "..." ? end + 1 : first;
}

Result<Word, std::string> next_word(std::string_view rest) {
    for (const Arrow& arrow : arrows)
        if (rest.substr(0, 3) == arrow.text) return Word{arrow.kind, rest.substr(0, 3)};
    if (rest.front() == '<') return Word{Word::Kind::Segment, rest.substr(0, end_of_segment(rest))};
    if (rest.front() == '(') {
        const std::size_t close = rest.find(')');
        if (close == rest.npos) return "expected ')' after " + quoted(rest);
        return Word{Word::Kind::Parenthesis, rest.substr(0, close + 1)};
    }
    const std::size_t end = std::min(rest.find_first_of(" \t(<"), rest.size());
    return Word{Word::Kind::Plain, rest.substr(0, end)};
}

}  // namespace

Result<std::vector<Word>, std::string> words_of(std::string_view line) {
    std::vector<Word> words;
    for (std::size_t at = end_of_number(line); at < line.size();) {
        if (is_blank(line[at])) {
            ++at;
            continue;
        }
        auto word = next_word(line.substr(at));
        if (!word.ok()) return word.error();
        const std::size_t length = word->text.size();
        word->column = static_cast<std::uint32_t>(at + length / 2);
        if (word->kind == Word::Kind::Parenthesis) word->text = word->text.substr(1, length - 2);
        words.push_back(*word);
        at += length;
    }
    return words;
}

}  // namespace hw::script
