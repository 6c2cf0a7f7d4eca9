#include "wire/option_kinds.h"
#include "wire/parse.h"

// What is wrong with a packet, in a sentence with its byte and its numbers.

namespace hw::wire {
namespace {

std::string hex_16(std::uint32_t value) {
    std::string text = "0x0000";
    for (std::size_t digit = 0; digit < 4; ++digit)
        text[5 - digit] = "0123456789abcdef"[value >> 4 * digit & 15];
    return text;
}

std::string option_of(const ParseError& error) {
    return "option kind " + std::to_string(error.option_kind) + " (" +
           std::string(option_name(error.option_kind)) + ")";
}

// What lengths the kind may have, for the end of a sentence.
std::string legal_lengths(std::uint8_t kind) {
    switch (static_cast<OptionKind>(kind)) {
        case OptionKind::MaximumSegmentSize:
        case OptionKind::UserTimeout: return "it must be 4";
        case OptionKind::WindowScale: return "it must be 3";
        case OptionKind::SackPermitted: return "it must be 2";
        case OptionKind::Sack: return "it must be 10, 18, 26 or 34";
        case OptionKind::Timestamps: return "it must be 10";
        default: return "it cannot be below 2";
    }
}

std::string sentence(const ParseError& error) {
    const std::string found = std::to_string(error.found), expected = std::to_string(error.expected);
    switch (error.kind) {
        case Malformed::None: return "";
        case Malformed::TooShortForIpv4:
            return "the packet ends after " + found + " bytes; an IPv4 header has at least 20.";
        case Malformed::NotIpv4: return "the IP version is " + found + "; only 4 is understood.";
        case Malformed::Ipv4HeaderLength:
            return "the IPv4 header length is " + found + " bytes; it must be from 20 to the " + expected +
                   " that are there.";
        case Malformed::TotalLength:
            return error.found < error.expected
                       ? "the total length is " + found + "; the IPv4 header alone has " + expected +
                             " bytes."
                       : "the total length is " + found + "; only " + expected + " bytes are there.";
        case Malformed::Ipv4Checksum:
            return "the IPv4 header checksum is " + hex_16(error.found) + "; the header sums to " +
                   hex_16(error.expected) + ".";
        case Malformed::Fragment:
            return "the packet is a fragment (offset " + found + " bytes); fragments are not reassembled.";
        case Malformed::NotTcp: return "the protocol is " + found + "; TCP is 6.";
        case Malformed::TooShortForTcp:
            return "the packet ends " + found + " bytes into the TCP header, which has at least 20.";
        case Malformed::DataOffset:
            return "the data offset says " + found + " bytes; it must be from 20 to the " + expected +
                   " that are there.";
        case Malformed::TcpChecksum:
            return "the TCP checksum is " + hex_16(error.found) + "; the segment sums to " +
                   hex_16(error.expected) + ".";
        case Malformed::OptionLengthMissing:
            return option_of(error) + " is the header's last byte; its length is missing.";
        case Malformed::OptionLength:
            return option_of(error) + " has length " + found + "; " + legal_lengths(error.option_kind) + ".";
        case Malformed::OptionBeyondHeader:
            return option_of(error) + " has length " + found + "; only " + expected +
                   " bytes of the header are left.";
    }
    return "";
}

}  // namespace

std::string to_text(const ParseError& error) {
    return error.ok() ? "" : "byte " + std::to_string(error.offset) + ": " + sentence(error);
}

}  // namespace hw::wire
