#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"
#include "tcp/config.h"
#include "tcp/congestion/cubic_state.h"
#include "tcp/congestion/hystart_state.h"
#include "tcp/congestion/window_use.h"

// Congestion control sits behind a table: one row of functions for each algorithm, over state that is
// plain data. An algorithm is one file under tcp/congestion/ and one row; no step knows its name.

namespace hw::tcp {

// What an algorithm remembers. The two windows are common to all; an algorithm may add fields of its own here.
// Loss recovery (recovery.h) writes the two windows itself while it lasts; the algorithm says to what number,
// and hears of it for the sake of its own fields.
struct CongestionState {
    std::uint32_t cwnd_bytes = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t ssthresh_bytes = std::numeric_limits<std::uint32_t>::max();
    // Congestion avoidance: acknowledged since the window last grew (RFC 5681 §3.1; Linux: snd_cwnd_cnt).
    std::uint32_t acked_bytes = 0;
    WindowUse use{};
    CubicState cubic{};
    HyStartState hystart{};
    friend constexpr bool operator==(const CongestionState&, const CongestionState&) = default;
};
void digest(Digest& d, const CongestionState& state);

// What has just happened, for an algorithm to judge.
struct CongestionNews {
    const Config& config;
    Instant now{};
    SeqNum una{}, nxt{};    // after the event
    std::uint32_t mss = 0;  // effective send MSS, bytes
    // on_ack: newly acknowledged or SACKed, bytes. With FlightUnit::Segments each segment counts as a full MSS.
    std::uint32_t acked_bytes = 0;
    // Believed to be in the network, bytes, in the same unit; on_ack: before the event (RFC 6675 §2, pipe).
    std::uint32_t in_flight_bytes = 0;
    // Sent and not cumulatively acknowledged, in the same unit (RFC 5681 §2, FlightSize).
    std::uint32_t outstanding_bytes = 0;
    Duration srtt{};                          // smoothed round-trip time; 0: no sample yet
    Duration min_rtt = Duration::never();     // smallest of the last minutes
    Duration rtt_sample = Duration::never();  // on_ack: taken from this ACK, if any
    // The congestion window, and nothing else, has kept the sender from sending more (RFC 9438 §5.8; Linux:
    // tcp_is_cwnd_limited()).
    bool is_window_limited = true;
    Duration rto{};
    // No loss is being repaired, and the user is not waiting for room to send more: a window that has not been
    // full for long is then too large (window_use.h).
    bool may_shrink_unused = false;
    std::uint32_t handshake_losses = 0;  // start: how often the SYN or the SYN,ACK timed out
    bool is_first_timeout = true;        // on_timeout: of this segment (RFC 5681 §3.1 (4) halves only then)
};

// The two windows as they were before a reduction that turned out to be unfounded.
struct CongestionWindows {
    std::uint32_t cwnd_bytes = 0;
    std::uint32_t ssthresh_bytes = 0;
    friend constexpr bool operator==(const CongestionWindows&, const CongestionWindows&) = default;
};

struct CongestionControl {
    CongestionId id;
    std::string_view name;
    // Fast retransmit (RFC 5681 §3.2) and its successors, and the tail-loss probe, are part of it: without
    // them only a timeout repairs a loss.
    bool recovers_early;
    // Entering ESTABLISHED: the initial window.
    void (*start)(CongestionState&, const CongestionNews&);
    // A round trip was measured, rtt_sample; before on_ack, and in recovery too.
    void (*on_round_trip)(CongestionState&, const CongestionNews&);
    // The window grows: some data was acknowledged, and no recovery is under way (after a timeout slow start
    // grows it too, while lost segments are still being sent again).
    void (*on_ack)(CongestionState&, const CongestionNews&);
    // The slow-start threshold after a loss, a timeout or an ECN echo, bytes. May note the loss in its fields.
    std::uint32_t (*ssthresh_after_loss)(CongestionState&, const CongestionNews&);
    void (*on_enter_recovery)(CongestionState&,
                              const CongestionNews&);  // fast recovery or ECN; windows are set
    void (*on_exit_recovery)(CongestionState&, const CongestionNews&);
    void (*on_timeout)(CongestionState&, const CongestionNews&);  // cwnd and ssthresh are set already
    // The last reduction was unfounded: both windows as they should be now.
    void (*on_undo)(CongestionState&, const CongestionNews&, const CongestionWindows& before);
    // Something is about to be sent, nothing is in flight, and nothing was sent for `idle` (RFC 5681 §4.1).
    void (*on_idle)(CongestionState&, const CongestionNews&, Duration idle, Duration rto);
    std::uint32_t (*window)(const CongestionState&);  // most bytes in flight
};

const CongestionControl& congestion_control(CongestionId id);

// By the name that Linux and lessons use: "none", "reno" or "newreno", "cubic".
std::optional<CongestionId> find_congestion_control(std::string_view name);

}  // namespace hw::tcp
