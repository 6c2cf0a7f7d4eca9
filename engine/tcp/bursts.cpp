#include "tcp/bursts.h"

#include <algorithm>

#include "tcp/recovery/flight.h"

namespace hw::tcp {

Duration pace(Tcb& tcb, Instant now) {
    tcb.snd.paced_until = later_of(tcb.snd.paced_until, now);
    return tcb.snd.paced_until - now;
}

// tcp_cwnd_test(): "For better scheduling, ensure we have at least 2 GSO packets in flight."
void Bursts::begin() {
    const Tcb& tcb = event_.tcb;
    const std::uint32_t mss = tcb.snd.mss;
    const std::uint32_t window = congestion_control(event_.config.congestion).window(tcb.congestion) / mss;
    const std::uint32_t in_flight = bytes_in_flight(tcb, event_.config) / mss;
    const std::uint32_t quota = std::min(std::max(window / 2, 1u), window - std::min(window, in_flight));
    left_ = std::max(std::min(quota, burst_segments(tcb, event_.config)), 1u);
    packet_end_ = tcb.packets.empty() ? tcb.send_buffer.end() + 1 : tcb.packets.end_of(tcb.snd.nxt);
    begin_ = tcb.snd.nxt;
    paced_before_ = tcb.snd.paced_until;
    is_begun_ = true;
}

// tcp_tso_should_defer(): the windows have room for a part of the packet only, and an ACK that is on its way will make
// room for more of it.
bool Bursts::is_better_deferred() const {
    const Tcb& tcb = event_.tcb;
    const bool may_wait = tcb.options.send_buffer_counts_packets && !tcb.packets.empty() &&
                          !tcb.sent.empty() && tcb.recovery.phase < RecoveryPhase::Recovery &&
                          !tcb.snd.is_urgent;
    if (!may_wait) return false;
    const std::uint32_t mss = tcb.snd.mss, left = distance(tcb.snd.nxt, packet_end_);
    const std::uint32_t window = congestion_control(event_.config.congestion).window(tcb.congestion);
    const std::uint32_t room = std::min(distance(tcb.snd.nxt, tcb.snd.una + tcb.snd.wnd),
                                        window - std::min(window, bytes_in_flight(tcb, event_.config)));
    const bool is_last = packet_end_ == tcb.packets.last_end();
    // A third of a window is worth it at once (tcp_tso_win_divisor).
    if (left <= mss || room >= std::uint64_t{burst_segments(tcb, event_.config)} * mss ||
        (!is_last && room >= left) || room >= std::min(tcb.snd.wnd, window) / 3)
        return false;
    // "Avoid bursty behavior by allowing defer only if the last write was recent (1 ms)."
    if (event_.now - tcb.recovery.last_sent_at > 1_ms) return false;
    // "If next ACK is likely to come too late (half srtt), do not defer."
    if (event_.now - tcb.sent.front().sent_at < tcb.rtt.srtt / 2) return false;
    // "If this packet won't get more data, do not wait."
    return !(is_last && tcb.close_requested) && tcb.send_buffer.record_end(tcb.snd.nxt) != packet_end_;
}

// tso_fragment(); tcp_update_skb_after_send(): "Original sch_fq does not pace first 10 MSS", and what was not sent while
// the path was idle is made up for, by half of the wait at most.
void Bursts::end() {
    Tcb& tcb = event_.tcb;
    is_begun_ = false;
    tcb.packets.cut(tcb.snd.nxt);
    const std::uint64_t rate = pacing_rate(tcb);
    const bool is_early = distance(tcb.snd.iss + 1, tcb.snd.nxt) < 10u * tcb.snd.mss;
    if (!is_paced(tcb, event_.config) || is_early || rate == 0) return;
    const std::uint64_t length = distance(begin_, tcb.snd.nxt);
    const Duration takes{static_cast<std::int64_t>(length * 1'000'000 / rate)};
    const Duration idle = tcb.snd.paced_until - paced_before_;
    tcb.snd.paced_until = tcb.snd.paced_until + (takes - std::min(Duration{takes.us / 2}, idle));
}

}  // namespace hw::tcp
