#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "script/packetdrill/syntax.h"
#include "wire/ipv4.h"

// A segment of ours as it left, field by field, with its options in their order.

namespace hw::packetdrill {

struct LiveSegment {
    Instant at{};
    wire::Endpoint from{};
    wire::Endpoint to{};
    std::uint8_t tos = 0;
    std::uint8_t ttl = 0;
    std::uint16_t flags = 0;  // wire::Ctl's bits
    std::uint32_t seq = 0;
    std::uint32_t ack = 0;
    std::uint16_t raw_window = 0;
    std::uint16_t urgent_pointer = 0;
    std::uint32_t text_bytes = 0;
    bool text_is_zeros = true;  // as all text is that a script writes
    std::uint32_t pieces = 1;   // segments that were joined into it
    std::vector<TcpOption> options{};

    bool has(std::uint16_t bits) const { return (flags & bits) != 0; }
};

// Nothing when the packet is not TCP's.
std::optional<LiveSegment> read_live_segment(std::span<const std::uint8_t> packet, Instant at);

// Options from their bytes; what is malformed at the end is left out.
std::vector<TcpOption> read_options(std::span<const std::uint8_t> bytes);
// And back: kind, length and value of each.
void append_options(std::vector<std::uint8_t>& bytes, std::span<const TcpOption> options);

std::uint32_t number_at(std::span<const std::uint8_t> bytes, std::size_t at);  // of 32 bits, big endian
void put_number(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t number);

// "P. 1:1001(1000) ack 1 win 63 <nop,nop,TS val 100 ecr 1>".
std::string to_text(const LiveSegment& segment);
std::string flags_to_text(std::uint16_t flags);
std::string to_text(std::span<const TcpOption> options);  // "<…>"; "" if there are none

}  // namespace hw::packetdrill
