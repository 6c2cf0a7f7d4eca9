#pragma once

#include <cstdint>

#include "tcp/congestion.h"

// What the algorithms have in common: the initial window, slow start, counting what was acknowledged, the
// restart after an idle time, and taking back a reduction.

namespace hw::tcp {

// No window of TCP is larger (RFC 7323 §2.3), so none of congestion control is.
inline constexpr std::uint32_t largest_window_bytes = 1u << 30;

// IW, bytes (RFC 5681 §3.1, RFC 6928 §2, Linux's TCP_INIT_CWND): for segments of `mss` bytes.
std::uint32_t initial_window(InitialWindow rule, std::uint32_t mss, std::uint32_t segments = 10);

// The windows of a connection that has just been established.
void start_windows(CongestionState& state, const CongestionNews& news);

// Slow start, while cwnd < ssthresh. Returns how much of the acknowledged bytes is left for congestion
// avoidance.
std::uint32_t slow_start(CongestionState& state, const CongestionNews& news);

// Congestion avoidance: grows cwnd by a segment for every `per_segment` bytes acknowledged (RFC 5681 §3.1: "the
// RECOMMENDED way"; Linux: tcp_cong_avoid_ai()).
void count_acked(CongestionState& state, std::uint32_t acked_bytes, std::uint64_t per_segment_bytes,
                 std::uint32_t mss);

// RFC 5681 §4.1, or Linux's tcp_cwnd_restart(), if it has been idle for longer than the RTO.
void restart_after_idle(CongestionState& state, const CongestionNews& news, Duration idle, Duration rto);

// The send MSS has changed: as many segments as before are as many now (RFC 5681 §3.1: "cwnd SHOULD be reduced by
// the ratio of the old segment size to the new segment size").
struct MssChange {
    std::uint32_t before = 0;
    std::uint32_t now = 0;
};
void scale_windows(CongestionState& state, FlightUnit unit, MssChange mss);

// FlightSize without what limited transmit has sent beyond the window (RFC 5681 §3.2, step 2).
std::uint32_t flight_of_window(const CongestionState& state, const CongestionNews& news);

// The larger of what is and what was, in both windows.
void restore_windows(CongestionState& state, const CongestionWindows& before);

std::uint32_t window_of(const CongestionState& state);

}  // namespace hw::tcp
