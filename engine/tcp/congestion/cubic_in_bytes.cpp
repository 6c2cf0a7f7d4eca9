// CUBIC's congestion avoidance as RFC 9438 §4.2–§4.5 writes it, windows in bytes.

#include <algorithm>

#include "tcp/congestion/cubic.h"
#include "tcp/congestion/window.h"

namespace hw::tcp {
namespace {

void begin_epoch(CongestionState& state, const CongestionNews& news) {
    CubicState& cubic = state.cubic;
    // §4.8, §4.10: after a timeout, and where no loss has been seen yet, "K is set to 0, and W_max is set to the
    // congestion window size at the beginning of the current congestion avoidance stage", cwnd_prior with it.
    if (cubic.w_max == 0) cubic.w_max = cubic.cwnd_prior = state.cwnd_bytes;
    cubic.epoch.began = news.now;
    cubic.epoch.curve = cubic_curve(cubic.w_max, state.cwnd_bytes, news.mss, cubic_scale_rfc);
    // §4.3: "W_est is set equal to cwnd_epoch at the start of the congestion avoidance stage."
    cubic.epoch.reno_window = state.cwnd_bytes;
    cubic.epoch.reno_acked = 0;
}

// §4.3, Figure 4: W_est grows by alpha_cubic segments for each window that is acknowledged, with alpha_cubic =
// 3 * (1 - beta_cubic) / (1 + beta_cubic) = 9/17, as much as halving windows would reach on average. Counted in
// whole segments, as NewReno's growth is.
void update_reno_estimate(CongestionState& state, std::uint32_t acked, std::uint32_t mss) {
    CubicEpoch& epoch = state.cubic.epoch;
    // "Once W_est has grown to reach the cwnd at the time of most recently setting ssthresh … the sender SHOULD
    // set alpha_cubic to 1".
    const bool is_as_before = epoch.reno_window >= state.cubic.cwnd_prior;
    const std::uint64_t cwnd = state.cwnd_bytes;
    const std::uint64_t per_segment = std::max<std::uint64_t>(is_as_before ? cwnd : cwnd * 17 / 9, 1);
    const std::uint64_t counted = std::uint64_t{epoch.reno_acked} + acked;
    epoch.reno_window = static_cast<std::uint32_t>(
        std::min<std::uint64_t>(epoch.reno_window + counted / per_segment * mss, largest_window_bytes));
    epoch.reno_acked = static_cast<std::uint32_t>(counted % per_segment);
}

}  // namespace

void grow_cubic_in_bytes(CongestionState& state, const CongestionNews& news, std::uint32_t acked) {
    CubicState& cubic = state.cubic;
    if (cubic.epoch.began.is_never()) begin_epoch(state, news);
    cubic.looked_at = news.now;
    update_reno_estimate(state, acked, news.mss);

    // §4.3: where W_cubic(t) is below W_est, "cwnd SHOULD be set to W_est at each reception of a new ACK."
    const Duration t = news.now - cubic.epoch.began;
    if (cubic_window(cubic.epoch.curve, cubic_ticks(t), news.mss, cubic_scale_rfc) <
        cubic.epoch.reno_window) {
        state.cwnd_bytes = std::max(state.cwnd_bytes, cubic.epoch.reno_window);
        return;
    }
    // §4.2: the target is W_cubic(t + RTT), "where RTT is the smoothed round-trip time"; the bounds, cwnd and 1.5
    // cwnd, "ensure that CUBIC's congestion window increase rate is non-decreasing and is less than the increase
    // rate of slow start".
    const std::uint32_t cwnd = state.cwnd_bytes;
    const std::uint32_t target =
        std::clamp(cubic_window(cubic.epoch.curve, cubic_ticks(t + news.srtt), news.mss, cubic_scale_rfc),
                   cwnd, cwnd + cwnd / 2);
    if (target == cwnd) return;
    // §4.4, §4.5: "cwnd MUST be incremented by (target - cwnd)/cwnd for each received new ACK". Ours: for each
    // segment that it acknowledges, as Linux does, so that the curve is followed under delayed ACKs too.
    count_acked(state, acked, std::uint64_t{cwnd} * news.mss / (target - cwnd), news.mss);
}

}  // namespace hw::tcp
