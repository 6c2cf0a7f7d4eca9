#include "tcp/recovery/undo.h"

#include <algorithm>

#include "tcp/congestion_news.h"
#include "tcp/ecn.h"
#include "tcp/timestamps.h"

namespace hw::tcp {

void begin_undo_watch(Event& event) {
    Tcb& tcb = event.tcb;
    UndoState& undo = tcb.recovery.undo;
    const Instant first_resent_at = undo.first_resent_at;
    undo = {};
    // A retransmission of an earlier phase may still be on its way: then RetransmitTS is its time.
    const bool was_resent = !tcb.sent.empty() && tcb.sent.front().was_retransmitted;
    if (was_resent || tcb.sent.resent().segments > 0) undo.first_resent_at = first_resent_at;
    undo.is_possible = true;
    undo.marker = tcb.snd.una;
    // What was sent again before and is still on its way may be reported yet; so may a probe.
    const ProbeState& probe = tcb.recovery.probe;
    undo.unexplained_resent =
        tcb.sent.resent().segments + (probe.is_outstanding && probe.is_retransmission ? 1 : 0);
    undo.has_resent = undo.unexplained_resent > 0;
}

void remember_windows(Event& event) {
    const CongestionState& congestion = event.tcb.congestion;
    UndoState& undo = event.tcb.recovery.undo;
    undo.windows_are_known = true;
    undo.cwnd_bytes = congestion.cwnd_bytes;
    // Linux: tcp_current_ssthresh(): coming back must not mean congestion avoidance from a window that was never
    // reached. RFC 4015 §3.2 (4) says so too: "ssthresh <- max (pipe_prev, ssthresh)".
    undo.ssthresh_bytes = std::max(congestion.ssthresh_bytes, congestion.cwnd_bytes / 4 * 3);
}

bool original_has_arrived(const Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    const UndoState& undo = tcb.recovery.undo;
    // Linux: tcp_packet_delayed(): progress although nothing was sent again was only late.
    if (undo.first_resent_at.is_never()) return tcb.sack.is_permitted || tcb.snd.una < tcb.recovery.high_seq;
    // RFC 3522 §3.2 (5): "If the value of the Timestamp Echo Reply field of the acceptable ACK's Timestamps
    // option is smaller than the value of RetransmitTS, then proceed to step (RESP)".
    const wire::Options& options = arrival.seg.options;
    if (!tcb.timestamps.are_agreed || !options.has_timestamps || options.timestamps.echo_reply == 0)
        return false;
    const std::uint32_t resent_at = timestamp_clock(tcb, arrival.config, undo.first_resent_at);
    return static_cast<std::int32_t>(options.timestamps.echo_reply - resent_at) < 0;
}

bool all_resent_was_needless(const Tcb& tcb) {
    const UndoState& undo = tcb.recovery.undo;
    return undo.is_possible && undo.has_resent && undo.unexplained_resent == 0;
}

bool may_undo(const Arrival& arrival) {
    return arrival.tcb.recovery.undo.is_possible &&
           (all_resent_was_needless(arrival.tcb) || original_has_arrived(arrival));
}

void undo_reduction(Event& event, LostMarks marks) {
    Tcb& tcb = event.tcb;
    if (marks == LostMarks::Clear)
        for (std::uint32_t i = 0; i < tcb.sent.size() && tcb.sent.lost().segments > 0; ++i)
            if (tcb.sent[i].is_lost) tcb.sent.forget_lost(i);
    UndoState& undo = tcb.recovery.undo;
    if (undo.windows_are_known) {
        const CongestionWindows before{undo.cwnd_bytes, undo.ssthresh_bytes};
        congestion_control(event.config.congestion).on_undo(tcb.congestion, news_of(event), before);
        withdraw_window_reduction(tcb);
    }
    undo.is_possible = false;
    tcb.recovery.rack.has_advanced = true;  // what is really lost is to be found again
}

}  // namespace hw::tcp
