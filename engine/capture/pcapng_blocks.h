#pragma once

#include <cstdint>

// Inside the room: the numbers of draft-ietf-opsawg-pcapng, as its writer and its reader need them.

namespace hw::capture::pcapng {

inline constexpr std::uint32_t byte_order_magic = 0x1a2b'3c4d;

// §4: block types.
inline constexpr std::uint32_t section_header = 0x0a0d'0d0a;  // the same in both byte orders
inline constexpr std::uint32_t interface_description = 1;
inline constexpr std::uint32_t obsolete_packet = 2;
inline constexpr std::uint32_t simple_packet = 3;
inline constexpr std::uint32_t name_resolution = 4;
inline constexpr std::uint32_t enhanced_packet = 6;

// §3.5: options of every block …
inline constexpr std::uint16_t end_of_options = 0;
inline constexpr std::uint16_t comment = 1;
// … and of one kind of block.
inline constexpr std::uint16_t shb_application = 4;
inline constexpr std::uint16_t if_name = 2;
inline constexpr std::uint16_t if_description = 3;
inline constexpr std::uint16_t if_time_resolution = 9;
inline constexpr std::uint16_t if_time_offset = 14;
inline constexpr std::uint16_t epb_flags = 2;
inline constexpr std::uint16_t epb_packet_id = 5;

// §4.5: records of the name resolution block.
inline constexpr std::uint16_t end_of_names = 0;
inline constexpr std::uint16_t ipv4_name = 1;

constexpr std::uint32_t padded(std::uint32_t bytes) { return (bytes + 3) / 4 * 4; }

}  // namespace hw::capture::pcapng
