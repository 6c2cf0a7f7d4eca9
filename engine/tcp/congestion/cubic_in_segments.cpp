// CUBIC's congestion avoidance as Linux counts it (net/ipv4/tcp_cubic.c, bictcp_update()): windows in segments,
// time in milliseconds (a kernel with HZ = 1000), and a pace: how many segments must be acknowledged for the
// window to grow by one. tcpi_snd_cwnd shows each of its roundings.

#include <algorithm>

#include "tcp/congestion/cubic.h"
#include "tcp/congestion/window.h"

namespace hw::tcp {
namespace {

std::int64_t milliseconds(Instant t) { return t.us / 1'000; }
Duration rounded_up(Duration d) { return 1_ms * ((d.us + 999) / 1'000); }

void begin_epoch(CubicState& cubic, const CongestionNews& news, std::uint32_t cwnd, std::uint32_t acked) {
    cubic.epoch.began = news.now;
    cubic.epoch.curve = cubic_curve(cubic.w_max, cwnd, 1, cubic_scale_linux);
    cubic.epoch.reno_window = cwnd;
    cubic.epoch.reno_acked = acked;
}

// By the curve, one round trip ahead.
std::uint32_t pace_by_curve(const CubicState& cubic, Instant now, std::uint32_t cwnd) {
    const std::int64_t elapsed_ms = milliseconds(now) - milliseconds(cubic.epoch.began);
    const Duration round_trip = cubic.min_delay == Duration::never() ? Duration{} : cubic.min_delay;
    const std::uint32_t ticks = cubic_ticks(1_ms * elapsed_ms + rounded_up(round_trip));
    const std::uint32_t target = cubic_window(cubic.epoch.curve, ticks, 1, cubic_scale_linux);
    const std::uint32_t pace = target > cwnd ? cwnd / (target - cwnd) : 100 * cwnd;
    // While no loss has told what the path bears, the curve would begin too slowly: at least 5 % each round trip.
    return cubic.w_max == 0 ? std::min(pace, 20u) : pace;
}

// Not slower than Reno with the same average would be. beta_scale: a segment for every 15/8 windows acknowledged.
std::uint32_t pace_by_reno(CubicEpoch& epoch, std::uint32_t cwnd, std::uint32_t pace) {
    const std::uint32_t per_segment = cwnd * 15 / 8;
    if (epoch.reno_acked > per_segment) {
        const std::uint32_t segments = (epoch.reno_acked - 1) / per_segment;
        epoch.reno_window += segments;
        epoch.reno_acked -= segments * per_segment;
    }
    return epoch.reno_window > cwnd ? std::min(pace, cwnd / (epoch.reno_window - cwnd)) : pace;
}

void update_pace(CubicState& cubic, const CongestionNews& news, std::uint32_t cwnd, std::uint32_t acked) {
    cubic.epoch.reno_acked += acked;
    const std::int64_t since_ms = milliseconds(news.now) - milliseconds(cubic.looked_at);
    // While the window stays, the clock is looked at 32 times a second at most.
    if (cubic.looked_at_cwnd == cwnd && since_ms <= 1'000 / 32) return;
    // And the curve once in a millisecond: a loss since then has ended the epoch.
    if (cubic.epoch.began.is_never() || since_ms != 0) {
        cubic.looked_at = news.now;
        cubic.looked_at_cwnd = cwnd;
        if (cubic.epoch.began.is_never()) begin_epoch(cubic, news, cwnd, acked);
        cubic.pace = pace_by_curve(cubic, news.now, cwnd);
    }
    cubic.pace = pace_by_reno(cubic.epoch, cwnd, cubic.pace);
    // RFC 9438 §4.2's upper bound of the target: a segment for two that are acknowledged, 1.5 cwnd in a round trip.
    cubic.pace = std::max(cubic.pace, 2u);
}

}  // namespace

void grow_cubic_in_segments(CongestionState& state, const CongestionNews& news, std::uint32_t acked) {
    update_pace(state.cubic, news, state.cwnd_bytes / news.mss, acked / news.mss);
    count_acked(state, acked, std::uint64_t{state.cubic.pace} * news.mss, news.mss);
}

}  // namespace hw::tcp
