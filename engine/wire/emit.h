#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "wire/ipv4.h"
#include "wire/option_layout.h"
#include "wire/segment.h"

// Writes a packet as it goes onto the wire: IPv4 header, TCP header, options in Linux's order and
// padding, text, both checksums (RFC 791 §3.1, RFC 9293 §3.1). The text is read only once: it is summed
// while it is copied.

namespace hw::wire {

inline constexpr std::uint32_t ipv4_header_bytes = 20;     // we send no IPv4 options
inline constexpr std::uint32_t tcp_header_bytes = 20;      // without options
inline constexpr std::uint32_t max_option_bytes = 40;      // Data Offset is at most 15 words
inline constexpr std::uint32_t max_packet_bytes = 65'535;  // Total Length has 16 bits

// The text of a segment, in up to three pieces: a send buffer in chunks need not be joined first.
struct Text {
    std::array<std::span<const std::uint8_t>, 3> pieces{};

    Text() = default;
    Text(std::span<const std::uint8_t> whole) : pieces{whole, {}, {}} {}
    Text(std::span<const std::uint8_t> first, std::span<const std::uint8_t> second,
         std::span<const std::uint8_t> third = {})
        : pieces{first, second, third} {}

    std::size_t size() const { return pieces[0].size() + pieces[1].size() + pieces[2].size(); }
};

// Why no packet was written; the sizes are in bytes.
struct EmitError {
    enum class Kind : std::uint8_t {
        OptionsTooLong,  // the options need more than 40 bytes
        PacketTooLong,   // the packet would exceed 65,535 bytes
        BufferTooSmall,  // the caller's buffer is shorter than the packet
    };
    Kind kind{};
    std::uint32_t needed = 0;
    std::uint32_t available = 0;
    friend constexpr bool operator==(const EmitError&, const EmitError&) = default;
};
std::string to_text(const EmitError& error);

// How many bytes these options take in a header, padding included: a multiple of 4. More than 40 does not
// fit. TCP subtracts this from the MSS (RFC 6691).
std::uint32_t options_length(const Options& options, OptionLayout layout = OptionLayout::Linux);

// How many bytes emit_packet() will write.
std::uint32_t packet_length(const TcpHeader& header, std::size_t text_bytes,
                            OptionLayout layout = OptionLayout::Linux);

// Writes the packet at the start of `out` and returns its length in bytes. On error `out` is untouched.
Result<std::uint32_t, EmitError> emit_packet(const Ipv4Header& ip, const TcpHeader& tcp, const Text& text,
                                             std::span<std::uint8_t> out);

// The same for a caller who has made room for just packet_length() bytes, and whose header and text fit a packet:
// anything else is our own bug.
void emit_whole_packet(const Ipv4Header& ip, const TcpHeader& tcp, const Text& text,
                       std::span<std::uint8_t> out, OptionLayout layout = OptionLayout::Linux);

// Makes both checksums right again after bytes were edited by hand. False, and nothing changed, if the
// headers' lengths make no sense.
bool repair_checksums(std::span<std::uint8_t> packet);

}  // namespace hw::wire
