#include "tcp/congestion/hystart.h"

#include <algorithm>

namespace hw::tcp {
namespace {

// Linux: the parameters of net/ipv4/tcp_cubic.c.
constexpr std::uint32_t low_window_segments = 16;  // hystart_low_window
constexpr Duration close_ack_gap = 2_ms;           // hystart_ack_delta_us
constexpr std::uint8_t enough_samples = 8;         // HYSTART_MIN_SAMPLES
constexpr Duration least_rise = 4_ms;              // HYSTART_DELAY_MIN
constexpr Duration greatest_rise = 16_ms;          // HYSTART_DELAY_MAX
// hystart_ack_delay(): allows for segments and ACKs sent in batches. Ours: a constant; the kernel lowers it above
// some 2 Gbit/s.
constexpr Duration batch_allowance = 1_ms;

// A train of ACKs, each close behind the one before, that has lasted half a round trip: the segments it answers
// filled the pipe one way. "Pacing might have delayed packets up to RTT/2 during slow start": then a whole one.
bool train_is_long(HyStartState& hystart, const CongestionNews& news, Duration min_delay) {
    if (news.now - hystart.last_close_ack > close_ack_gap) return false;
    hystart.last_close_ack = news.now;
    const std::int64_t parts = news.config.pacing == Switch::On ? 1 : 2;
    return news.now - hystart.round_began > (min_delay + batch_allowance) / parts;
}

// Even the least delay of this round lies an eighth above the least of all: a queue is growing.
bool delay_has_risen(HyStartState& hystart, Duration delay, Duration min_delay) {
    hystart.least_delay = std::min(hystart.least_delay, delay);
    if (hystart.samples < enough_samples) {
        ++hystart.samples;
        return false;
    }
    return hystart.least_delay > min_delay + std::clamp(min_delay / 8, least_rise, greatest_rise);
}

}  // namespace

void begin_hystart_round(CongestionState& state, const CongestionNews& news) {
    HyStartState& hystart = state.hystart;
    hystart.round_began = news.now;
    hystart.last_close_ack = news.now;
    hystart.round_end = news.nxt;
    hystart.least_delay = Duration::never();
    hystart.samples = 0;
}

void look_for_hystart_exit(CongestionState& state, const CongestionNews& news, Duration min_delay) {
    HyStartState& hystart = state.hystart;
    if (hystart.has_ended_slow_start || state.cwnd_bytes >= state.ssthresh_bytes) return;
    // Why before the window is looked at: so it is since Linux 6.13; before, no round began below that window.
    if (news.una > hystart.round_end) begin_hystart_round(state, news);
    if (state.cwnd_bytes < low_window_segments * news.mss) return;
    const bool is_long = train_is_long(hystart, news, min_delay);
    const bool has_risen = delay_has_risen(hystart, news.rtt_sample, min_delay);
    if (!is_long && !has_risen) return;
    hystart.has_ended_slow_start = true;
    state.ssthresh_bytes = state.cwnd_bytes;
}

void digest(Digest& d, const HyStartState& state) {
    digest_all(d, state.round_began, state.last_close_ack, state.round_end, state.least_delay, state.samples,
               state.has_ended_slow_start);
}

}  // namespace hw::tcp
