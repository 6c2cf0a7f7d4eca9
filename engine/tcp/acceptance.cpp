#include "tcp/acceptance.h"

#include <algorithm>

#include "tcp/congestion/window.h"
#include "tcp/recovery/recovery.h"
#include "tcp/segment_options.h"
#include "tcp/timers.h"
#include "tcp/windows/linux.h"

namespace hw::tcp {

bool is_acceptable(const ReceiveVariables& rcv, SeqNum seq, std::uint32_t len) {
    const auto is_in_window = [&](SeqNum n) { return rcv.nxt <= n && n < rcv.nxt + rcv.wnd; };
    if (len == 0) return rcv.wnd == 0 ? seq == rcv.nxt : is_in_window(seq);
    if (rcv.wnd == 0) return false;
    return is_in_window(seq) || is_in_window(seq + (len - 1));
}

bool is_acceptable_by_table_6(const Tcb& tcb, const wire::Segment& seg) {
    return is_acceptable(tcb.rcv, seg.seq, seg.len());
}

bool is_acceptable_to_linux(const Tcb& tcb, const wire::Segment& seg) {
    // Half-open and TIME-WAIT connections have tests of their own there (tcp_check_req,
    // tcp_timewait_state_process).
    if (tcb.state == State::SynReceived || tcb.state == State::TimeWait)
        return is_acceptable(tcb.rcv, seg.seq, seg.len());
    const SeqNum end = seg.seq + seg.len(), limit = widest_right_edge(tcb);
    if (end < tcb.timestamps.last_ack_sent) return false;
    if (end <= limit || (seg.ctl.fin() && end - 1u <= limit)) return true;
    return seg.seq <= limit && tcb.receive_buffer.readable() == 0;
}

void cut_to_window(Arrival& arrival) {
    const wire::Segment& seg = arrival.seg;
    const ReceiveVariables& rcv = arrival.tcb.rcv;
    IdealSegment& ideal = arrival.ideal;
    SeqNum right_edge = rcv.nxt + rcv.wnd;
    // Linux: tcp_data_queue(): what begins in the window is queued whole, and a bare FIN even if that is shut.
    const bool is_taken_whole = rcv.wnd > 0 ? seg.seq < right_edge : seg.text.empty() && seg.seq == rcv.nxt;
    if (is_taken_whole && arrival.config.segments_are_taken_whole == Switch::On)
        right_edge = later_of(right_edge, seg.seq + seg.len());

    ideal.syn = seg.ctl.syn() && rcv.nxt <= seg.seq;
    ideal.text_seq = seg.ctl.syn() ? seg.seq + 1 : seg.seq;
    ideal.text = seg.text;
    const SeqNum fin_seq = ideal.text_seq + seg.text_length();
    ideal.fin = seg.ctl.fin() && rcv.nxt <= fin_seq && fin_seq < right_edge;

    if (ideal.text_seq < rcv.nxt) {
        const std::uint32_t old = std::min(distance(ideal.text_seq, rcv.nxt), seg.text_length());
        ideal.text = ideal.text.subspan(old);
        ideal.text_seq = ideal.text_seq + old;
    }
    // Nothing lies behind a FIN: text that claims to is cut like text beyond the window.
    const SeqNum limit = rcv.fin_is_known ? earlier_of(right_edge, rcv.fin) : right_edge;
    const SeqNum text_end = ideal.text_seq + static_cast<std::uint32_t>(ideal.text.size());
    if (limit < text_end) {
        const std::uint32_t kept = ideal.text_seq < limit ? distance(ideal.text_seq, limit) : 0;
        ideal.text = ideal.text.first(kept);
    }
}

namespace {

void note_largest_window(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const Config& config = arrival.config;
    const std::uint32_t bound_before = bound_by_window(tcb);
    tcb.snd.max_wnd = tcb.snd.wnd;
    // A listener goes by the window of the third ACK, not by that of the SYN.
    if (config.segments_fit_half_window == Switch::Off || tcb.state == State::Listen) return;
    const std::uint32_t before = tcb.snd.mss;
    if (before < bound_before && before <= bound_by_window(tcb)) return;  // the window has no say in it
    set_send_mss(tcb, config);
    if (tcb.snd.mss != before)
        scale_windows(tcb.congestion, config.flight_unit, {.before = before, .now = tcb.snd.mss});
}

// Linux: tcp_ack_probe(). A window that has no room for the next segment goes on being probed, at ever longer
// intervals.
bool is_too_narrow_for_next(const Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    if (arrival.config.silly_window_override != Duration{} || our_syn_is_outstanding(tcb)) return false;
    return tcb.snd.wnd > 0 && tcb.snd.una == tcb.snd.nxt &&
           tcb.snd.wnd < std::min<std::uint32_t>(unsent_bytes(tcb), tcb.snd.mss);
}

}  // namespace

void set_send_window(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const bool was_shut = tcb.snd.wnd == 0;
    tcb.snd.wnd = true_window(tcb, arrival.seg);
    tcb.snd.wl1 = arrival.seg.seq;
    tcb.snd.wl2 = arrival.seg.ctl.ack() ? arrival.seg.ack : tcb.snd.iss;
    if (tcb.snd.max_wnd < tcb.snd.wnd) note_largest_window(arrival);

    const bool is_shut = tcb.snd.wnd == 0;
    if (was_shut == is_shut) return;
    if (is_too_narrow_for_next(arrival)) {
        tcb.deadlines.persist = arrival.now + probe_interval(tcb, arrival.config);
        return;
    }
    tcb.window_probes = 0;
    tcb.deadlines.persist = Instant::never();
    if (tcb.snd.una == tcb.snd.nxt) tcb.retransmitting_since = Instant::never();
    // The window has opened and a probe, or what was on its way when it shut, is still unacknowledged: the
    // peer had no room for it, so it goes again at once and new text with it.
    // Linux: it has been sent again all the while.
    const bool was_probed = arrival.config.window_probes_carry_text == Switch::On;
    if (!is_shut && was_probed && !our_syn_is_outstanding(tcb) && tcb.snd.una != tcb.snd.nxt) {
        arrival.resend = Resend::Repackaged;
        presume_lost(tcb, arrival.config, 0);
    }
}

void note_push_and_fin(Arrival& arrival) {
    ReceiveVariables& rcv = arrival.tcb.rcv;
    const IdealSegment& ideal = arrival.ideal;
    const SeqNum text_end = ideal.text_seq + static_cast<std::uint32_t>(ideal.text.size());
    if (arrival.seg.ctl.psh() && !ideal.text.empty() && (!rcv.is_pushed || rcv.push < text_end)) {
        rcv.push = text_end;
        rcv.is_pushed = true;
    }
    // A FIN short of text that we already hold contradicts it: the text came first and is believed.
    const auto held = arrival.tcb.receive_buffer.held();
    const bool contradicts_text = !held.empty() && text_end < held.back().right;
    if (ideal.fin && !rcv.fin_is_known && !contradicts_text) {
        rcv.fin = text_end;
        rcv.fin_is_known = true;
    }
}

bool note_urgent_pointer(Arrival& arrival) {
    ReceiveVariables& rcv = arrival.tcb.rcv;
    // §3.8.5: the pointer "must be added to the segment sequence number" and points behind the urgent
    // data (MUST-62). It "cannot recede", and a receiver "should be robust to invalid" ones.
    const bool is_one =
        arrival.seg.urgent_pointer == 0 && arrival.config.zero_urgent_pointer_counts == Switch::On;
    const SeqNum up = arrival.seg.seq + (is_one ? 1u : arrival.seg.urgent_pointer);
    if (up <= next_unread(arrival.tcb) || (rcv.is_urgent && up <= rcv.up)) return false;
    rcv.up = up;
    rcv.is_urgent = true;
    return true;
}

}  // namespace hw::tcp
