// RFC 9293 §3.10.7.3: SEGMENT ARRIVES in the SYN-SENT state.

#include "tcp/ack_policy.h"
#include "tcp/acknowledge.h"
#include "tcp/fast_open.h"
#include "tcp/handshake.h"
#include "tcp/output.h"
#include "tcp/recovery/recovery.h"
#include "tcp/steps/steps.h"
#include "tcp/transitions.h"

namespace hw::tcp {

Outcome syn_sent_check_ack(Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    const wire::Segment& seg = arrival.seg;
    if (!seg.ctl.ack()) return go_on(Finding::SynSentNoAck);
    // §3.10.7.3, first: "If SEG.ACK =< ISS or SEG.ACK > SND.NXT, send a reset (unless the RST bit is set, if
    // so drop the segment and return) … and discard the segment."
    if (seg.ack <= tcb.snd.iss || tcb.snd.nxt < seg.ack) {
        if (seg.ctl.rst()) return done(Finding::SynSentAckBadWithRst);
        send_reset(arrival.effects, seg.ack);
        return done(Finding::SynSentAckReset);
    }
    // "If SND.UNA < SEG.ACK =< SND.NXT, then the ACK is acceptable."
    return go_on(Finding::SynSentAckAcceptable);
}

Outcome syn_sent_check_rst(Arrival& arrival) {
    if (!arrival.seg.ctl.rst()) return go_on(Finding::SynSentNoRst);
    // §3.10.7.3, second: "Otherwise (no ACK), drop the segment and return." The check of SEG.SEQ against
    // RCV.NXT that RFC 5961 adds elsewhere has nothing to compare with here: "In the SYN-SENT state … the RST
    // is acceptable if the ACK field acknowledges the SYN" (RFC 5961 §3.2).
    if (!arrival.seg.ctl.ack()) return done(Finding::SynSentRstWithoutAck);
    // "If the ACK was acceptable, then signal to the user 'error: connection reset', drop the segment, enter
    // CLOSED state, delete TCB, and return."
    // Ours: the signal is "refused", the RFC's own word for the same fate in SYN-RECEIVED, so that a user can
    // tell an attempt that failed from a connection that died.
    arrival.effects.signals.push_back(Signal::Refused);
    delete_tcb(arrival, UnreadText::Flush);
    return done(Finding::SynSentRstRefused);
}

Outcome syn_sent_check_syn(Arrival& arrival) {
    if (!arrival.seg.ctl.syn()) return go_on(Finding::SynSentNoSyn);
    Tcb& tcb = arrival.tcb;
    // §3.10.7.3, fourth: "RCV.NXT is set to SEG.SEQ+1, IRS is set to SEG.SEQ. SND.UNA should be advanced to
    // equal SEG.ACK (if there is an ACK)".
    // Ours: SND.WND, SND.WL1 and SND.WL2 are set on both branches; the text says so for the second only,
    // but a connection that becomes ESTABLISHED here has no other window to send by.
    learn_from_syn(arrival);
    if (arrival.seg.ctl.ack()) {
        advance_una(arrival);
        learn_from_fast_open_answer(arrival);
    }

    if (our_syn_is_outstanding(tcb)) {
        // "Otherwise, enter SYN-RECEIVED, form a SYN,ACK segment <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK> and send
        // it." Both ends have opened at once (MUST-10). It repeats our SYN's number, so Karn forbids to time
        // it. "If there are other controls or text in the segment, queue them for processing after the
        // ESTABLISHED state has been reached, return."
        keep_for_later(arrival);
        tcb.state = State::SynReceived;
        send_syn(arrival, Transmission::Again);
        arrival.effects.segments.back().is_retransmission = false;
        tcb.deadlines.retransmit = Instant::never();  // it starts anew for this segment
        return done(Finding::SynSentSimultaneousOpen);
    }
    // "If SND.UNA > ISS (our SYN has been ACKed), change the connection state to ESTABLISHED, form an ACK
    // segment … and send it. Data or controls that were queued for transmission MAY be included."
    enter_established(arrival);
    ack_rules(arrival.config).syn_ack_came(arrival);
    // RFC 9768 §3.2.2.1: "If an AccECN TCP Client intends to acknowledge the SYN/ACK with a packet that does
    // not satisfy these conditions (e.g., it has data to include on the ACK), it SHOULD first send a pure ACK
    // that does".
    if (tcb.ecn.mode == EcnMode::Accurate && arrival.ack_is_owed) {
        send_ack(arrival);
        arrival.ack_is_owed = false;
    }
    if (tcb.fast_open.text_was_refused && !tcb.sent.empty()) {
        // Linux: tcp_rcv_fastopen_synack(), as tcp_simple_retransmit(): without a word to congestion control.
        presume_lost(tcb, arrival.config, 0);
        retransmit_lost(arrival, Forced::None);
        arrival.ack_is_owed = false;
    }
    // "If there are other controls or text in the segment, then continue processing at the sixth step under
    // Section 3.10.7.4 where the URG bit is checked; otherwise, return."
    arrival.continue_at_sixth = arrival.seg.len() > 1 || arrival.seg.ctl.urg();
    return done(told_by_ecn(arrival, Finding::SynSentEstablished));
}

Outcome syn_sent_other(Arrival&) {
    // §3.10.7.3, fifth: "if neither of the SYN or RST bits is set, then drop the segment and return."
    return done(Finding::SynSentOtherDropped);
}

}  // namespace hw::tcp
