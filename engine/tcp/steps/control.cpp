// RFC 9293 §3.10.7.4, second to fourth: the RST bit, security, the SYN bit.

#include "tcp/output.h"
#include "tcp/steps/steps.h"
#include "tcp/transitions.h"

namespace hw::tcp {

// "TCP endpoints MUST reset the connection in the manner prescribed below according to the connection state."
Outcome be_reset(Arrival& arrival) {
    Effects& effects = arrival.effects;
    switch (arrival.tcb.state) {
        case State::SynReceived:
            // "If this connection was initiated with a passive OPEN (i.e., came from the LISTEN state), then
            // return this connection to LISTEN state and return. The user need not be informed." (MUST-11)
            // Not so if its user reads and writes already (RFC 7413): then it is a connection like any other.
            if (arrival.tcb.fast_open.is_accepted) break;
            if (arrival.tcb.opened_by == OpenedBy::Passive) {
                return_to_listen(arrival);
                return done(Finding::RstExactPassive);
            }
            // "If this connection was initiated with an active OPEN … then the connection was refused; signal
            // the user 'connection refused'."
            effects.signals.push_back(Signal::Refused);
            delete_tcb(arrival, UnreadText::Flush);
            return done(Finding::RstExactRefused);
        case State::TimeWait:
            // RFC 1337 §3 (F1): "Ignore RST segments in TIME-WAIT state." Linux: tcp_rfc1337.
            if (arrival.config.ignore_rst_in_time_wait == Switch::On)
                return done(Finding::TimeWaitRstIgnored);
            [[fallthrough]];
        case State::Closing:
        case State::LastAck:
            // "If the RST bit is set, then enter the CLOSED state, delete the TCB, and return."
            delete_tcb(arrival, UnreadText::Keep);
            return done(Finding::RstExactClosing);
        default: break;
    }
    // "Users should also receive an unsolicited general 'connection reset' signal. Enter the CLOSED state, delete
    // the TCB, and return." (MUST-12)
    effects.signals.push_back(Signal::Reset);
    delete_failed_tcb(arrival);
    return done(Finding::RstExactReset);
}

Outcome check_rst(Arrival& arrival) {
    const ReceiveVariables& rcv = arrival.tcb.rcv;
    const wire::Segment& seg = arrival.seg;
    if (!seg.ctl.rst()) return go_on(Finding::RstAbsent);
    // §3.10.7.4, second, 2): only an RST at exactly RCV.NXT resets; an attacker can guess a window but hardly
    // one number (RFC 5961 §3.2). It may carry text (SHLD-2), which nobody reads.
    if (seg.seq == rcv.nxt) return be_reset(arrival);
    // 1): "If the RST bit is set and the sequence number is outside the current receive window, silently drop
    // the segment." Its text can reach into the window even so.
    if (seg.seq < rcv.nxt) return done(Finding::RstOutsideWindow);
    // 3): "TCP endpoints MUST send an acknowledgment (challenge ACK) … [and] MUST drop the unacceptable
    // segment".
    return arrival.rules.challenge(arrival, Finding::RstChallenged);
}

Outcome check_security(Arrival&) {
    // Appendix A.1.2: security and compartment "can be ignored for non-MLS implementations, consistent with
    // running code on the Internet".
    return go_on(Finding::SecurityNotChecked);
}

Outcome check_syn(Arrival& arrival) {
    if (!arrival.seg.ctl.syn()) return go_on(Finding::SynAbsent);
    if (arrival.tcb.state == State::SynReceived) {
        // The first step has cut off a SYN that lies below RCV.NXT: it is the one we know, come again.
        if (!arrival.ideal.syn) return go_on(Finding::SynAlreadyKnown);
        // §3.10.7.4, fourth: "If the connection was initiated with a passive OPEN, then return this
        // connection to the LISTEN state and return. Otherwise, handle per the directions for synchronized
        // states below."
        if (arrival.tcb.opened_by == OpenedBy::Passive) {
            return_to_listen(arrival);
            return done(Finding::SynReturnsToListen);
        }
    }
    // "For the TIME-WAIT state, new connections can be accepted".
    if (const auto finding = check_new_connection(arrival)) return done(*finding);
    // "RFC 5961 recommends that in these synchronized states, if the SYN bit is set, irrespective of the
    // sequence number, TCP endpoints MUST send a 'challenge ACK' to the remote peer". Whoever restarted
    // answers with RST.
    return arrival.rules.challenge(arrival, Finding::SynChallenged);
}

}  // namespace hw::tcp
