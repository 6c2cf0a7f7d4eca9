#pragma once

#include <cstdint>
#include <span>

#include "base/seq_num.h"
#include "wire/options.h"

// A TCP segment, decoded and named as in RFC 9293 §3.1 and §3.3.1 ("current segment variables").
// It owns no payload: `text` points into the packet it was parsed from.

namespace hw::wire {

// The control bits of RFC 9293 §3.1 (RFC 3168 for CWR and ECE, RFC 9768 §3.1.1 for AE), in their places on
// the wire: AE is the lowest bit of the octet before the others'.
struct Ctl {
    std::uint16_t bits = 0;

    static constexpr std::uint16_t fin_bit = 0x01, syn_bit = 0x02, rst_bit = 0x04, psh_bit = 0x08;
    static constexpr std::uint16_t ack_bit = 0x10, urg_bit = 0x20, ece_bit = 0x40, cwr_bit = 0x80;
    static constexpr std::uint16_t ae_bit = 0x100, all_bits = 0x1ff;

    constexpr bool fin() const { return (bits & fin_bit) != 0; }
    constexpr bool syn() const { return (bits & syn_bit) != 0; }
    constexpr bool rst() const { return (bits & rst_bit) != 0; }
    constexpr bool psh() const { return (bits & psh_bit) != 0; }
    constexpr bool ack() const { return (bits & ack_bit) != 0; }
    constexpr bool urg() const { return (bits & urg_bit) != 0; }
    constexpr bool ece() const { return (bits & ece_bit) != 0; }
    constexpr bool cwr() const { return (bits & cwr_bit) != 0; }
    constexpr bool ae() const { return (bits & ae_bit) != 0; }

    // AE, CWR and ECE as a number, 0..7: after a handshake that has agreed on it, the ACE field (RFC 9768
    // §3.2.2).
    constexpr std::uint8_t ace() const { return static_cast<std::uint8_t>(bits >> 6 & 7); }
    static constexpr Ctl of_ace(std::uint32_t ace) { return {static_cast<std::uint16_t>((ace & 7) << 6)}; }

    constexpr Ctl without(Ctl others) const { return {static_cast<std::uint16_t>(bits & ~others.bits)}; }

    friend constexpr Ctl operator|(Ctl a, Ctl b) { return {static_cast<std::uint16_t>(a.bits | b.bits)}; }
    friend constexpr bool operator==(Ctl, Ctl) = default;
};

inline constexpr Ctl fin{Ctl::fin_bit}, syn{Ctl::syn_bit}, rst{Ctl::rst_bit}, psh{Ctl::psh_bit};
inline constexpr Ctl ack{Ctl::ack_bit}, urg{Ctl::urg_bit}, ece{Ctl::ece_bit}, cwr{Ctl::cwr_bit};
inline constexpr Ctl ae{Ctl::ae_bit};

// The 20 fixed bytes of a TCP header and its options.
struct TcpHeader {
    std::uint16_t source_port = 0;
    std::uint16_t destination_port = 0;
    SeqNum seq{};
    SeqNum ack{};  // meaningful only if ctl.ack()
    Ctl ctl{};
    std::uint8_t reserved = 0;         // the three bits that are reserved still, kept as found (0..7)
    std::uint16_t raw_window = 0;      // the 16-bit field, unscaled
    std::uint16_t urgent_pointer = 0;  // meaningful only if ctl.urg()
    Options options{};
    friend constexpr bool operator==(const TcpHeader&, const TcpHeader&) = default;
};

struct Segment : TcpHeader {
    std::span<const std::uint8_t> text{};
    std::uint8_t ecn = 0;  // of the IPv4 header that carried it (RFC 3168 §5): 3 is CE

    std::uint32_t text_length() const { return static_cast<std::uint32_t>(text.size()); }

    // SEG.LEN counts SYN and FIN: each occupies one sequence number (§3.4).
    std::uint32_t len() const { return text_length() + (ctl.syn() ? 1u : 0u) + (ctl.fin() ? 1u : 0u); }
};

}  // namespace hw::wire
