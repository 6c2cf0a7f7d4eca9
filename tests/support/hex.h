#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

// Bytes typed as hexadecimal digits, blanks and line ends ignored.

namespace hw::test {

inline std::vector<std::uint8_t> bytes_of_hex(std::string_view text) {
    std::vector<std::uint8_t> bytes;
    int half = -1;
    for (const char c : text) {
        const auto digit = std::string_view{"0123456789abcdef"}.find(c);
        if (digit == std::string_view::npos) continue;
        if (half < 0) {
            half = static_cast<int>(digit);
        } else {
            bytes.push_back(static_cast<std::uint8_t>(half << 4 | static_cast<int>(digit)));
            half = -1;
        }
    }
    return bytes;
}

}  // namespace hw::test
