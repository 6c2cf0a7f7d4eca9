#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "wire/ipv4.h"
#include "wire/segment.h"

// Reads a packet as it comes from the wire: IPv4 header (RFC 791 §3.1), TCP header and options
// (RFC 9293 §3.1). Nothing a sender can write makes this crash or read past the end; what is wrong is a
// value that says which byte and why, because malformed input is lesson material.

namespace hw::wire {

enum class Malformed : std::uint8_t {
    None,                 // nothing is wrong
    TooShortForIpv4,      // fewer bytes than an IPv4 header has
    NotIpv4,              // Version is not 4
    Ipv4HeaderLength,     // IHL below 5 words, or beyond the packet
    TotalLength,          // Total Length below the header's, or beyond the bytes at hand
    Ipv4Checksum,         // header checksum
    Fragment,             // a fragment: Handwave does not reassemble (RFC 791 §2.3)
    NotTcp,               // Protocol is not 6
    TooShortForTcp,       // fewer than 20 bytes after the IPv4 header
    DataOffset,           // Data Offset below 5 words, or beyond the segment
    TcpChecksum,          // "the receiver MUST check it" (MUST-3)
    OptionLengthMissing,  // an option's kind is the header's last byte
    OptionLength,         // an option's length is not one that its kind can have: "e.g., zero" (MUST-7)
    OptionBeyondHeader,   // an option's length reaches beyond the header
};

// What is wrong and where. `found` and `expected` are the numbers that disagree, as to_text() words them.
struct ParseError {
    Malformed kind = Malformed::None;
    std::uint8_t option_kind = 0;  // of which option, if an option is to blame
    std::uint32_t offset = 0;      // of the offending byte, from the start of the packet
    std::uint32_t found = 0;
    std::uint32_t expected = 0;

    constexpr bool ok() const { return kind == Malformed::None; }

    // The options are to blame and nothing else is: the rest of the packet is whole.
    constexpr bool only_options() const { return kind >= Malformed::OptionLengthMissing; }
    friend constexpr bool operator==(const ParseError&, const ParseError&) = default;
};

// One English sentence with the byte and the numbers: "byte 46: the MSS option says its length is 3; it
// must be 4." Empty for Malformed::None.
std::string to_text(const ParseError& error);

// A packet, decoded. `segment.text` points into the bytes it was parsed from: it lives as long as they do.
struct Packet {
    Ipv4Header ip{};
    Segment segment{};
    std::uint16_t total_length = 0;       // bytes, as the IPv4 header says
    std::uint8_t ipv4_header_length = 0;  // bytes, 20..60
    std::uint8_t tcp_header_length = 0;   // bytes, 20..60

    Endpoint source() const { return {ip.source, segment.source_port}; }
    Endpoint destination() const { return {ip.destination, segment.destination_port}; }
};

// Decodes `bytes` into `out`, whose old content does not matter; bytes beyond Total Length are ignored, as
// a link's padding. Returns the first error, two kinds of which come last, when all else is decoded: a bad
// TcpChecksum, then a bad option (`out` has the options before it, so that a host may "reset the connection
// and log the error cause", MUST-7). After NotTcp what `out` says of the IPv4 header is right: see
// wire/icmp.h for what it may be instead. After any other error `out` is not to be used.
ParseError parse_packet(std::span<const std::uint8_t> bytes, Packet& out);

}  // namespace hw::wire
