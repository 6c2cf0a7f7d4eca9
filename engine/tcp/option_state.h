#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/fixed_vector.h"
#include "base/seq_num.h"
#include "base/time.h"
#include "tcp/accurate_ecn_state.h"
#include "wire/options.h"

// What a connection remembers because its two SYNs agreed on an option: RFC 7323's TS.Recent and its company.
// The names are those of RFC 7323 Appendix C.

namespace hw::tcp {

// The largest window shift that may be used (RFC 7323 §2.3: "the shift count MUST be limited to 14").
inline constexpr std::uint8_t most_window_shift = 14;

struct TimestampState {
    std::uint32_t offset = 0;  // Snd.TSoffset, ticks: chosen by the host before OPEN (RFC 7323 §5.4)
    std::uint32_t recent = 0;  // TS.Recent: what is echoed, and what PAWS compares with
    Instant recent_at = Instant::never();  // when TS.Recent was last set (§5.5)
    SeqNum last_ack_sent{};                // Last.ACK.sent
    bool are_agreed = false;               // Snd.TS.OK
    friend constexpr bool operator==(const TimestampState&, const TimestampState&) = default;
};

constexpr void digest(Digest& d, const TimestampState& t) {
    digest_all(d, t.offset, t.recent, t.recent_at, t.last_ack_sent, t.are_agreed);
}

// What the next segment will report of the receive buffer (RFC 2018 §4, RFC 2883 §4).
struct SackState {
    // More do not fit into the 40 bytes of options (RFC 2018 §3).
    static constexpr std::uint32_t most_blocks = 4;
    FixedVector<wire::SackBlock, most_blocks> recent{};  // the most recently reported first, above RCV.NXT
    wire::SackBlock duplicate{};                         // valid if has_duplicate
    bool has_duplicate = false;
    bool is_permitted = false;  // both SYNs carried SACK-Permitted
    friend constexpr bool operator==(const SackState&, const SackState&) = default;
};

constexpr void digest(Digest& d, const SackState& s) {
    d.word(s.recent.size());
    for (const wire::SackBlock& block : s.recent) digest_all(d, block.left, block.right);
    digest_all(d, s.duplicate.left, s.duplicate.right, s.has_duplicate, s.is_permitted);
}

// Explicit congestion notification (RFC 3168 §6.1, RFC 9768), both directions.
struct EcnState {
    EcnMode requested = EcnMode::Off;  // by every SYN that we have sent (Accurate: by the first)
    EcnMode mode = EcnMode::Off;       // what both ends have agreed on
    bool peer_is_capable = false;      // some of its text came with ECT or a mark
    bool is_echoing = false;           // a mark was seen, and no CWR since: ECE in every ACK
    bool reduction_is_untold = false;  // CWR is due on the next new text
    // Segments of ours of which we know that they arrived with a mark; AccECN's s.cep. Of RFC 3168 all that
    // an ACK with ECE delivers (Linux: tcpi_delivered_ce).
    std::uint32_t delivered_ce = 0;
    AccurateEcnState accurate{};  // used in EcnMode::Accurate
    friend constexpr bool operator==(const EcnState&, const EcnState&) = default;
};

constexpr void digest(Digest& d, const EcnState& e) {
    digest_all(d, e.requested, e.mode, e.peer_is_capable, e.is_echoing, e.reduction_is_untold, e.delivered_ce,
               e.accurate);
}

}  // namespace hw::tcp
