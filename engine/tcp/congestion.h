#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"
#include "tcp/config.h"

// Congestion control sits behind a table: one row of functions for each algorithm, over state that is
// plain data. An algorithm is one file under tcp/congestion/ and one row; no step knows its name.

namespace hw::tcp {

// What an algorithm remembers. The two windows are common to all; an algorithm may add fields of its own here.
// Loss recovery (recovery.h) writes the two windows itself while it lasts; the algorithm says to what number,
// and hears of it for the sake of its own fields.
struct CongestionState {
    std::uint32_t cwnd_bytes = std::numeric_limits<std::uint32_t>::max();
    std::uint32_t ssthresh_bytes = std::numeric_limits<std::uint32_t>::max();
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
    // In flight before the event, bytes, in the same unit (RFC 5681 §2 FlightSize; RFC 6675 pipe).
    std::uint32_t in_flight_bytes = 0;
    Duration srtt{};                          // smoothed round-trip time; 0: no sample yet
    Duration min_rtt = Duration::never();     // smallest of the last minutes
    Duration rtt_sample = Duration::never();  // on_ack: taken from this ACK, if any
    // The congestion window, and nothing else, has kept the sender from sending more (RFC 9438 §5.8; Linux:
    // tcp_is_cwnd_limited()).
    bool is_window_limited = true;
    bool is_first_timeout = true;  // on_timeout: of this segment (RFC 5681 §3.1 (4) halves only then)
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

}  // namespace hw::tcp
