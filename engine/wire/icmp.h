#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "base/result.h"
#include "base/seq_num.h"
#include "wire/emit.h"
#include "wire/ipv4.h"
#include "wire/parse.h"

// ICMP errors about TCP segments (RFC 792; RFC 1122 §3.2.2; RFC 1191 §4 for the next-hop MTU). Each quotes
// the header of the datagram that it is about and at least the first eight octets after it: TCP's ports and
// sequence number, by which the connection is found. Other ICMP messages are not read.

namespace hw::wire {

inline constexpr std::uint8_t icmp_protocol = 1;
inline constexpr std::uint32_t icmp_header_bytes = 8;

// The types that are errors (RFC 1122 §3.2.2). Redirect quotes a datagram, too, but says nothing of TCP.
enum class IcmpType : std::uint8_t {
    DestinationUnreachable = 3,
    SourceQuench = 4,  // "Deprecation of ICMP Source Quench Messages" (RFC 6633)
    TimeExceeded = 11,
    ParameterProblem = 12,
};

// Codes of DestinationUnreachable (RFC 792; 9 to 12: RFC 1122 §3.2.2.1; 13: RFC 1812 §5.2.7.1).
enum class Unreachable : std::uint8_t {
    Net = 0,
    Host = 1,
    Protocol = 2,
    Port = 3,
    FragmentationNeeded = 4,  // "fragmentation needed and DF set"
    SourceRouteFailed = 5,
    AdministrativelyProhibited = 13,
};

// An ICMP error as its receiver sees it: `local` and `remote` are the ends of the connection that it is
// about, i.e. source and destination of the quoted segment.
struct IcmpError {
    std::uint8_t type = 0;
    std::uint8_t code = 0;
    std::uint16_t next_hop_mtu =
        0;  // bytes, of FragmentationNeeded; 0: the router does not say (RFC 1191 §5)
    std::uint16_t quoted_length = 0;  // Total Length of the quoted datagram, bytes
    Ipv4Address from{};               // who says so: a router on the way, or the host itself
    Ipv4Address to{};                 // whom it was sent to
    Endpoint local{};
    Endpoint remote{};
    SeqNum seq{};  // SEG.SEQ of the quoted segment

    constexpr bool is(IcmpType kind) const { return type == static_cast<std::uint8_t>(kind); }
    constexpr bool is(Unreachable kind) const {
        return is(IcmpType::DestinationUnreachable) && code == static_cast<std::uint8_t>(kind);
    }
    friend constexpr bool operator==(const IcmpError&, const IcmpError&) = default;
};

// Why a packet is no ICMP error about TCP.
enum class IcmpProblem : std::uint8_t {
    None,
    Ipv4,           // the IPv4 header around it: see IcmpParseError::ipv4
    NotIcmp,        // Protocol is not 1
    TooShort,       // fewer than 8 bytes after the IPv4 header
    Checksum,       // of the ICMP message
    NotAnError,     // a type that is not one of IcmpType
    QuoteTooShort,  // no whole IPv4 header with eight octets after it: "at least the first 8" (RFC 1122 §3.2.2)
    QuoteMalformed,  // what is quoted begins with no IPv4 header
    QuoteNotTcp,     // another protocol's, or not a datagram's first fragment
};

struct IcmpParseError {
    IcmpProblem problem = IcmpProblem::None;
    ParseError ipv4{};         // if the problem is Ipv4
    std::uint32_t offset = 0;  // of the offending byte, from the start of the packet
    std::uint32_t found = 0;   // the numbers that disagree
    std::uint32_t expected = 0;

    constexpr bool ok() const { return problem == IcmpProblem::None; }
    friend constexpr bool operator==(const IcmpParseError&, const IcmpParseError&) = default;
};
// One English sentence with the byte and the numbers; empty if nothing is wrong.
std::string to_text(const IcmpParseError& error);

// Whether the packet's IPv4 header says that it carries ICMP; nothing else is looked at.
bool carries_icmp(std::span<const std::uint8_t> packet);

// Decodes a whole IPv4 packet. After an error `out` is not to be used.
IcmpParseError parse_icmp_error(std::span<const std::uint8_t> packet, IcmpError& out);

// What a router or a host says about a datagram that it could not forward or deliver.
struct IcmpReport {
    std::uint8_t type = 0;
    std::uint8_t code = 0;
    std::uint16_t next_hop_mtu = 0;  // for FragmentationNeeded, bytes
    Ipv4Address from{};
    std::uint16_t identification = 0;
    std::uint8_t ttl = 64;
};

// RFC 1812 §4.3.2.3: as much of the datagram "as possible without the length of the ICMP datagram exceeding
// 576 bytes".
inline constexpr std::uint32_t max_icmp_error_bytes = 576;

// Writes the error at the start of `out`, to the source of `datagram`, which it quotes: an IPv4 packet of
// ours, header and all. Returns its length in bytes; on error `out` is untouched. BufferTooSmall is also the
// answer to a datagram without a header and eight octets: `needed` says how many bytes it lacks of.
Result<std::uint32_t, EmitError> emit_icmp_error(const IcmpReport& report,
                                                 std::span<const std::uint8_t> datagram,
                                                 std::span<std::uint8_t> out);

// As tcpdump -n prints it: "IP 10.0.0.254 > 10.0.0.1: ICMP 10.0.0.2 unreachable - need to frag (mtu 1400)".
std::string describe_as_tcpdump(const IcmpError& error);

}  // namespace hw::wire
