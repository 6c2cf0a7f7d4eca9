#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "wire/ipv4.h"

// What a capture file holds, whichever of its formats it is written in: interfaces, and what was seen at them,
// one frame after the other (draft-ietf-opsawg-pcapng; draft-ietf-opsawg-pcap).

namespace hw::capture {

// What a frame begins with: LINKTYPE_ numbers. Others are kept as they are found.
namespace link_type {
inline constexpr std::uint32_t null_loopback =
    0;                                        // four bytes, the address family in the writer's byte order
inline constexpr std::uint32_t ethernet = 1;  // with or without VLAN tags
inline constexpr std::uint32_t raw_of_bsd[] = {12, 14};  // DLT_RAW, which some systems write as it is
inline constexpr std::uint32_t raw = 101;                // IPv4 or IPv6, by its version
inline constexpr std::uint32_t loop = 108;               // as null_loopback, in network byte order
inline constexpr std::uint32_t linux_sll = 113;          // "any" on Linux
inline constexpr std::uint32_t ipv4 = 228;               // an IPv4 packet, nothing before it
inline constexpr std::uint32_t linux_sll2 = 276;         // "any" on a newer Linux
}  // namespace link_type

struct Interface {
    std::string name{};
    std::string description{};
    std::uint32_t link_type = link_type::ipv4;
    std::uint32_t snap_bytes = 0;  // of each frame are kept at most so many; 0: all
    friend bool operator==(const Interface&, const Interface&) = default;
};

// As epb_flags has it.
enum class Direction : std::uint8_t { Unknown = 0, Inbound = 1, Outbound = 2 };

struct Frame {
    std::uint32_t interface = 0;  // index into CaptureFile::interfaces
    std::int64_t time_ns = 0;     // since 1970; Handwave's worlds begin then
    Direction direction = Direction::Unknown;
    std::uint32_t original_bytes = 0;  // >= bytes.size(): what is missing was cut off at the end
    // The same packet has the same number wherever it is seen ("epb_packetid").
    std::optional<std::uint64_t> packet{};
    std::string comment{};
    std::vector<std::uint8_t> bytes{};
    friend bool operator==(const Frame&, const Frame&) = default;
};

// "client" for 10.0.0.1.
struct Name {
    wire::Ipv4Address address{};
    std::string name{};
    friend bool operator==(const Name&, const Name&) = default;
};

struct CaptureFile {
    std::string comment{};      // of the whole; paragraphs
    std::string application{};  // who wrote it
    std::vector<Interface> interfaces{};
    std::vector<Name> names{};
    std::vector<Frame> frames{};  // in the order of the file
    friend bool operator==(const CaptureFile&, const CaptureFile&) = default;
};

}  // namespace hw::capture
