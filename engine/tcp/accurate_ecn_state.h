#pragma once

#include <array>
#include <cstdint>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"

namespace hw::tcp {

// The two bits of the IPv4 header (RFC 3168 §5).
inline constexpr std::uint8_t not_ect = 0, ect_1 = 1, ect_0 = 2, congestion_experienced = 3;

// How marks are fed back: not at all, once for each window of data (RFC 3168), or each of them (RFC 9768).
enum class EcnMode : std::uint8_t { Off, Classic, Accurate };

// Has the peer's AccECN option come through? (Linux: tcpi_accecn_opt_seen)
enum class AccurateOptionSeen : std::uint8_t { Never, Empty, WithCounters, Zeroed };

// What AccECN has been given up for (Linux: tcpi_accecn_fail_mode): bits.
struct AccurateEcnFailures {
    static constexpr std::uint8_t ace_sent = 1;      // we have sent a SYN,ACK without it
    static constexpr std::uint8_t ace_received = 2;  // what the peer feeds back cannot be
    static constexpr std::uint8_t option_sent = 4;   // our options seem to get lost
    static constexpr std::uint8_t option_received = 8;
};

// Accurate ECN feedback (RFC 9768 §3.2), both directions. The counters begin with 0 here; those of the RFC,
// which are on the wire, with 5 (packets) and 1 (bytes of ECT(0) and ECT(1)): see §3.2.1.
struct AccurateEcnState {
    using Bytes = std::array<std::uint32_t, 3>;  // of text, by codepoint: ECT(1), ECT(0), CE
    // The receiver's part.
    Bytes received{};               // r.e1b, r.e0b, r.ceb
    std::uint32_t received_ce = 0;  // r.cep: packets
    // The sender's part; s.cep is EcnState::delivered_ce.
    Bytes delivered{};                          // s.e1b, s.e0b, s.ceb
    SeqNum duplicate_reported{};                // valid if option_left_with_duplicate
    Instant option_left_at = Instant::never();  // when our last option left
    std::uint16_t acked_average = 0;  // segments that one ACK stands for, in 64ths (Linux: pkts_acked_ewma)
    std::uint8_t handshake_codepoint = not_ect;  // with which the peer's latest SYN, or SYN,ACK, came
    std::uint8_t last_codepoint = not_ect;       // with which its latest packet came
    std::uint8_t marks_since_ack = 0;            // CE marks that we have not fed back
    std::uint8_t options_due = 0;                // so many of our next segments are to carry the option
    std::uint8_t fields_due = 0;       // how many of its fields the changes since the last one ask for, 0..3
    std::uint8_t estimated = not_ect;  // of which codepoint our text likely arrives; not_ect: not known
    std::uint8_t failures = 0;         // AccurateEcnFailures
    AccurateOptionSeen option_seen = AccurateOptionSeen::Never;
    bool has_heard = false;                   // some ACK has been decoded since the handshake
    bool feedback_is_void = false;            // "MUST NOT respond to AccECN feedback" (§3.2.2.1, Note 1)
    bool tells_handshake = false;             // the next pure ACK has the handshake encoding (§3.2.2.1)
    bool ack_is_due = false;                  // what came calls for an ACK at once, and none has left
    bool option_left_with_duplicate = false;  // our last segment had the option and a D-SACK
    friend constexpr bool operator==(const AccurateEcnState&, const AccurateEcnState&) = default;
};

constexpr void digest(Digest& d, const AccurateEcnState& a) {
    for (std::uint32_t i = 0; i < 3; ++i) digest_all(d, a.received[i], a.delivered[i]);
    digest_all(d, a.received_ce, a.duplicate_reported, a.option_left_at, a.acked_average,
               a.handshake_codepoint, a.last_codepoint, a.marks_since_ack, a.options_due, a.fields_due,
               a.estimated, a.failures, a.option_seen);
    digest_all(d, a.has_heard, a.feedback_is_void, a.tells_handshake, a.ack_is_due,
               a.option_left_with_duplicate);
}

}  // namespace hw::tcp
