#include "script/packetdrill/cursor.h"

#include <utility>

#include "script/quoted.h"

namespace hw::packetdrill {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; }
bool is_digit(char c) { return '0' <= c && c <= '9'; }
bool is_word(char c) { return is_digit(c) || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '_'; }

int digit_of(char c) {
    if (is_digit(c)) return c - '0';
    if ('a' <= c && c <= 'f') return c - 'a' + 10;
    return 'A' <= c && c <= 'F' ? c - 'A' + 10 : -1;
}

constexpr std::int64_t largest = std::int64_t{1} << 53;  // more digits than any number of a script has
constexpr std::int64_t longest_seconds = 366 * 24 * 3'600;

// The character that "\c" stands for.
char unescaped(char c) {
    switch (c) {
        case 'n': return '\n';
        case 't': return '\t';
        case 'r': return '\r';
        case '0': return '\0';
        default: return c;
    }
}

}  // namespace

bool Cursor::fail_at(Place place, std::string message) {
    if (!trouble_.has_value()) trouble_ = Trouble{place, std::move(message)};
    return false;
}

bool Cursor::expected(std::string_view what) {
    const std::string_view line = text_.substr(at_, text_.find('\n', at_) - at_);
    // Why not at the end itself: it may lie many blank lines, or one that does not exist, behind what lacks something.
    if (at_end())
        return fail_at(taken_place_, "expected " + std::string(what) + ", found the end of the file");
    return fail("expected " + std::string(what) + ", found " + script::quoted(line));
}

void Cursor::step() {
    if (text_[at_] == '\n') {
        ++place_.line;
        place_.column = 1;
    } else {
        ++place_.column;
    }
    ++at_;
}

void Cursor::skip(std::size_t count) {
    for (; count > 0 && !at_end(); --count) step();
}

bool Cursor::skip_comment() {
    if (sees("//") || (peek() == '#' && place_.column == 1)) {
        while (!at_end() && peek() != '\n') step();
        return true;
    }
    if (!sees("/*")) return false;
    const Place begin = place_;
    skip(2);
    while (!at_end() && !sees("*/")) step();
    if (at_end()) fail_at(begin, "this comment has no end");
    skip(2);
    return true;
}

void Cursor::skip_blanks() {
    taken_end_ = at_;
    taken_place_ = place_;
    for (;;) {
        while (!at_end() && is_blank(peek())) step();
        if (!skip_comment()) return;
    }
}

std::string_view Cursor::peek_word() const {
    std::size_t end = at_;
    while (end < text_.size() && is_word(text_[end])) ++end;
    return failed() ? "" : text_.substr(at_, end - at_);
}

bool Cursor::take(std::string_view mark) {
    if (failed() || !sees(mark)) return false;
    skip(mark.size());
    skip_blanks();
    return true;
}

bool Cursor::take_word(std::string_view word) { return peek_word() == word && take(word); }

std::string_view Cursor::take_any_word() {
    const std::string_view word = peek_word();
    if (!word.empty()) take(word);
    return word;
}

std::string_view Cursor::take_while(std::string_view characters) {
    const std::size_t begin = at_;
    while (!failed() && !at_end() && characters.find(peek()) != characters.npos) step();
    const std::string_view taken = text_.substr(begin, at_ - begin);
    skip_blanks();
    return taken;
}

std::optional<std::int64_t> Cursor::take_number() {
    const std::size_t sign = peek() == '-' ? 1 : 0;
    if (failed() || !is_digit(peek(sign))) return {};
    const bool is_hexadecimal = peek(sign) == '0' && peek(sign + 1) == 'x' && digit_of(peek(sign + 2)) >= 0;
    const int base = is_hexadecimal ? 16 : 10;
    skip(sign + (is_hexadecimal ? 2 : 0));
    std::int64_t number = 0;
    for (int digit = digit_of(peek()); 0 <= digit && digit < base; digit = digit_of(peek())) {
        number = number * base + digit;
        if (number > largest) {
            fail("this number is too large");
            return {};
        }
        step();
    }
    skip_blanks();
    return sign == 1 ? -number : number;
}

std::optional<Duration> Cursor::take_seconds() {
    const bool begins_with_point = peek() == '.' && is_digit(peek(1));
    if (failed() || (!is_digit(peek()) && !begins_with_point)) return {};
    std::int64_t seconds = 0;
    for (; is_digit(peek()); step()) {
        seconds = seconds * 10 + (peek() - '0');
        if (seconds > longest_seconds) {
            fail("this time is too long");
            return {};
        }
    }
    std::int64_t us = seconds * 1'000'000;
    if (peek() == '.' && peek(1) != '.') {  // but "0...0.3" is two times
        step();
        for (std::int64_t worth = 100'000; is_digit(peek()); worth /= 10, step())
            us += worth * (peek() - '0');
    }
    skip_blanks();
    return Duration{us};
}

std::optional<std::string> Cursor::take_text() {
    if (failed() || peek() != '"') return {};
    const Place begin = place_;
    step();
    std::string text;
    while (!at_end() && peek() != '"') {
        if (peek() == '\\' && peek(1) == 'x' && digit_of(peek(2)) >= 0 && digit_of(peek(3)) >= 0) {
            text += static_cast<char>(digit_of(peek(2)) * 16 + digit_of(peek(3)));
            skip(4);
            continue;
        }
        const bool is_escaped = peek() == '\\' && at_ + 1 < text_.size();
        if (is_escaped) step();
        text += is_escaped ? unescaped(peek()) : peek();
        step();
    }
    if (at_end()) {
        fail_at(begin, "this string has no end");
        return {};
    }
    take("\"");
    return text;
}

std::optional<std::string> Cursor::take_until(char closing) {
    if (failed() || peek() != closing) return {};
    const Place begin = place_;
    step();
    std::string text;
    while (!at_end() && peek() != closing) {
        if (peek() == '\\' && peek(1) == closing) step();
        text += peek();
        step();
    }
    if (at_end()) {
        fail_at(begin, std::string("this ") + closing + " has no match");
        return {};
    }
    take(std::string_view(&closing, 1));
    return text;
}

std::optional<std::string> Cursor::take_code() {
    if (failed() || !sees("%{")) return {};
    const Place begin = place_;
    skip(2);
    const std::size_t from = at_;
    while (!at_end() && !sees("}%")) step();
    if (at_end()) {
        fail_at(begin, "this %{ has no }%");
        return {};
    }
    const std::string code(text_.substr(from, at_ - from));
    take("}%");
    return code;
}

std::uint32_t Cursor::need_number(std::string_view what, std::int64_t low, std::int64_t high) {
    const Place begin = place_;
    const auto number = take_number();
    if (!number) {
        expected(what);
        return 0;
    }
    if (*number < low || high < *number)
        fail_at(begin, std::string(what) + " must be between " + std::to_string(low) + " and " +
                           std::to_string(high));
    return static_cast<std::uint32_t>(*number);
}

bool Cursor::need(std::string_view mark) { return take(mark) || expected("\"" + std::string(mark) + "\""); }

std::string Cursor::text_since(std::size_t begin) const {
    std::string text;
    for (const char c : text_.substr(begin, taken_end_ - begin)) {
        if (!is_blank(c))
            text += c;
        else if (!text.empty() && text.back() != ' ')
            text += ' ';
    }
    while (!text.empty() && text.back() == ' ') text.pop_back();
    return text;
}

}  // namespace hw::packetdrill
