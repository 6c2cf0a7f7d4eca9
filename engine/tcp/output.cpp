#include "tcp/output.h"

#include <algorithm>

#include "base/check.h"
#include "tcp/accurate_ecn.h"
#include "tcp/ack_policy.h"
#include "tcp/congestion_news.h"
#include "tcp/fast_open.h"
#include "tcp/nagle.h"
#include "tcp/receive_window.h"
#include "tcp/recovery/flight.h"
#include "tcp/recovery/window_reduction.h"
#include "tcp/segment_options.h"
#include "tcp/timers.h"

namespace hw::tcp {
namespace {

// Every segment of a connection that exists leaves through here.
OutgoingSegment& emit(Event& event, SeqNum seq, wire::Ctl ctl, std::uint32_t text_length = 0) {
    Tcb& tcb = event.tcb;
    OutgoingSegment& out = event.effects.segments.emplace_back();
    out.seq = seq;
    out.ctl = ctl;
    out.text_length = text_length;
    if (!ctl.syn()) window_rules(event.config).update(tcb, event.config);
    out.raw_window = raw_window(tcb, ctl);
    const AckRules& acks = ack_rules(event.config);
    if (text_length > 0) acks.text_left(event);
    if (ctl.ack()) {
        out.ack = tcb.rcv.nxt;
        acks.ack_left(event);
        tcb.rcv.unacknowledged_bytes = 0;
        tcb.deadlines.delayed_ack = Instant::never();
        tcb.timestamps.last_ack_sent = tcb.rcv.nxt;
    }
    // §3.8.5: the urgent pointer is carried in all segments while urgent data is outstanding; what lies
    // further ahead than 16 bits reach is pointed to as far as they do.
    if (tcb.snd.is_urgent && seq < tcb.snd.up && !ctl.syn()) {
        out.ctl = out.ctl | wire::urg;
        out.urgent_pointer = static_cast<std::uint16_t>(std::min(distance(seq, tcb.snd.up), 0xffffu));
    }
    if (ctl.syn())
        add_syn_options(event, out);
    else
        add_options(event, out);
    return out;
}

// A segment goes onto the scoreboard, and the timers hear of it.
void note_new_segment(Event& event, SeqNum seq, SeqNum end) {
    Tcb& tcb = event.tcb;
    // Linux: tcp_event_new_data_sent(): a probe that waits for its time is put off, and the timeout then counts
    // from when the first segment was sent.
    if (!tcb.deadlines.tail_loss_probe.is_never() && !tcb.sent.empty()) {
        tcb.deadlines.tail_loss_probe = Instant::never();
        tcb.deadlines.retransmit = later_of(event.now, tcb.sent.front().sent_at + tcb.rtt.rto);
    }
    tcb.sent.push(seq, end, event.now);
    tcb.recovery.probe.is_wanted = true;
    tcb.recovery.last_sent_at = event.now;
    note_sent_in_reduction(event, distance(seq, end));
}

// Text [seq, seq + length), and our FIN behind it if asked: new, or from SND.UNA on again, or both.
void send_text(Event& event, SeqNum seq, std::uint32_t length, bool with_fin,
               SillyWindow silly_window = SillyWindow::Avoid) {
    Tcb& tcb = event.tcb;
    const SeqNum text_end = seq + length;
    const SeqNum end = text_end + (with_fin ? 1u : 0u);
    const bool is_again = seq < tcb.snd.nxt;
    HW_CHECK(seq < end);

    wire::Ctl ctl = wire::ack;
    // §3.9.1.2: "the PSH bit will be set in the last TCP segment created from the buffer"; marks that fall
    // into one segment collapse (SHLD-27).
    const bool ends_send = tcb.snd.is_pushed && seq < tcb.snd.push && tcb.snd.push <= text_end;
    // Linux: tcp_send_syn_data(): the text of our SYN keeps a mark of its own.
    const bool ends_syn_text =
        event.config.refused_syn_text_is_lost == Switch::On && length > 0 && text_end == end_of_syn_text(tcb);
    if (ends_send || tcb.send_buffer.record_end(seq) == text_end || ends_syn_text) ctl = ctl | wire::psh;
    // Linux: what is not full has PSH: it ends what was written, or the window has cut a packet of two segments
    // (__tcp_transmit_skb()), or a timer sends it (tcp_write_wakeup()). Not so what MSG_MORE has written last.
    const bool ends_unpushed = text_end == tcb.send_buffer.end() && !ends_send;
    const bool has_more_to_come = ends_unpushed && silly_window == SillyWindow::Avoid;
    const bool is_short = 0 < length && length < tcb.snd.mss;
    if (is_short && !has_more_to_come && !is_again && event.config.nagle_rule == NagleRule::Minshall)
        ctl = ctl | wire::psh;
    if (with_fin) ctl = ctl | wire::fin;

    OutgoingSegment& out = emit(event, seq, ctl, length);
    out.text_seq = seq;
    out.is_retransmission = is_again;

    if (is_again)
        abandon_timing(tcb.rtt);
    else
        begin_timing(tcb.rtt, end, event.now);

    if (tcb.snd.nxt < end) {
        if (!is_again) note_new_segment(event, seq, end);
        note_sent_size(tcb, end, length);
        tcb.snd.nxt = end;
    }
    if (with_fin && !tcb.fin_was_sent) {
        tcb.fin_was_sent = true;
        // §3.10.4, CLOSE-WAIT: "Queue this request until all preceding SENDs have been segmentized; then
        // send a FIN segment, enter LAST-ACK state."
        if (tcb.state == State::CloseWait) tcb.state = State::LastAck;
    }
}

// Something was sent again: what undoing needs to know of it, and the counters.
void note_resent(Event& event, std::uint32_t length, Scoreboard::As as) {
    Tcb& tcb = event.tcb;
    RecoveryState& recovery = tcb.recovery;
    ++recovery.total_retransmissions;
    recovery.bytes_retransmitted += length;
    recovery.last_sent_at = event.now;
    event.effects.count(Count::RetransmittedSegments);
    if (as == Scoreboard::As::Probe) return;
    note_sent_in_reduction(event, length);
    if (recovery.undo.first_resent_at.is_never()) recovery.undo.first_resent_at = event.now;
    recovery.undo.has_resent = true;
    ++recovery.undo.unexplained_resent;
}

// §3.8.6.2.1: U = SND.UNA + SND.WND - SND.NXT, never negative even if the peer has shrunk its window
// (MUST-34).
std::uint32_t usable_window(const Tcb& tcb, const Config& config) {
    const bool spares_syn =
        config.fast_open_windows_spare_syn == Switch::On && is_fast_opened(tcb) && !syn_ack_waits(tcb);
    const std::uint32_t in_flight = distance(tcb.snd.una, tcb.snd.nxt) - (spares_syn ? 1 : 0);
    return in_flight < tcb.snd.wnd ? tcb.snd.wnd - in_flight : 0;
}

// May a segment of `length` sequence numbers be in flight besides what is? Why whole segments only: a window that
// has room for a part of one would cut the stream to pieces, which §3.8.6.2.1 is about.
bool congestion_window_allows(const Tcb& tcb, const Config& config, std::uint32_t length) {
    const std::uint32_t window = congestion_control(config.congestion).window(tcb.congestion);
    const std::uint32_t in_flight = bytes_in_flight(tcb, config);
    return in_flight < window && amount_of(length, tcb, config) <= window - in_flight;
}

// Nothing is in flight and something is about to be: the window that there was may say nothing of the path any more
// (RFC 5681 §4.1).
void restart_if_idle(Event& event) {
    Tcb& tcb = event.tcb;
    if (!tcb.sent.empty() || tcb.recovery.last_sent_at.is_never()) return;
    const Duration idle = event.now - tcb.recovery.last_sent_at;
    congestion_control(event.config.congestion).on_idle(tcb.congestion, news_of(event), idle, tcb.rtt.rto);
}

}  // namespace

void send_ack(Event& event) {
    const Tcb& tcb = event.tcb;
    if (syn_ack_waits(tcb)) return send_syn(event, Transmission::First);
    // Ours: the RFC writes <SEQ=SND.NXT>. But once a probe has gone out against a shut window, or the peer
    // has shrunk its window, SND.NXT lies where the peer accepts nothing (Table 6), and it would never read
    // our ACK; Appendix A.2 tells of such cases. Linux: tcp_acceptable_seq() does the same.
    const SeqNum right_edge = tcb.snd.una + tcb.snd.wnd;
    // Why not by less than one unit of the peer's scale: RFC 7323 §2.4, "the end of the window will be on a boundary
    // based on the granularity of the scale factor being used", so that the first scaled window may end before the one
    // of the SYN; an edge within text that the peer has taken is one it accepts nothing at. Linux: the same function,
    // which takes its own scale.
    const std::uint32_t rounding = (1u << tcb.snd.shift) - 1;
    const bool is_beyond_window = !our_syn_is_outstanding(tcb) && right_edge + rounding < tcb.snd.nxt;
    emit(event, is_beyond_window ? right_edge : tcb.snd.nxt, wire::ack);
}

void repeat_fin(Event& event) {
    emit(event, event.tcb.snd.nxt - 1, wire::fin | wire::ack).is_retransmission = true;
}

void send_keep_alive(Event& event) {
    // §3.8.4: "SHOULD send a keep-alive segment with no data (SHLD-12)".
    emit(event, event.tcb.snd.nxt - 1, wire::ack);
}

void send_reset_of_connection(Event& event) { emit(event, event.tcb.snd.nxt, wire::rst | wire::ack); }

void send_syn(Event& event, Transmission transmission) {
    Tcb& tcb = event.tcb;
    const bool knows_peer = tcb.state != State::SynSent;
    // RFC 7413 §4.2.2: "when the SYN timer fires, the client SHOULD retransmit a SYN packet without data and
    // Fast Open options"; the SYN,ACK likewise.
    if (transmission == Transmission::Again) tcb.fast_open.is_offered = false;
    OutgoingSegment& out = emit(event, tcb.snd.iss, knows_peer ? wire::syn | wire::ack : wire::syn);
    if (transmission == Transmission::Again) {
        out.is_retransmission = true;
        abandon_timing(tcb.rtt);
    } else {
        const std::uint32_t length = text_for_syn(tcb, event.config);
        tcb.snd.nxt = tcb.snd.iss + 1;
        if (length > 0) {
            out.text_seq = tcb.snd.nxt;
            out.text_length = length;
            if (!knows_peer) tcb.fast_open.text_bytes = length;
            tcb.sent.push(tcb.snd.nxt, tcb.snd.nxt + length, event.now);
            tcb.snd.nxt = tcb.snd.nxt + length;
        }
        // The SYN alone is timed: its text may be left unacknowledged.
        begin_timing(tcb.rtt, tcb.snd.iss + 1, event.now);
    }
}

namespace {

void send_what_is_worth_it(Event& event, SillyWindow silly_window) {
    Tcb& tcb = event.tcb;
    // RFC 7413 §4.2.2: FastOpened, "the server MAY" answer before the handshake is complete.
    bool is_behind_full = false;
    while (may_send_text(tcb.state) || is_fast_opened(tcb)) {
        const std::uint32_t queued = unsent_bytes(tcb);
        if (queued == 0 && !fin_is_due(tcb)) return;
        const std::uint32_t usable = usable_window(tcb, event.config);
        // Linux: tcp_skb_can_collapse_to(): nothing is put behind a record's end.
        const std::uint32_t in_record = tcb.send_buffer.left_in_record(tcb.snd.nxt, queued);
        const std::uint32_t length = std::min({in_record, usable, std::uint32_t{tcb.snd.mss}});
        // The FIN rides on the last text if the window has a number for it too.
        const bool with_fin = fin_is_due(tcb) && length == queued && length < usable;
        if (length == 0 && !with_fin) return;
        // Ours: nobody waits for Nagle's sake when no more text can come to fill the segment: it has the FIN, and
        // CLOSE "implies push function" (§3.9.1.4), or ends a record. Linux: tcp_nagle_test() too.
        const bool is_filled_up = with_fin || (in_record < queued && in_record <= usable);
        if (!is_filled_up && silly_window == SillyWindow::Avoid &&
            !is_worth_sending(tcb, event.config, {in_record, usable, is_behind_full}))
            return;
        restart_if_idle(event);
        // Why the FIN is not counted behind text: a last segment that fills the whole window would never leave.
        if (!congestion_window_allows(tcb, event.config, std::max(length, 1u))) return;
        send_text(event, tcb.snd.nxt, length, with_fin, silly_window);
        is_behind_full = length == tcb.snd.mss && !is_behind_full;
    }
}

}  // namespace

void send_queued(Event& event, SillyWindow silly_window) {
    Tcb& tcb = event.tcb;
    const bool is_held_back = event.config.device_drops_all == Switch::On;
    if ((unsent_bytes(tcb) == 0 && !fin_is_due(tcb)) || is_held_back) return;
    if (syn_ack_waits(tcb)) send_syn(event, Transmission::First);
    // Why here: AccECN's option may have been switched on or off since (Linux: tcp_current_mss() asks each time).
    if (tcb.ecn.mode == EcnMode::Accurate) fit_text_beside_option(tcb, event.config);
    const SeqNum before = tcb.snd.nxt;
    send_what_is_worth_it(event, silly_window);
    // Linux: tcp_write_xmit() validates the window whenever it has sent something or found it full.
    const CongestionNews news = news_of(event);
    if (tcb.snd.nxt != before || is_window_full(tcb.congestion, news)) note_window_use(tcb.congestion, news);
}

bool send_one_new_segment(Event& event) {
    Tcb& tcb = event.tcb;
    if (!may_send_text(tcb.state)) return false;
    const std::uint32_t usable = usable_window(tcb, event.config);
    const std::uint32_t in_record = tcb.send_buffer.left_in_record(tcb.snd.nxt, unsent_bytes(tcb));
    const std::uint32_t length = std::min({in_record, usable, std::uint32_t{tcb.snd.mss}});
    const bool with_fin = fin_is_due(tcb) && length == unsent_bytes(tcb) && length < usable;
    if (length == 0 && !with_fin) return false;
    // Linux: tcp_send_loss_probe() asks the window for the whole of the next segment (tcp_snd_wnd_test()).
    const bool is_cut = length < std::min<std::uint32_t>(in_record, tcb.snd.mss);
    if (is_cut && event.config.nagle_rule == NagleRule::Minshall) return false;
    send_text(event, tcb.snd.nxt, length, with_fin);
    return true;
}

namespace {

// Linux: tcp_retrans_try_collapse().
void collapse(Tcb& tcb, std::uint32_t i) {
    const SeqNum right_edge = tcb.snd.una + tcb.snd.wnd;
    const SeqNum text_end = tcb.send_buffer.end();
    while (i + 1 < tcb.sent.size() && !tcb.sent[i].is_sacked && !tcb.sent[i + 1].is_sacked) {
        const SentSegment& next = tcb.sent[i + 1];
        const std::uint32_t text = distance(tcb.sent[i].seq, earlier_of(next.end, text_end));
        const bool ends_record = tcb.send_buffer.record_end(tcb.sent[i].seq) == tcb.sent[i].end;
        const bool may_grow = !ends_record && tcb.sent[i].length() < tcb.snd.mss;
        if (!may_grow || tcb.snd.mss < text || right_edge < next.end) return;
        tcb.sent.join_next(i);
    }
}

}  // namespace

bool resend_segment(Event& event, std::uint32_t i, Scoreboard::As as) {
    Tcb& tcb = event.tcb;
    if (event.config.collapse_retransmissions == Switch::On) collapse(tcb, i);
    const SentSegment segment = tcb.sent[i];
    // §3.8.6: after the peer has shrunk its window the sender "SHOULD retransmit normally the old
    // unacknowledged data between SND.UNA and SND.UNA+SND.WND" (SHLD-16); of the first segment at least an octet.
    const SeqNum right_edge = tcb.snd.una + tcb.snd.wnd;
    const bool is_beyond = right_edge <= segment.seq;
    if (is_beyond && segment.seq != tcb.snd.una) return false;
    // Linux: __tcp_retransmit_skb() sends the whole of the first one.
    const std::uint32_t least = event.config.window_probes_carry_text == Switch::On ? 1u : tcb.snd.mss;
    const std::uint32_t room = is_beyond ? least : distance(segment.seq, right_edge);
    const std::uint32_t text_left =
        segment.seq < tcb.send_buffer.end() ? distance(segment.seq, tcb.send_buffer.end()) : 0;
    const std::uint32_t length = std::min({segment.length(), text_left, std::uint32_t{tcb.snd.mss}, room});
    const bool with_fin = tcb.fin_was_sent && length == text_left && length < segment.length();
    const std::uint32_t taken = length + (with_fin ? 1u : 0u);
    if (taken < segment.length()) tcb.sent.split(i, segment.seq + taken);
    send_text(event, segment.seq, length, with_fin);
    tcb.sent.mark_resent(i, event.now, as);
    note_resent(event, taken, as);
    return true;
}

void retransmit_front(Event& event) {
    if (our_syn_is_outstanding(event.tcb))
        send_syn(event, Transmission::Again);
    else
        resend_segment(event, 0, Scoreboard::As::Retransmission);
}

void retransmit_lost(Event& event, Forced forced) {
    Tcb& tcb = event.tcb;
    const Count kind = tcb.recovery.phase == RecoveryPhase::Loss ? Count::SlowStartRetransmissions
                                                                 : Count::FastRetransmissions;
    bool is_forced = forced == Forced::First;
    while (tcb.sent.has_some_to_send_again()) {
        const std::uint32_t in_flight = bytes_in_flight(tcb, event.config);
        const std::uint32_t window = tcb.congestion.cwnd_bytes;
        if (!is_forced && (window < in_flight || window - in_flight < tcb.snd.mss)) return;
        is_forced = false;
        const std::uint32_t i = tcb.sent.first_to_send_again();
        if (!resend_segment(event, i, Scoreboard::As::Retransmission)) return;
        event.effects.count(kind);
        // RFC 6298 (5.1) lets a timer that runs go on. Linux: tcp_xmit_retransmit_queue(): when the first segment
        // is sent again, it starts anew.
        if (i == 0 && event.config.rack == Switch::On && tcb.deadlines.reorder.is_never())
            restart_retransmission_timer(event);
    }
}

void retransmit_doubtful(Event& event) {
    Tcb& tcb = event.tcb;
    RecoveryState& recovery = tcb.recovery;
    // RFC 8985 replaces the counting of SACKs by time, and has no use for these two rules.
    if (event.config.rack == Switch::On || !tcb.sack.is_permitted || tcb.sent.empty()) return;
    if (unsent_bytes(tcb) > 0 && usable_window(tcb, event.config) > 0) return;
    const auto is_allowed = [&] { return congestion_window_allows(tcb, event.config, tcb.snd.mss); };
    // (3): "an unSACKed sequence number 'S3' that meets the criteria for detecting loss given in steps (1.a) and
    // (1.b) above (specifically excluding step (1.c))".
    for (std::uint32_t i = 0; i < tcb.sent.size() && is_allowed(); ++i) {
        if (tcb.sent.sacked().segments == 0 || tcb.sent.sacked_end() <= tcb.sent[i].seq) break;
        if (tcb.sent[i].is_sacked || tcb.sent[i].was_retransmitted) continue;
        if (!resend_segment(event, i, Scoreboard::As::Retransmission)) return;
    }
    // (4): "a single 'rescue' retransmission per entry into loss recovery … one segment of up to SMSS octets that
    // MUST include the highest outstanding unSACKed sequence number".
    if (recovery.rescue_was_sent || !is_allowed()) return;
    const std::uint32_t last = tcb.sent.size() - 1;
    if (tcb.sent[last].is_sacked || tcb.sent[last].was_retransmitted) return;
    if (recovery.high_seq < tcb.sent[last].end || tcb.sent.has_some_to_send_again()) return;
    recovery.rescue_was_sent = resend_segment(event, last, Scoreboard::As::Probe);
}

void give_up_seeking_spurious_timeout(Event& event) {
    event.tcb.recovery.spurious_timeout_is_sought = false;
    retransmit_lost(event, Forced::None);
}

void retransmit_repackaged(Event& event) {
    Tcb& tcb = event.tcb;
    const std::uint32_t text_left = distance(tcb.snd.una, tcb.send_buffer.end());
    const std::uint32_t length = std::min({text_left, std::uint32_t{tcb.snd.mss}, tcb.snd.wnd});
    const bool with_fin = tcb.close_requested && length == text_left && length < tcb.snd.wnd;
    const std::uint32_t taken = length + (with_fin ? 1u : 0u);
    tcb.sent.merge_front(tcb.snd.una + taken);
    send_text(event, tcb.snd.una, length, with_fin);
    tcb.sent.mark_resent(0, event.now);
    note_resent(event, taken, Scoreboard::As::Retransmission);
}

void probe_window(Event& event) {
    const SendVariables& snd = event.tcb.snd;
    if (event.config.window_probes_carry_text == Switch::Off && snd.una == snd.nxt) {
        send_keep_alive(event);
        return;
    }
    Tcb& tcb = event.tcb;
    const bool has_text = tcb.snd.una < tcb.send_buffer.end();
    const bool is_again = tcb.snd.una < tcb.snd.nxt;
    send_text(event, tcb.snd.una, has_text ? 1 : 0, !has_text);
    if (is_again) tcb.sent.mark_resent(0, event.now, Scoreboard::As::Probe);
}

}  // namespace hw::tcp
