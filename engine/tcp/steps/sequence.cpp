// RFC 9293 §3.10.7.4, first: check sequence number.

#include "tcp/acceptance.h"
#include "tcp/output.h"
#include "tcp/steps/steps.h"
#include "tcp/transitions.h"

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

Outcome refuse(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    // "If an incoming segment is not acceptable, an acknowledgment should be sent in reply (unless the RST
    // bit is set, if so drop the segment and return): <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>".
    if (arrival.seg.ctl.rst()) return done(Finding::SequenceUnacceptableRst);
    send_ack(arrival);
    // Why here: the fifth step says that in TIME-WAIT "the only thing that can arrive … is a retransmission
    // of the remote FIN. Acknowledge it, and restart the 2 MSL timeout." But a repeated FIN lies below
    // RCV.NXT, is refused by this step, and would never get there. The intent is plain, and Linux restarts
    // too.
    if (tcb.state == State::TimeWait && is_known_fin(tcb, arrival.seg)) {
        restart_time_wait(arrival);
        return done(Finding::SequenceTimeWaitFinAgain);
    }
    return done(Finding::SequenceUnacceptable);
}

}  // namespace

Outcome check_sequence_number(Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    const wire::Segment& seg = arrival.seg;

    // "There are four cases for the acceptability test for an incoming segment": Table 6.
    if (!is_acceptable(tcb.rcv, seg.seq, seg.len())) {
        // "If the RCV.WND is zero, no segments will be acceptable, but special allowance should be made to
        // accept valid ACKs, URGs, and RSTs" (MUST-66). What occupies sequence numbers is cut off, and told
        // so.
        if (tcb.rcv.wnd == 0 && seg.seq == tcb.rcv.nxt) {
            arrival.ideal.text_seq = seg.seq;
            arrival.ack_is_owed = true;
            return go_on(Finding::SequenceZeroWindowControl);
        }
        // Ours: Table 6 refuses the SYN,ACK of a simultaneous open, whose number is RCV.NXT-1, though Figure
        // 7 has it establish the connection; Appendix A.2 names the case. Its SYN is cut off, its ACK counts.
        if (is_simultaneous_syn_ack(tcb, seg)) {
            cut_to_window(arrival);
            return go_on(Finding::SequenceSimultaneousSynAck);
        }
        // Ours: two ends that probe each other's shut windows at once would refuse each other's ACKs for ever
        // (Appendix A.2, "simultaneous window probes"). So the ACK of a segment at RCV.NXT-1 is heard, and
        // the segment is answered as before.
        if (is_one_below(tcb, seg)) {
            arrival.ideal.text_seq = tcb.rcv.nxt;
            arrival.ack_is_owed = true;
            return go_on(Finding::SequenceOneBelow);
        }
        return refuse(arrival);
    }

    // "In the following it is assumed that the segment is the idealized segment that begins at RCV.NXT and
    // does not exceed the window. One could tailor actual segments to fit this assumption by trimming off any
    // portions that lie outside the window (including SYN and FIN)".
    cut_to_window(arrival);
    if (seg.seq < tcb.rcv.nxt) return go_on(Finding::SequenceOldPartCut);
    if (arrival.ideal.text.size() < seg.text.size() || arrival.ideal.fin != seg.ctl.fin())
        return go_on(Finding::SequenceTailCut);
    // "Segments with higher beginning sequence numbers SHOULD be held for later processing (SHLD-31)": the
    // seventh step holds them.
    return go_on(seg.seq == tcb.rcv.nxt ? Finding::SequenceExact : Finding::SequenceAhead);
}

}  // namespace hw::tcp
