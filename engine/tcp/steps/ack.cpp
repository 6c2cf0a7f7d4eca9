// RFC 9293 §3.10.7.4, fifth: check the ACK field.

#include "tcp/acceptance.h"
#include "tcp/accurate_ecn.h"
#include "tcp/acknowledge.h"
#include "tcp/ecn.h"
#include "tcp/keep_alive.h"
#include "tcp/output.h"
#include "tcp/recovery/sack_blocks.h"
#include "tcp/segment_options.h"
#include "tcp/steps/steps.h"
#include "tcp/timers.h"
#include "tcp/transitions.h"

namespace hw::tcp {
namespace {

bool is_acceptable_ack(const Tcb& tcb, SeqNum ack) { return tcb.snd.una < ack && ack <= tcb.snd.nxt; }

// "TCP stacks that implement RFC 5961 MUST add an input check that the ACK value is acceptable only if it is
// in the range of ((SND.UNA - MAX.SND.WND) =< SEG.ACK =< SND.NXT)."
bool is_in_range(const Tcb& tcb, SeqNum ack) {
    return tcb.snd.una - tcb.snd.max_wnd <= ack && ack <= tcb.snd.nxt;
}

Finding process_ack(Arrival& arrival);

Outcome complete_handshake(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    // SYN-RECEIVED: "If the segment acknowledgment is not acceptable, form a reset segment <SEQ=SEG.ACK>
    // <CTL=RST> and send it."
    // Why not the challenge of RFC 5961 first: §3.5.2, group 2, asks for a reset in every non-synchronized
    // state, and this test is the narrower one. Two half-open ends would otherwise acknowledge for ever.
    if (!is_acceptable_ack(tcb, arrival.seg.ack)) {
        send_reset(arrival.effects, arrival.seg.ack);
        return done(Finding::AckBadInSynReceived);
    }
    // "If SND.UNA < SEG.ACK =< SND.NXT, then enter ESTABLISHED state and continue processing with the
    // variables below set to: SND.WND <- SEG.WND, SND.WL1 <- SEG.SEQ, SND.WL2 <- SEG.ACK".
    if (tcb.ecn.mode == EcnMode::Accurate) take_third_ack(arrival);
    advance_una(arrival);
    // Linux: tcp_create_openreq_child(): the windows that count for the size of segments begin here.
    const bool begins_here = arrival.config.segments_fit_half_window == Switch::On &&
                             tcb.opened_by == OpenedBy::Passive && !tcb.fast_open.is_accepted;
    if (begins_here) tcb.snd.max_wnd = 0;
    set_send_window(arrival);
    enter_established(arrival);
    // RFC 7413 §4.2.2: what "the server MAY" send before may be missing at the peer, which this ACK may tell. Linux:
    // tcp_rcv_state_process() shows it to tcp_ack().
    if (tcb.fast_open.is_accepted && !arrival.seg.options.sack.empty()) process_ack(arrival);
    if (!tcb.close_requested) return go_on(told_by_ecn(arrival, Finding::AckCompletesHandshake));
    // §3.10.4, SYN-RECEIVED: a CLOSE behind pending SENDs was "queue[d] for processing after entering
    // ESTABLISHED state"; there, "in any case, enter FIN-WAIT-1 state".
    tcb.state = State::FinWait1;
    return go_on(Finding::AckCompletesHandshakeThenCloses);
}

// RFC 5681 §2: something is outstanding, no text, no SYN or FIN, the same ACK and the same window.
void look_for_duplicate(Arrival& arrival, AckNews& news) {
    Tcb& tcb = arrival.tcb;
    const wire::Segment& seg = arrival.seg;
    news.carries_other_news = seg.len() > 0 || true_window(tcb, seg) != tcb.snd.wnd;
    news.is_duplicate =
        seg.ack == tcb.snd.una && tcb.snd.una != tcb.snd.nxt && !news.carries_other_news && !news.has_dsack;
    // RFC 6675 §2: with SACK "a duplicate acknowledgment" is a segment "that carries a SACK block that identifies
    // previously unacknowledged and un-SACKed octets".
    const bool is_counted = tcb.sack.is_permitted ? news.has_sacked : news.is_duplicate;
    if (is_counted) ++tcb.duplicate_acks;
}

// "The send window should be updated. If (SND.WL1 < SEG.SEQ or (SND.WL1 = SEG.SEQ and SND.WL2 =< SEG.ACK))":
// "the check here prevents using old segments to update the window."
bool may_update_send_window(const Arrival& arrival, bool has_advanced) {
    const SendVariables& snd = arrival.tcb.snd;
    const wire::Segment& seg = arrival.seg;
    if (arrival.config.smaller_window_needs_news == Switch::Off)
        return snd.wl1 < seg.seq || (snd.wl1 == seg.seq && snd.wl2 <= seg.ack);
    if (has_advanced || snd.wl1 < seg.seq) return true;
    const std::uint32_t offered = true_window(arrival.tcb, seg);
    return snd.wl1 == seg.seq && (snd.wnd < offered || offered == 0);
}

// True if the window changed.
bool update_send_window(Arrival& arrival, bool has_advanced) {
    if (!may_update_send_window(arrival, has_advanced)) return false;
    const SendVariables& snd = arrival.tcb.snd;
    const std::uint32_t before = snd.wnd;
    set_send_window(arrival);
    return snd.wnd != before;
}

// Whoever answers a probe is alive (§3.8.6.1, MUST-37). Linux: but does not reset TCP_USER_TIMEOUT
// (tcp_rtx_probe0_timed_out(), tcp_probe_timer()).
void note_answer_to_probe(Arrival& arrival) {
    if (arrival.config.window_probes_carry_text == Switch::On) note_progress(arrival.tcb);
    arrival.tcb.soft_error = NetworkError::None;
}

// Nothing is outstanding, as at an end that only receives: such an ACK can only update the window. All that
// process_ack() does besides would come to nothing, segment after segment.
bool can_say_nothing_of_text(const Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    return arrival.seg.ack == tcb.snd.una && tcb.snd.una == tcb.snd.nxt && tcb.sent.empty() &&
           arrival.seg.options.sack.empty() && tcb.ecn.mode != EcnMode::Accurate;
}

// What it newly acknowledges or SACKs, bytes; `sacked_before`: that were SACKed before it came.
std::uint32_t delivered_bytes(const Tcb& tcb, const AckNews& news, std::uint32_t sacked_before) {
    return distance(news.prior_una, tcb.snd.una) + tcb.sent.sacked().bytes - sacked_before;
}

// The processing for the ESTABLISHED state, which all later states share.
Finding process_ack(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    const SeqNum ack = arrival.seg.ack;
    if (can_say_nothing_of_text(arrival)) {
        if (tcb.snd.wnd == 0) note_answer_to_probe(arrival);
        return update_send_window(arrival, false) ? Finding::AckUpdatesWindow : Finding::AckDuplicate;
    }
    AckNews news = before_ack(arrival);
    const std::uint32_t sacked_before = tcb.sent.sacked().bytes;
    read_sack_blocks(arrival, news);
    news.echoes_congestion = echoes_congestion(arrival);
    Finding finding = Finding::AckDuplicate;
    if (tcb.snd.una < ack) {
        // "If SND.UNA < SEG.ACK =< SND.NXT, then set SND.UNA <- SEG.ACK."
        const bool was_never_established = tcb.state == State::FinWait1 && our_syn_is_outstanding(tcb);
        advance_una(arrival, news);
        if (was_never_established) begin_transfer(arrival);
        finding = Finding::AckAdvances;
    } else {
        // "If the ACK is a duplicate (SEG.ACK =< SND.UNA), it can be ignored": but for what RFC 5681 §3.2 makes
        // of several.
        look_for_duplicate(arrival, news);
        if (tcb.snd.wnd == 0) note_answer_to_probe(arrival);
    }
    // "If SND.UNA =< SEG.ACK =< SND.NXT, the send window should be updated."
    if (ack == tcb.snd.una && update_send_window(arrival, news.has_advanced) &&
        finding == Finding::AckDuplicate)
        finding = Finding::AckUpdatesWindow;
    if (tcb.ecn.mode == EcnMode::Accurate)
        news.echoes_congestion =
            heed_accurate_feedback(arrival, news, delivered_bytes(tcb, news, sacked_before));
    else if (news.echoes_congestion)
        count_echoed(arrival, news.delivered_segments);
    conclude_ack(arrival, news);
    return arrival.recovery_finding.value_or(told_by_ecn(arrival, finding));
}

}  // namespace

Outcome check_ack(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    // §3.10.7.4, fifth: "if the ACK bit is off, drop the segment and return".
    if (!arrival.seg.ctl.ack()) return done(Finding::AckAbsent);
    if (tcb.ecn.mode == EcnMode::Accurate) count_codepoint(arrival);
    // Ours: they are not acknowledged, as tcp_ecn_input_segment() does CWR. No ACKs of ACKs.
    const bool heeds_bare_ack = arrival.config.classic_ecn.bare_acks_count == Switch::On;
    if (heeds_bare_ack && arrival.seg.text.empty()) (void)note_ecn(arrival);
    if (tcb.state == State::SynReceived) return complete_handshake(arrival);

    // "All incoming segments whose ACK value doesn't satisfy the above condition MUST be discarded and an ACK
    // sent back." The upper half is RFC 793's: "If the ACK acks something not yet sent … send an ACK, drop".
    if (!is_in_range(tcb, arrival.seg.ack)) return arrival.rules.challenge(arrival, Finding::AckOutOfRange);

    note_heard(arrival);
    const Finding finding = process_ack(arrival);
    switch (tcb.state) {
        case State::FinWait1:
            // "If the FIN segment is now acknowledged, then enter FIN-WAIT-2 and continue processing in that
            // state." There "the user's CLOSE can be acknowledged ('ok')".
            if (!our_fin_is_acked(tcb)) break;
            arrival.effects.signals.push_back(Signal::CloseCompleted);
            enter_fin_wait2(arrival);
            if (tcb.state == State::Closed) return done(Finding::AckOfFinToFinWait2);
            return go_on(Finding::AckOfFinToFinWait2);
        case State::Closing:
            // "If the ACK acknowledges our FIN, then enter the TIME-WAIT state; otherwise, ignore the
            // segment."
            if (!our_fin_is_acked(tcb)) return done(Finding::AckIgnoredInClosing);
            arrival.effects.signals.push_back(Signal::CloseCompleted);
            arrival.rules.conclude_close(arrival);
            return done(Finding::AckOfFinToTimeWait);
        case State::LastAck:
            // "If our FIN is now acknowledged, delete the TCB, enter the CLOSED state, and return."
            if (!our_fin_is_acked(tcb)) break;
            arrival.effects.signals.push_back(Signal::CloseCompleted);
            delete_tcb(arrival, UnreadText::Keep);
            return done(Finding::AckOfFinToClosed);
        case State::TimeWait:
            // The repeated FIN of which this step speaks has been served by the first one.
            return go_on(Finding::AckInTimeWait);
        default: break;
    }
    return go_on(finding);
}

}  // namespace hw::tcp
