#include <string_view>

#include "lesson/lint.h"
#include "lesson/utf8.h"

// Chinese is set with full-width punctuation, 「」 for quotes and a space between Chinese and Latin; English with
// straight quotes, because the Chinese face that both are drawn with has the curly ones a full character wide.

namespace hw::lesson {

namespace {

bool is_han(char32_t c) { return (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff); }
bool is_latin(char32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
bool is_wide_mark(char32_t c) {
    constexpr std::u32string_view marks = U"，。；：？！、（）「」『』《》";
    return marks.find(c) != std::u32string_view::npos;
}
bool is_narrow_mark(char32_t c) {
    constexpr std::u32string_view marks = U",.;:?!()";
    return marks.find(c) != std::u32string_view::npos;
}

std::string shown(char32_t c) {
    std::string text;
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xc0 | c >> 6);
        text += static_cast<char>(0x80 | (c & 0x3f));
    } else {
        if (c >= 0x10000) text += static_cast<char>(0xf0 | c >> 18);
        text += static_cast<char>(c >= 0x10000 ? 0x80 | (c >> 12 & 0x3f) : 0xe0 | c >> 12);
        text += static_cast<char>(0x80 | (c >> 6 & 0x3f));
        text += static_cast<char>(0x80 | (c & 0x3f));
    }
    return text;
}

// A line as its reader sees it: what is code, a value, an item's id or the target of a link is one plain letter.
std::u32string prose_of(std::string_view line) {
    if (line.substr(0, 2) == "- ") {
        line.remove_prefix(2);
        const std::size_t colon = line.find(": ");
        if (colon != std::string_view::npos && line.find(' ') > colon) line.remove_prefix(colon + 2);
    }
    std::u32string prose;
    char32_t until = 0;
    for (std::size_t i = 0; i < line.size();) {
        const char32_t c = character_at(line, i);
        i += character_length(line, i);
        if (until != 0) {
            if (c == until) until = 0;
            continue;
        }
        if (c == '`' || c == '{') {
            until = c == '`' ? c : static_cast<char32_t>('}');
            prose += U'x';
        } else if (c == '(' && !prose.empty() && prose.back() == ']') {
            until = ')';
        } else if (c != '*') {
            prose += c;
        }
    }
    return prose;
}

// What is wrong at one place of Chinese prose; "" if nothing is. `before` and `after` are 0 at the ends of a line.
std::string wrong_in_chinese(char32_t before, char32_t c, char32_t after) {
    if (is_narrow_mark(c) && is_han(before) && c != '(' && (c != '.' || !is_latin(after)))
        return "half-width \"" + shown(c) + "\" after Chinese: expected a full-width one";
    if (is_narrow_mark(c) && is_han(after) && c != '.' && c != ')' && c != '!')
        return "half-width \"" + shown(c) + "\" before Chinese: expected a full-width one";
    if ((c == 0x201c || c == 0x201d || c == 0x2018 || c == 0x2019))
        return "expected 「 」 for quotes, not \"" + shown(c) + "\"";
    if (c == ' ' && (is_wide_mark(before) || is_wide_mark(after)) && before != 0 && after != 0)
        return "a space beside full-width \"" + shown(is_wide_mark(before) ? before : after) +
               "\": expected none";
    if (c == ' ' && is_han(before) && is_han(after)) return "a space between two Chinese characters";
    if ((is_han(before) && is_latin(c)) || (is_latin(before) && is_han(c)))
        return "expected a space between \"" + shown(before) + "\" and \"" + shown(c) + "\"";
    return {};
}

std::string wrong_in_english(char32_t c) {
    if (c == 0x201c || c == 0x201d || c == 0x2018 || c == 0x2019)
        return "expected straight quotes, not \"" + shown(c) + "\"";
    if (is_wide(c)) return "a character of Chinese typography in English: \"" + shown(c) + "\"";
    return {};
}

// Chinese within straight quotes.
bool quotes_chinese(const std::u32string& prose) {
    bool is_inside = false;
    bool has_han = false;
    for (const char32_t c : prose) {
        if (c != '"') {
            has_han |= is_inside && is_han(c);
            continue;
        }
        if (is_inside && has_han) return true;
        is_inside = !is_inside;
        has_han = false;
    }
    return false;
}

std::string wrong_in(const std::u32string& prose, Language language) {
    if (language == Language::Zh && quotes_chinese(prose))
        return "Chinese in straight quotes: expected 「 」";
    for (std::size_t i = 0; i < prose.size(); ++i) {
        const char32_t before = i == 0 ? U'\0' : prose[i - 1];
        const char32_t after = i + 1 < prose.size() ? prose[i + 1] : U'\0';
        const std::string wrong =
            language == Language::Zh ? wrong_in_chinese(before, prose[i], after) : wrong_in_english(prose[i]);
        if (!wrong.empty()) return wrong;
    }
    return {};
}

}  // namespace

void lint_typography(std::string_view text, const std::string& path, Language language,
                     std::vector<FileError>& problems) {
    bool in_code = false;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        if (line.substr(0, 3) == "```") in_code = !in_code;
        if (in_code || line.empty()) continue;
        // A heading's key is the same in both languages; its title is prose.
        if (line.front() == '#') {
            const std::size_t colon = line.substr(0, 2) == "# " ? 1 : line.find(": ");
            line = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
        }
        while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
        if (const std::string wrong = wrong_in(prose_of(line), language); !wrong.empty())
            problems.push_back({path, number, wrong});
    }
}

}  // namespace hw::lesson
