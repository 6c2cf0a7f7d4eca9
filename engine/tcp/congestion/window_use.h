#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"

// Congestion window validation: ACKs of a sender that did not use its window say nothing about what the
// network would bear, so they must not make the window grow (RFC 7661 §4.4, RFC 9438 §5.8).

namespace hw::tcp {

struct CongestionState;
struct CongestionNews;

// How much of the congestion window the latest flight used. Linux: tcp_cwnd_validate() in
// net/ipv4/tcp_output.c, whose bookkeeping serves both profiles.
struct WindowUse {
    SeqNum flight_end{};                // acknowledged up to here, another flight is looked at
    std::uint32_t most_bytes = 0;       // the most that was in flight, as FlightUnit counts
    std::uint32_t spare_use_bytes = 0;  // the most in flight since the window was last full (RFC 2861)
    Instant was_full_at{};              // when it was
    bool is_full = false;  // in this flight cwnd, and nothing else, kept the sender from sending more
    friend constexpr bool operator==(const WindowUse&, const WindowUse&) = default;
};
void digest(Digest& d, const WindowUse& use);

// The congestion window has no room for another segment beside what is in flight.
bool is_window_full(const CongestionState& state, const CongestionNews& news);

// The sender has just sent something new, or found the window full.
void note_window_use(CongestionState& state, const CongestionNews& news);

// The window may grow.
bool is_window_limited(const CongestionState& state);

}  // namespace hw::tcp
