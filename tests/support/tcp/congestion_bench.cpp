#include "support/tcp/congestion_bench.h"

#include <algorithm>

namespace hw::test {

CongestionBench::CongestionBench(tcp::CongestionId id, tcp::FlightUnit unit) {
    config.congestion = id;
    config.flight_unit = unit;
    if (unit == tcp::FlightUnit::Segments) config.initial_window = tcp::InitialWindow::TenSegments;
    start();
}

tcp::CongestionNews CongestionBench::news() const {
    return {
        .config = config,
        .now = now,
        .una = una,
        .nxt = nxt,
        .mss = mss,
        .in_flight_bytes = in_flight,
        .outstanding_bytes = in_flight,
        .srtt = srtt,
        .is_window_limited = tcp::is_window_limited(state),
        .rto = rto,
        .may_shrink_unused = true,
    };
}

void CongestionBench::start(std::uint32_t handshake_losses) {
    tcp::CongestionNews news = this->news();
    news.handshake_losses = handshake_losses;
    algorithm().start(state, news);
    // Until a test says what is sent, the window counts as used.
    state.use.is_full = true;
    state.use.flight_end = una + (1u << 30);
}

void CongestionBench::sends(std::uint32_t bytes) {
    if (state.use.flight_end == una + (1u << 30)) state.use = {.flight_end = una, .was_full_at = now};
    in_flight += bytes;
    nxt = nxt + bytes;
    tcp::note_window_use(state, news());
}

void CongestionBench::fills_window() {
    const std::uint32_t room = cwnd() > in_flight ? cwnd() - in_flight : 0;
    if (room >= mss) sends(room / mss * mss);
}

void CongestionBench::acks(std::uint32_t bytes, Duration rtt_sample) {
    una = una + bytes;
    nxt = later_of(nxt, una);
    tcp::CongestionNews news = this->news();
    news.acked_bytes = bytes;
    news.rtt_sample = rtt_sample;
    in_flight -= std::min(in_flight, bytes);
    if (rtt_sample != Duration::never()) algorithm().on_round_trip(state, news);
    algorithm().on_ack(state, news);
}

void CongestionBench::round_trip(std::uint32_t segments_per_ack) {
    const std::uint32_t window = cwnd() / mss;
    for (std::uint32_t left = window; left > 0;) {
        const std::uint32_t acked = std::min(left, segments_per_ack);
        wait(srtt * acked / window);
        acks(acked * mss);
        left -= acked;
    }
}

std::uint32_t CongestionBench::ssthresh_after_loss() {
    return algorithm().ssthresh_after_loss(state, news());
}

void CongestionBench::loses() {
    state.ssthresh_bytes = ssthresh_after_loss();
    state.cwnd_bytes = state.ssthresh_bytes;
    algorithm().on_enter_recovery(state, news());
    algorithm().on_exit_recovery(state, news());
}

void CongestionBench::time_out(bool is_first) {
    tcp::CongestionNews news = this->news();
    news.is_first_timeout = is_first;
    state.ssthresh_bytes = algorithm().ssthresh_after_loss(state, news);
    state.cwnd_bytes = mss;
    algorithm().on_timeout(state, news);
}

void CongestionBench::undo(const tcp::CongestionWindows& before) {
    algorithm().on_undo(state, news(), before);
}

void CongestionBench::idles(Duration d) {
    wait(d);
    algorithm().on_idle(state, news(), d, rto);
}

}  // namespace hw::test
