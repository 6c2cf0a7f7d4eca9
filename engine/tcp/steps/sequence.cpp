// RFC 9293 §3.10.7.4, first: check sequence number.

#include "tcp/acceptance.h"
#include "tcp/accurate_ecn.h"
#include "tcp/ack_policy.h"
#include "tcp/challenge.h"
#include "tcp/output.h"
#include "tcp/sack_blocks.h"
#include "tcp/steps/steps.h"
#include "tcp/timestamps.h"
#include "tcp/transitions.h"
#include "tcp/user_timeout_option.h"

namespace hw::tcp {
namespace {

// A FIN that ends exactly where we already are: the peer has not heard our ACK of it.
bool is_known_fin(const Tcb& tcb, const wire::Segment& seg) {
    return seg.ctl.fin() && seg.seq + seg.len() == tcb.rcv.nxt;
}

// The peer's SYN,ACK of a simultaneous open: its SYN is the one we have had from it already.
bool is_simultaneous_syn_ack(const Tcb& tcb, const wire::Segment& seg) {
    return tcb.state == State::SynReceived && tcb.opened_by == OpenedBy::Active && seg.ctl.syn() &&
           seg.ctl.ack() && !seg.ctl.rst() && seg.seq == tcb.rcv.irs;
}

// Nothing new, but next to what is: the place where a peer stands whose window probe we have taken while it
// has not heard so, because our own answers came from just such a place.
bool is_one_below(const Tcb& tcb, const wire::Segment& seg) {
    return tcb.state != State::SynReceived && tcb.state != State::TimeWait && seg.ctl.ack() &&
           !seg.ctl.syn() && !seg.ctl.rst() && seg.seq + 1 == tcb.rcv.nxt && seg.len() <= 1;
}

Outcome refuse(Arrival& arrival, Finding why) {
    Tcb& tcb = arrival.tcb;
    // "If an incoming segment is not acceptable, an acknowledgment should be sent in reply (unless the RST
    // bit is set, if so drop the segment and return): <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>".
    if (arrival.seg.ctl.rst()) return done(Finding::SequenceUnacceptableRst);
    // §3.6.1: "However, it MAY accept a new SYN from the remote TCP endpoint to reopen the connection directly
    // from TIME-WAIT state (MAY-2)".
    if (const auto finding = check_new_connection(arrival)) return done(*finding);
    if (!may_answer_invalid(arrival, arrival.seg)) return done(Finding::ChallengeThrottled);
    const bool is_reported = arrival.tcb.sack.has_duplicate;
    if (arrival.seg.len() > 0) ack_rules(arrival.config).useless_came(arrival);
    if (tcb.ecn.mode == EcnMode::Accurate && arrival.seg.ctl.syn()) {
        if (tcb.state == State::SynReceived)
            note_syn_again(arrival);
        else
            tell_codepoint_of_syn(arrival);
    }
    send_ack(arrival);
    // Why here: the fifth step says that in TIME-WAIT "the only thing that can arrive … is a retransmission
    // of the remote FIN. Acknowledge it, and restart the 2 MSL timeout." But a repeated FIN lies below
    // RCV.NXT, is refused by this step, and would never get there. The intent is plain, and Linux restarts
    // too.
    if (tcb.state == State::TimeWait && is_known_fin(tcb, arrival.seg)) {
        restart_time_wait(arrival);
        return done(Finding::SequenceTimeWaitFinAgain);
    }
    if (why == Finding::SequenceUnacceptable && is_reported) why = Finding::SequenceDuplicateReported;
    return done(told_by_ecn(arrival, why));
}

// RFC 2883 §4: what lies below RCV.NXT has come before, and the next ACK tells so. Linux counts a FIN in
// (tcp_send_dupack).
void note_old_part(Arrival& arrival) {
    const wire::Segment& seg = arrival.seg;
    const SeqNum next = arrival.tcb.rcv.nxt;
    const bool is_accurate = arrival.tcb.ecn.mode == EcnMode::Accurate;
    if (is_accurate && seg.len() > 0 && seg.seq + seg.len() <= next) watch_for_lost_options(arrival);
    if (!seg.ctl.syn() && !seg.ctl.rst() && seg.seq < next)
        note_duplicate(arrival, seg.seq, earlier_of(seg.seq + seg.len(), next));
}

void answer_at_once(Arrival& arrival) {
    if (arrival.seg.len() > 0) ack_rules(arrival.config).useless_came(arrival);
    arrival.ack_is_owed = true;
}

// What the window admits, Table 6's way or by one of the exceptions to it.
Outcome admit(Arrival& arrival, Finding finding) {
    note_timestamp(arrival);  // RFC 7323 §5.3 R3, behind R2
    learn_user_timeout(arrival);
    return go_on(told_by_ecn(arrival, finding));
}

Outcome check_against_window(Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    const wire::Segment& seg = arrival.seg;

    // "There are four cases for the acceptability test for an incoming segment": Table 6.
    if (!arrival.rules.is_acceptable(tcb, seg)) {
        // "If the RCV.WND is zero, no segments will be acceptable, but special allowance should be made to
        // accept valid ACKs, URGs, and RSTs" (MUST-66). What occupies sequence numbers is cut off, and told
        // so.
        if (tcb.rcv.wnd == 0 && seg.seq == tcb.rcv.nxt) {
            arrival.ideal.text_seq = seg.seq;
            answer_at_once(arrival);
            return admit(arrival, Finding::SequenceZeroWindowControl);
        }
        // Ours: Table 6 refuses the SYN,ACK of a simultaneous open, whose number is RCV.NXT-1, though Figure
        // 7 has it establish the connection; Appendix A.2 names the case. Its SYN is cut off, its ACK counts.
        if (is_simultaneous_syn_ack(tcb, seg)) {
            cut_to_window(arrival);
            return admit(arrival, Finding::SequenceSimultaneousSynAck);
        }
        // Ours: two ends that probe each other's shut windows at once would refuse each other's ACKs for ever
        // (Appendix A.2, "simultaneous window probes"). So the ACK of a segment at RCV.NXT-1 is heard, and
        // the segment is answered as before.
        if (is_one_below(tcb, seg)) {
            arrival.ideal.text_seq = tcb.rcv.nxt;
            if (may_answer_invalid(arrival, seg)) answer_at_once(arrival);
            return admit(arrival, Finding::SequenceOneBelow);
        }
        if (tcb.rcv.nxt + tcb.rcv.wnd < seg.seq + seg.len() && !seg.ctl.rst() && !seg.ctl.syn())
            arrival.effects.count(Count::BeyondWindow);
        return refuse(arrival, Finding::SequenceUnacceptable);
    }

    // "In the following it is assumed that the segment is the idealized segment that begins at RCV.NXT and
    // does not exceed the window. One could tailor actual segments to fit this assumption by trimming off any
    // portions that lie outside the window (including SYN and FIN)".
    cut_to_window(arrival);
    // Linux: tcp_data_queue(), "a retransmit, 2nd most common case. Force an immediate ack": what a wider test than
    // Table 6 has let in, and the window has no use for.
    const bool is_old = seg.seq + seg.len() <= tcb.rcv.nxt;
    const bool is_beyond = tcb.rcv.nxt + tcb.rcv.wnd <= seg.seq;
    const bool is_next = seg.seq <= tcb.rcv.nxt && tcb.rcv.nxt < seg.seq + seg.text_length();
    if (tcb.rcv.wnd == 0 && is_next) arrival.effects.count(Count::ZeroWindowDrops);
    if (seg.len() > 0 && !seg.ctl.syn() && !seg.ctl.rst() &&
        (is_old || is_beyond || (tcb.rcv.wnd == 0 && is_next)))
        answer_at_once(arrival);
    if (seg.seq < tcb.rcv.nxt) return admit(arrival, Finding::SequenceOldPartCut);
    if (arrival.ideal.text.size() < seg.text.size() || arrival.ideal.fin != seg.ctl.fin())
        return admit(arrival, Finding::SequenceTailCut);
    // "Segments with higher beginning sequence numbers SHOULD be held for later processing (SHLD-31)": the
    // seventh step holds them.
    return admit(arrival, seg.seq == tcb.rcv.nxt ? Finding::SequenceExact : Finding::SequenceAhead);
}

}  // namespace

Outcome check_sequence_number(Arrival& arrival) {
    note_old_part(arrival);
    // RFC 7323 §5.3: "PAWS processing MUST take precedence over the regular TCP acceptability check".
    switch (check_timestamp(arrival)) {
        case PawsVerdict::Pass: return check_against_window(arrival);
        case PawsVerdict::Missing:
            // §3.2: "a TCP SHOULD silently drop the segment. A TCP MUST NOT abort a TCP connection because any
            // segment lacks an expected TSopt."
            return done(Finding::TimestampMissing);
        case PawsVerdict::TooOld:
            // R1: "Send an acknowledgment in reply as specified in Section 3.9 of [RFC0793], page 69, and drop
            // the segment. Note: it is necessary to send an <ACK> segment in order to retain TCP's mechanisms
            // for detecting and recovering from half-open connections."
            return refuse(arrival, Finding::TimestampTooOld);
        case PawsVerdict::Outdated: break;
    }
    const Outcome outcome = check_against_window(arrival);
    if (outcome.verdict == Verdict::Return) return outcome;
    return go_on(Finding::TimestampForgotten);
}

}  // namespace hw::tcp
