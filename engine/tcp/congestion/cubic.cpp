#include "tcp/congestion/cubic.h"

#include <algorithm>

#include "tcp/congestion/hystart.h"
#include "tcp/congestion/window.h"

namespace hw::tcp {
namespace {

// beta_cubic, what is left of a window after a loss: RFC 9438 §4.6 0.7; Linux 717/1024.
struct Beta {
    std::uint32_t numerator;
    std::uint32_t denominator;
};
constexpr Beta beta_of(FlightUnit unit) { return unit == FlightUnit::Bytes ? Beta{7, 10} : Beta{717, 1'024}; }

std::uint32_t counted(std::uint32_t bytes, const CongestionNews& news) {
    return news.config.flight_unit == FlightUnit::Bytes ? bytes : bytes / news.mss;
}

// RFC 9438 §4.2: "The elapsed time t in Figure 1 MUST NOT include periods during which cwnd has not been updated
// due to application-limited behavior". Linux: idle times only (see restart()).
void pause_epoch(CubicState& cubic, Instant now) {
    if (!cubic.epoch.began.is_never())
        cubic.epoch.began = cubic.epoch.began + (now - later_of(cubic.looked_at, cubic.epoch.began));
    cubic.looked_at = now;
}

void start(CongestionState& state, const CongestionNews& news) {
    start_windows(state, news);
    begin_hystart_round(state, news);
}

// Linux: cubictcp_acked().
void judge_delay(CongestionState& state, const CongestionNews& news) {
    // Within a second of a loss the queue that caused it is still draining.
    if (news.now - state.cubic.epoch.began < 1_s && !state.cubic.epoch.began.is_never()) return;
    state.cubic.min_delay = std::min(state.cubic.min_delay, std::max(news.rtt_sample, 1_us));
    if (news.config.hystart == Switch::On) look_for_hystart_exit(state, news, state.cubic.min_delay);
}

void grow_window(CongestionState& state, const CongestionNews& news) {
    if (!news.is_window_limited) {
        if (news.config.flight_unit == FlightUnit::Bytes) pause_epoch(state.cubic, news.now);
        return;
    }
    std::uint32_t acked = news.acked_bytes;
    // RFC 9438 §4.10: "CUBIC MUST employ a slow start algorithm".
    if (state.cwnd_bytes < state.ssthresh_bytes) {
        acked = slow_start(state, news);
        if (acked == 0) return;
    }
    if (news.config.flight_unit == FlightUnit::Bytes)
        grow_cubic_in_bytes(state, news, acked);
    else
        grow_cubic_in_segments(state, news, acked);
}

std::uint32_t reduce(CongestionState& state, const CongestionNews& news) {
    if (!news.is_first_timeout) return state.ssthresh_bytes;
    CubicState& cubic = state.cubic;
    const Beta beta = beta_of(news.config.flight_unit);
    const std::uint32_t cwnd = counted(state.cwnd_bytes, news);
    cubic.epoch_before = cubic.epoch;
    cubic.w_max_before = cubic.w_max;
    cubic.cwnd_prior_before = cubic.cwnd_prior;
    // §4.7, fast convergence: a flow that loses before it is back at W_max gives up more of its share, "cwnd *
    // (1 + beta_cubic) / 2".
    cubic.w_max = cwnd < cubic.w_max
                      ? static_cast<std::uint32_t>(std::uint64_t{cwnd} * (beta.denominator + beta.numerator) /
                                                   (2 * beta.denominator))
                      : cwnd;
    cubic.cwnd_prior = cwnd;
    cubic.epoch.began = Instant::never();
    // §4.6: beta_cubic times what is in flight, at least two segments. Linux takes the window instead.
    const bool takes_flight = news.config.flight_unit == FlightUnit::Bytes;
    const std::uint32_t basis = takes_flight ? flight_of_window(state, news) : cwnd;
    const auto left = static_cast<std::uint32_t>(std::uint64_t{basis} * beta.numerator / beta.denominator);
    return takes_flight ? std::max(left, 2 * news.mss) : std::max(left, 2u) * news.mss;
}

void forget_count(CongestionState& state, const CongestionNews&) { state.acked_bytes = 0; }
void go_on(CongestionState&, const CongestionNews&) {}

void time_out(CongestionState& state, const CongestionNews& news) {
    state.acked_bytes = 0;
    // §4.8: "During the first congestion avoidance stage after a timeout, CUBIC increases its congestion window
    // size using Figure 1, where … K is set to 0, and W_max is set to the congestion window size at the beginning
    // of the current congestion avoidance stage." Linux: cubictcp_state(), TCP_CA_Loss.
    CubicState& cubic = state.cubic;
    cubic.epoch = {};
    cubic.w_max = 0;
    cubic.cwnd_prior = 0;
    cubic.min_delay = Duration::never();
    cubic.looked_at_cwnd = 0;
    cubic.pace = 0;
    state.hystart.has_ended_slow_start = false;
    begin_hystart_round(state, news);
}

void undo(CongestionState& state, const CongestionNews& news, const CongestionWindows& before) {
    restore_windows(state, before);
    // §4.9 has the state restored from before the unfounded reduction: W_max, K, t_epoch and W_est too. Linux
    // restores the windows only (tcp_reno_undo_cwnd()).
    if (news.config.flight_unit == FlightUnit::Segments) return;
    state.cubic.epoch = state.cubic.epoch_before;
    state.cubic.w_max = state.cubic.w_max_before;
    state.cubic.cwnd_prior = state.cubic.cwnd_prior_before;
}

void restart(CongestionState& state, const CongestionNews& news, Duration idle, Duration rto) {
    restart_after_idle(state, news, idle, rto);
    CubicState& cubic = state.cubic;
    if (news.config.flight_unit == FlightUnit::Bytes) {
        pause_epoch(cubic, news.now);
        return;
    }
    // Linux: cubictcp_cwnd_event(), CA_EVENT_TX_START.
    if (!cubic.epoch.began.is_never()) cubic.epoch.began = earlier_of(cubic.epoch.began + idle, news.now);
}

}  // namespace

const CongestionControl cubic_control{
    .id = CongestionId::Cubic,
    .name = "cubic",
    .recovers_early = true,
    .start = start,
    .on_round_trip = judge_delay,
    .on_ack = grow_window,
    .ssthresh_after_loss = reduce,
    .on_enter_recovery = forget_count,
    .on_exit_recovery = go_on,
    .on_timeout = time_out,
    .on_undo = undo,
    .on_idle = restart,
    .window = window_of,
};

void digest(Digest& d, const CubicEpoch& epoch) {
    digest_all(d, epoch.began, epoch.curve.plateau, epoch.curve.k_ticks, epoch.reno_window, epoch.reno_acked);
}

void digest(Digest& d, const CubicState& state) {
    digest_all(d, state.epoch, state.w_max, state.cwnd_prior, state.min_delay, state.looked_at,
               state.looked_at_cwnd, state.pace);
    digest_all(d, state.epoch_before, state.w_max_before, state.cwnd_prior_before);
}

}  // namespace hw::tcp
