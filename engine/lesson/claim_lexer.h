#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lesson/claim.h"

namespace hw::lesson {

enum class TokenKind : std::uint8_t { End, Name, Number, Time, Text, Symbol };

// One word of a claim. A Name may hold dashes when it is written in capitals (SYN-RECEIVED), so that a
// minus needs a space or a digit before it there.
struct Token {
    TokenKind kind = TokenKind::End;
    std::string_view text{};  // as written, quotes excluded
    std::int64_t number = 0;  // Number; Time in µs
    std::uint32_t begin = 0;  // bytes from the start of the source
    std::uint32_t end = 0;
};

// The tokens, an End last.
Result<std::vector<Token>, ClaimError> lex(std::string_view source);

}  // namespace hw::lesson
