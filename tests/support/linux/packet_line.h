#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "wire/segment.h"

// One packet in packetdrill's notation: "[ect0] P. 1:1001(1000) ack 1 win 63 <nop,nop,TS val 100 ecr 1002>".
// Sequence numbers count from each side's ISN; a timestamp of ours counts from our first one, which is 100.

namespace hw::test {

// Where the counting of the notation begins.
struct Origin {
    SeqNum ours{};
    SeqNum theirs{};
    std::uint32_t first_timestamp = 0;  // ours
};

// A segment of the peer, and its text: whoever uses it lets segment.text point there.
struct WrittenPacket {
    wire::Segment segment{};
    std::string text{};
};
WrittenPacket read_packet(std::string_view line, const Origin& origin);

// What we sent, without the window and our own timestamp; the options as their bytes have them, padding and all.
std::string write_packet(const wire::Segment& segment, std::span<const std::uint8_t> options,
                         const Origin& origin);

// What a line of a transcript expects, made comparable with write_packet().
struct ExpectedPacket {
    std::string text{};
    bool has_timestamp = false;
    std::uint32_t timestamp = 0;
    std::uint32_t length = 0;  // of its text
    std::uint32_t window = 0;
};
ExpectedPacket expected_packet(std::string_view line);

}  // namespace hw::test
