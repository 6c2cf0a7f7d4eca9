#pragma once

#include <cstdint>

// Numbers in network byte order, "the most significant octet first" (RFC 791, Appendix B).

namespace hw::wire {

constexpr std::uint16_t load_16(const std::uint8_t* from) {
    return static_cast<std::uint16_t>(from[0] << 8 | from[1]);
}

constexpr std::uint32_t load_24(const std::uint8_t* from) {
    return std::uint32_t{from[0]} << 16 | std::uint32_t{from[1]} << 8 | from[2];
}

constexpr std::uint32_t load_32(const std::uint8_t* from) {
    return std::uint32_t{from[0]} << 24 | std::uint32_t{from[1]} << 16 | std::uint32_t{from[2]} << 8 |
           from[3];
}

constexpr void store_16(std::uint8_t* to, std::uint16_t value) {
    to[0] = static_cast<std::uint8_t>(value >> 8);
    to[1] = static_cast<std::uint8_t>(value);
}

constexpr void store_32(std::uint8_t* to, std::uint32_t value) {
    store_16(to, static_cast<std::uint16_t>(value >> 16));
    store_16(to + 2, static_cast<std::uint16_t>(value));
}

}  // namespace hw::wire
