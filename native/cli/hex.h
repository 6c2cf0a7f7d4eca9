#pragma once

#include <cstdint>
#include <string>

namespace hw::cli {

// Sixteen digits: digests, as they are printed and compared.
inline std::string hex_64(std::uint64_t value) {
    std::string text(16, '0');
    for (std::size_t digit = 0; digit < 16; ++digit)
        text[15 - digit] = "0123456789abcdef"[value >> 4 * digit & 15];
    return text;
}

}  // namespace hw::cli
