#include "tcp/congestion/new_reno.h"

#include <algorithm>

#include "tcp/congestion/window.h"

namespace hw::tcp {
namespace {

void grow_window(CongestionState& state, const CongestionNews& news) {
    if (!news.is_window_limited) return;
    std::uint32_t acked = news.acked_bytes;
    // RFC 5681 §3.1: "The slow start algorithm is used when cwnd < ssthresh".
    if (state.cwnd_bytes < state.ssthresh_bytes) {
        acked = slow_start(state, news);
        if (acked == 0) return;
    }
    // "During congestion avoidance, cwnd is incremented by roughly 1 full-sized segment per round-trip time".
    count_acked(state, acked, state.cwnd_bytes, news.mss);
}

std::uint32_t half_the_flight(CongestionState& state, const CongestionNews& news) {
    // RFC 5681 §3.1: when a "segment has already been retransmitted by way of the retransmission timer at least
    // once, the value of ssthresh is held constant."
    if (!news.is_first_timeout) return state.ssthresh_bytes;
    if (news.config.flight_unit == FlightUnit::Segments) {
        // Linux: tcp_reno_ssthresh() halves the window rather than what it holds.
        return std::max(state.cwnd_bytes / news.mss / 2, 2u) * news.mss;
    }
    // RFC 5681 §3.1 (4): "ssthresh = max (FlightSize / 2, 2*SMSS)". "An easy mistake to make is to simply use
    // cwnd, rather than FlightSize".
    return std::max(flight_of_window(state, news) / 2, 2 * news.mss);
}

void forget_count(CongestionState& state, const CongestionNews&) { state.acked_bytes = 0; }
void ignore_delay(CongestionState&, const CongestionNews&) {}
void go_on(CongestionState&, const CongestionNews&) {}

void undo(CongestionState& state, const CongestionNews&, const CongestionWindows& before) {
    restore_windows(state, before);
}

}  // namespace

const CongestionControl new_reno_control{
    .id = CongestionId::NewReno,
    .name = "reno",
    .recovers_early = true,
    .start = start_windows,
    .on_round_trip = ignore_delay,
    .on_ack = grow_window,
    .ssthresh_after_loss = half_the_flight,
    .on_enter_recovery = forget_count,
    .on_exit_recovery = go_on,
    .on_timeout = forget_count,
    .on_undo = undo,
    .on_idle = restart_after_idle,
    .window = window_of,
};

}  // namespace hw::tcp
