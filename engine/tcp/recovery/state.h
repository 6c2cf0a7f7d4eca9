#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include "base/digest.h"
#include "base/fixed_vector.h"
#include "base/seq_num.h"
#include "base/time.h"
#include "wire/options.h"

// What loss recovery remembers between events. The words for the phases are Linux's (tcp_ca_state), which
// tcp_info shows; RFC 5681, RFC 6582 and RFC 6675 speak of "fast recovery" and of a "loss recovery phase".

namespace hw::tcp {

enum class RecoveryPhase : std::uint8_t {
    Open,      // nothing unusual
    Disorder,  // duplicate ACKs or SACKs have come: something is missing, or has been overtaken
    Cwr,       // the window is being reduced though nothing is lost (ECN)
    Recovery,  // fast recovery
    Loss,      // after a retransmission timeout
};
std::string_view name_of(RecoveryPhase phase);  // "fast recovery"

// Proportional rate reduction (RFC 6937 §3), bytes or whole segments in bytes (FlightUnit).
struct RateReduction {
    std::uint32_t prior_cwnd_bytes = 0;  // RecoverFS: in flight when it began (Linux: the window)
    std::uint32_t delivered_bytes = 0;   // prr_delivered
    std::uint32_t sent_bytes = 0;        // prr_out
    friend constexpr bool operator==(const RateReduction&, const RateReduction&) = default;
};

// What is needed to take a reduction back when it turns out to be unfounded (RFC 3522, RFC 4015, RFC 3708).
struct UndoState {
    bool is_possible = false;              // a reduction was made in this phase and may be undone
    SeqNum marker{};                       // SND.UNA when the phase began
    bool has_resent = false;               // something was retransmitted in this phase
    std::uint32_t unexplained_resent = 0;  // retransmissions that no D-SACK has reported as needless
    bool windows_are_known = false;        // false after ECN: there is no going back then
    std::uint32_t cwnd_bytes = 0;          // as they were before
    std::uint32_t ssthresh_bytes = 0;
    Instant first_resent_at = Instant::never();  // since the phase began (RFC 3522 §3.2 RetransmitTS)
    friend constexpr bool operator==(const UndoState&, const UndoState&) = default;
};

// RFC 8985 §5.2 and §5.3.
struct RackState {
    Instant sent_at{};          // RACK.xmit_ts: the latest transmission among all that were delivered
    SeqNum end{};               // RACK.end_seq
    Duration rtt{};             // RACK.rtt
    bool is_known = false;      // something has been delivered
    bool was_resent = false;    // that transmission was not the first
    bool has_advanced = false;  // losses are to be looked for again
    bool dsack_is_seen = false;
    bool dsack_round_is_known = false;
    SeqNum dsack_round{};                // the reordering window grows again when this is acknowledged
    std::uint8_t window_multiplier = 1;  // RACK.reo_wnd_mult
    std::uint8_t window_persist = 16;    // RACK.reo_wnd_persist: recoveries left before it shrinks back
    friend constexpr bool operator==(const RackState&, const RackState&) = default;
};

// RFC 8985 §7: the tail-loss probe that is on its way.
struct ProbeState {
    bool is_outstanding = false;
    bool is_retransmission = false;  // TLP.is_retrans
    bool has_sample_since = true;    // a round trip was measured since the last probe
    bool is_wanted = false;          // within an event: new data left or progress was made, schedule one
    SeqNum end{};                    // TLP.end_seq
    friend constexpr bool operator==(const ProbeState&, const ProbeState&) = default;
};

struct RecoveryState {
    RecoveryPhase phase = RecoveryPhase::Open;
    SeqNum
        high_seq{};  // RecoveryPoint (RFC 6675), "recover" (RFC 6582): the phase ends when it is acknowledged
    std::uint32_t duplicate_threshold = 3;    // DupThresh; grows with the reordering seen
    std::uint32_t duplicates_held = 0;        // without SACK: segments believed to have arrived out of order
    bool spurious_timeout_is_sought = false;  // F-RTO is under way (RFC 5682)
    bool is_held = false;                     // over, but its duplicates may still be coming (RFC 6582 §4)
    bool partial_ack_was_seen = false;        // RFC 6582 §3.2 step 3: of this recovery
    bool rescue_was_sent = false;             // RFC 6675 §4 NextSeg (4)
    Instant last_sent_at = Instant::never();  // text or FIN, new or again (RFC 5681 §4.1)
    RateReduction reduction{};
    UndoState undo{};
    RackState rack{};
    ProbeState probe{};
    FixedVector<wire::SackBlock, 4> last_blocks{};  // of the last ACK, which need no second look

    // What TCP_INFO shows.
    std::uint32_t total_retransmissions = 0;  // segments
    std::uint64_t bytes_acked = 0;
    std::uint64_t bytes_retransmitted = 0;
    std::uint32_t delivered = 0;            // segments that the peer is known to have, retransmissions too
    std::uint32_t duplicates_reported = 0;  // segments that D-SACKs reported
    std::uint32_t reorderings_seen = 0;

    friend constexpr bool operator==(const RecoveryState&, const RecoveryState&) = default;
};

void digest(Digest& d, const RecoveryState& state);

}  // namespace hw::tcp
