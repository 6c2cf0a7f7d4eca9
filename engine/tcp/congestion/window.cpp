#include "tcp/congestion/window.h"

#include <algorithm>

namespace hw::tcp {
namespace {

void grow(CongestionState& state, std::uint64_t bytes) {
    state.cwnd_bytes =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(state.cwnd_bytes + bytes, largest_window_bytes));
}

}  // namespace

std::uint32_t initial_window(InitialWindow rule, std::uint32_t mss, std::uint32_t segments) {
    switch (rule) {
        case InitialWindow::Rfc5681:
            // RFC 5681 §3.1: "If SMSS > 2190 bytes: IW = 2 * SMSS … If (SMSS > 1095 bytes) and (SMSS <= 2190
            // bytes): IW = 3 * SMSS … if SMSS <= 1095 bytes: IW = 4 * SMSS".
            return mss > 2'190 ? 2 * mss : mss > 1'095 ? 3 * mss : 4 * mss;
        case InitialWindow::Rfc6928:
            // RFC 6928 §2 (1): "min (10*MSS, max (2*MSS, 14600))".
            return std::min(10 * mss, std::max(2 * mss, 14'600u));
        case InitialWindow::TenSegments: return segments * mss;  // Linux: TCP_INIT_CWND
    }
    return mss;
}

void start_windows(CongestionState& state, const CongestionNews& news) {
    state = {};
    state.cwnd_bytes = initial_window(news.config.initial_window, news.mss, news.config.initial_segments);
    // RFC 5681 §3.1, RFC 6928 §2: "If the SYN or SYN/ACK is lost, the initial window used by a sender after a
    // correctly transmitted SYN MUST be one segment". Linux forgives the first (tcp_init_transfer()).
    if (news.handshake_losses > news.config.handshake_losses_forgiven) state.cwnd_bytes = news.mss;
    // "The initial value of ssthresh SHOULD be set arbitrarily high": it is, by default.
    state.use.flight_end = news.una;
    state.use.was_full_at = news.now;
}

std::uint32_t slow_start(CongestionState& state, const CongestionNews& news) {
    if (news.config.flight_unit == FlightUnit::Bytes) {
        // RFC 5681 §3.1 (2): "cwnd += min (N, SMSS)", "robustness against misbehaving receivers that may
        // attempt to induce a sender to artificially inflate cwnd using a mechanism known as 'ACK Division'".
        grow(state, std::min(news.acked_bytes, news.mss));
        return 0;
    }
    // Linux: tcp_slow_start(). Whole segments are counted, so that ACK division gains nothing, and all that one
    // ACK covers; what lies beyond ssthresh counts for congestion avoidance.
    const std::uint32_t room = state.ssthresh_bytes - state.cwnd_bytes;
    const std::uint32_t used = std::min(news.acked_bytes, room);
    grow(state, used);
    return news.acked_bytes - used;
}

void count_acked(CongestionState& state, std::uint32_t acked_bytes, std::uint64_t per_segment_bytes,
                 std::uint32_t mss) {
    // "When the number of bytes acknowledged reaches cwnd, then cwnd can be incremented by up to SMSS bytes."
    std::uint64_t acked = state.acked_bytes;
    // What was counted at a slower pace is worth one segment at most.
    if (acked >= per_segment_bytes) {
        acked = 0;
        grow(state, mss);
    }
    acked += acked_bytes;
    const std::uint64_t segments = acked / per_segment_bytes;
    grow(state, segments * mss);
    state.acked_bytes = static_cast<std::uint32_t>(acked % per_segment_bytes);
}

void restart_after_idle(CongestionState& state, const CongestionNews& news, Duration idle, Duration rto) {
    // RFC 5681 §4.1: "a TCP SHOULD set cwnd to no more than RW before beginning transmission if the TCP has not
    // sent data in an interval exceeding the retransmission timeout", "RW = min(IW,cwnd)".
    if (news.config.slow_start_after_idle == Switch::Off || idle <= rto) return;
    const std::uint32_t restart = std::min(
        initial_window(news.config.initial_window, news.mss, news.config.initial_segments), state.cwnd_bytes);
    if (news.config.flight_unit == FlightUnit::Bytes) {
        state.cwnd_bytes = restart;
        return;
    }
    // Linux: tcp_cwnd_restart(), after RFC 2861: one halving for each RTO, and ssthresh remembers three quarters
    // of what was reached.
    std::uint32_t segments = state.cwnd_bytes / news.mss;
    state.ssthresh_bytes = std::max(state.ssthresh_bytes, (segments / 2 + segments / 4) * news.mss);
    for (Duration left = idle - rto; left > Duration{} && segments * news.mss > restart; left = left - rto)
        segments /= 2;
    state.cwnd_bytes = std::max(segments * news.mss, restart);
    state.use.was_full_at = news.now;
    state.use.spare_use_bytes = 0;
}

std::uint32_t flight_of_window(const CongestionState& state, const CongestionNews& news) {
    // "When [RFC3042] is in use, additional data sent in limited transmit MUST NOT be included in this calculation."
    return std::min(news.outstanding_bytes, state.cwnd_bytes);
}

void scale_windows(CongestionState& state, FlightUnit unit, MssChange mss) {
    const auto scaled = [&](std::uint32_t bytes) {
        if (bytes > largest_window_bytes) return bytes;  // no limit, or not begun
        return static_cast<std::uint32_t>(std::uint64_t{bytes} * mss.now / mss.before);
    };
    state.cwnd_bytes = scaled(state.cwnd_bytes);
    if (unit == FlightUnit::Segments) state.ssthresh_bytes = scaled(state.ssthresh_bytes);
}

void restore_windows(CongestionState& state, const CongestionWindows& before) {
    state.cwnd_bytes = std::max(state.cwnd_bytes, before.cwnd_bytes);
    state.ssthresh_bytes = std::max(state.ssthresh_bytes, before.ssthresh_bytes);
}

std::uint32_t window_of(const CongestionState& state) { return state.cwnd_bytes; }

}  // namespace hw::tcp
