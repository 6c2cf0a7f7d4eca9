#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

// The little of Unicode that reading a lesson needs (RFC 3629).

namespace hw::lesson {

// The byte offset of the first byte that is not well-formed UTF-8 or is a control character other than tab
// and line feed; npos when there is none.
std::size_t find_bad_text(std::string_view text);

// The last character before `end`, and the first from `begin`; 0 when there is none. `text` is well-formed.
char32_t character_before(std::string_view text, std::size_t end);
char32_t character_at(std::string_view text, std::size_t begin);

// Chinese characters and the punctuation set with them: no space is written between two lines of them.
constexpr bool is_wide(char32_t c) { return c >= 0x2e80 || (c >= 0x2018 && c <= 0x201d) || c == 0x2026; }

// How many bytes the character at `begin` takes; 1 for what is no character.
std::size_t character_length(std::string_view text, std::size_t begin);

// 1-based line of a byte offset.
int line_of(std::string_view text, std::size_t offset);

}  // namespace hw::lesson
