// Reading UTF-8 one code point at a time, and the two classes of characters that line breaking needs.
#pragma once

#include <cstddef>
#include <string_view>

namespace hw::ui {

// Reads the code point at `at` and moves `at` behind it. A malformed byte yields U+FFFD and moves by one.
// `at` must be less than `text.size()`.
char32_t next_code_point(std::string_view text, std::size_t& at);

// Han, kana, full-width forms and CJK punctuation: a line may break before and after each of them.
bool is_wide(char32_t code_point);

// Closing punctuation of both scripts, which never begins a line.
bool never_starts_line(char32_t code_point);

// Opening punctuation of both scripts, which never ends a line.
bool never_ends_line(char32_t code_point);

}  // namespace hw::ui
