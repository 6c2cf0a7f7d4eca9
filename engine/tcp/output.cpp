#include "tcp/output.h"

#include <algorithm>

#include "base/check.h"
#include "tcp/ack_policy.h"
#include "tcp/receive_window.h"
#include "tcp/segment_options.h"

namespace hw::tcp {
namespace {

// Every segment of a connection that exists leaves through here.
OutgoingSegment& emit(Event& event, SeqNum seq, wire::Ctl ctl, std::uint32_t text_length = 0) {
    Tcb& tcb = event.tcb;
    OutgoingSegment& out = event.effects.segments.emplace_back();
    out.seq = seq;
    out.ctl = ctl;
    out.text_length = text_length;
    if (!ctl.syn()) update_receive_window(tcb, event.config);
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

// Text [seq, seq + length), and our FIN behind it if asked: new, or from SND.UNA on again, or both.
void send_text(Event& event, SeqNum seq, std::uint32_t length, bool with_fin) {
    Tcb& tcb = event.tcb;
    const SeqNum text_end = seq + length;
    const SeqNum end = text_end + (with_fin ? 1u : 0u);
    const bool is_again = seq < tcb.snd.nxt;
    HW_CHECK(seq < end);

    wire::Ctl ctl = wire::ack;
    // §3.9.1.2: "the PSH bit will be set in the last TCP segment created from the buffer"; marks that fall
    // into one segment collapse (SHLD-27).
    if (tcb.snd.is_pushed && seq < tcb.snd.push && tcb.snd.push <= text_end) ctl = ctl | wire::psh;
    if (with_fin) ctl = ctl | wire::fin;

    OutgoingSegment& out = emit(event, seq, ctl, length);
    out.text_seq = seq;
    out.is_retransmission = is_again;

    if (is_again)
        abandon_timing(tcb.rtt);
    else
        begin_timing(tcb.rtt, end, event.now);

    if (tcb.snd.nxt < end) {
        if (is_again) tcb.sent_segments.clear();
        const SeqNum first_unacked = tcb.snd.una + (our_syn_is_outstanding(tcb) ? 1u : 0u);
        tcb.sent_segments.push(distance(seq, end), distance(first_unacked, seq));
        tcb.snd.nxt = end;
    }
    if (with_fin && !tcb.fin_was_sent) {
        tcb.fin_was_sent = true;
        // §3.10.4, CLOSE-WAIT: "Queue this request until all preceding SENDs have been segmentized; then
        // send a FIN segment, enter LAST-ACK state."
        if (tcb.state == State::CloseWait) tcb.state = State::LastAck;
    }
}

// §3.8.6.2.1: U = SND.UNA + SND.WND - SND.NXT, never negative even if the peer has shrunk its window
// (MUST-34); congestion control may allow less.
std::uint32_t usable_window(const Tcb& tcb, const Config& config) {
    const CongestionControl& congestion = congestion_control(config.congestion);
    const std::uint32_t window = std::min(tcb.snd.wnd, congestion.window(tcb.congestion));
    const std::uint32_t in_flight = distance(tcb.snd.una, tcb.snd.nxt);
    return in_flight < window ? window - in_flight : 0;
}

// §3.8.6.2.1: the rules by which the sender decides, d being the bytes queued and u the usable window.
bool is_worth_sending(const Tcb& tcb, std::uint32_t d, std::uint32_t u) {
    const std::uint32_t sendable = std::min(d, u);
    // "(1) if a maximum-sized segment can be sent, i.e., if: min(D,U) >= Eff.snd.MSS".
    if (sendable >= tcb.snd.mss) return true;
    // "(the bracketed condition is imposed by the Nagle algorithm)": SND.NXT = SND.UNA.
    if (tcb.options.nagle && tcb.snd.nxt != tcb.snd.una) return false;
    // "(2) or if the data is pushed and all queued data can be sent now".
    if (tcb.snd.is_pushed && tcb.snd.nxt < tcb.snd.push && d <= u) return true;
    // "(3) or if at least a fraction Fs of the maximum window can be sent", Fs = 1/2.
    return 2 * sendable >= tcb.snd.max_wnd;
}

}  // namespace

void send_ack(Event& event) {
    const Tcb& tcb = event.tcb;
    // Ours: the RFC writes <SEQ=SND.NXT>. But once a probe has gone out against a shut window, or the peer
    // has shrunk its window, SND.NXT lies where the peer accepts nothing (Table 6), and it would never read
    // our ACK; Appendix A.2 tells of such cases. Linux: tcp_acceptable_seq() does the same.
    const SeqNum right_edge = tcb.snd.una + tcb.snd.wnd;
    const bool is_beyond_window = !our_syn_is_outstanding(tcb) && right_edge < tcb.snd.nxt;
    emit(event, is_beyond_window ? right_edge : tcb.snd.nxt, wire::ack);
}

void send_keep_alive(Event& event) {
    // §3.8.4: "SHOULD send a keep-alive segment with no data (SHLD-12)".
    emit(event, event.tcb.snd.nxt - 1, wire::ack);
}

void send_reset_of_connection(Event& event) { emit(event, event.tcb.snd.nxt, wire::rst | wire::ack); }

void send_syn(Event& event, Transmission transmission) {
    Tcb& tcb = event.tcb;
    const bool knows_peer = tcb.state != State::SynSent;
    OutgoingSegment& out = emit(event, tcb.snd.iss, knows_peer ? wire::syn | wire::ack : wire::syn);
    if (transmission == Transmission::Again) {
        out.is_retransmission = true;
        abandon_timing(tcb.rtt);
    } else {
        tcb.snd.nxt = tcb.snd.iss + 1;
        begin_timing(tcb.rtt, tcb.snd.nxt, event.now);
    }
}

void send_reset(Effects& effects, SeqNum seq) {
    OutgoingSegment& out = effects.segments.emplace_back();
    out.seq = seq;
    out.ctl = wire::rst;
}

void send_reset_with_ack(Effects& effects, SeqNum ack) {
    OutgoingSegment& out = effects.segments.emplace_back();
    out.ack = ack;
    out.ctl = wire::rst | wire::ack;
}

void send_reset_in_answer_to(const wire::Segment& segment, Effects& effects) {
    // §3.5.2: "If the incoming segment has the ACK bit set, the reset takes its sequence number from the
    // ACK field of the segment; otherwise, the reset has sequence number zero and the ACK field is set to
    // the sum of the sequence number and segment length of the incoming segment."
    if (segment.ctl.ack())
        send_reset(effects, segment.ack);
    else
        send_reset_with_ack(effects, segment.seq + segment.len());
}

void send_queued(Event& event, SillyWindow silly_window) {
    Tcb& tcb = event.tcb;
    while (may_send_text(tcb.state)) {
        const std::uint32_t queued = unsent_bytes(tcb);
        if (queued == 0 && !fin_is_due(tcb)) return;
        const std::uint32_t usable = usable_window(tcb, event.config);
        const std::uint32_t length = std::min({queued, usable, std::uint32_t{tcb.snd.mss}});
        // The FIN rides on the last text if the window has a number for it too.
        const bool with_fin = fin_is_due(tcb) && length == queued && length < usable;
        if (length == 0 && !with_fin) return;
        // Ours: a last segment that carries the FIN does not wait for Nagle's sake, since no more text can
        // come to fill it up, and CLOSE "implies push function" (§3.9.1.4). Linux: tcp_nagle_test() too.
        if (!with_fin && silly_window == SillyWindow::Avoid && !is_worth_sending(tcb, queued, usable)) return;
        send_text(event, tcb.snd.nxt, length, with_fin);
    }
}

void retransmit_front(Event& event) {
    Tcb& tcb = event.tcb;
    if (our_syn_is_outstanding(tcb)) {
        send_syn(event, Transmission::Again);
        return;
    }
    const std::uint32_t outstanding = distance(tcb.snd.una, tcb.snd.nxt);
    const std::uint32_t recorded = tcb.sent_segments.front();
    const std::uint32_t front = recorded > 0 ? recorded : outstanding;
    const std::uint32_t text_left = distance(tcb.snd.una, tcb.send_buffer.end());
    // §3.8.6: after the peer has shrunk its window the sender "SHOULD retransmit normally the old
    // unacknowledged data between SND.UNA and SND.UNA+SND.WND" (SHLD-16).
    const std::uint32_t room = std::max(tcb.snd.wnd, 1u);
    const std::uint32_t length = std::min({front, text_left, std::uint32_t{tcb.snd.mss}, room});
    const bool with_fin = tcb.fin_was_sent && length == text_left && length < front;
    send_text(event, tcb.snd.una, length, with_fin);
}

void retransmit_repackaged(Event& event) {
    Tcb& tcb = event.tcb;
    const std::uint32_t text_left = distance(tcb.snd.una, tcb.send_buffer.end());
    const std::uint32_t length = std::min({text_left, std::uint32_t{tcb.snd.mss}, tcb.snd.wnd});
    const bool with_fin = tcb.close_requested && length == text_left && length < tcb.snd.wnd;
    send_text(event, tcb.snd.una, length, with_fin);
}

void probe_window(Event& event) {
    const bool has_text = event.tcb.snd.una < event.tcb.send_buffer.end();
    send_text(event, event.tcb.snd.una, has_text ? 1 : 0, !has_text);
}

}  // namespace hw::tcp
