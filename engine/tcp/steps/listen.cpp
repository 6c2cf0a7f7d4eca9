// RFC 9293 §3.10.7.2: SEGMENT ARRIVES in the LISTEN state.

#include "tcp/fast_open.h"
#include "tcp/handshake.h"
#include "tcp/output.h"
#include "tcp/steps/steps.h"

namespace hw::tcp {

Outcome listen_check_rst(Arrival& arrival) {
    // §3.10.7.2, first: "An incoming RST segment could not be valid since it could not have been sent in
    // response to anything sent by this incarnation of the connection. An incoming RST should be ignored."
    return arrival.seg.ctl.rst() ? done(Finding::ListenRstIgnored) : go_on(Finding::ListenNoRst);
}

Outcome listen_check_ack(Arrival& arrival) {
    if (!arrival.seg.ctl.ack()) return go_on(Finding::ListenNoAck);
    // §3.10.7.2, second: "Any acknowledgment is bad if it arrives on a connection still in the LISTEN state.
    // An acceptable reset segment should be formed": <SEQ=SEG.ACK><CTL=RST>.
    send_reset(arrival.effects, arrival.seg.ack);
    return done(Finding::ListenAckReset);
}

Outcome listen_check_syn(Arrival& arrival) {
    if (!arrival.seg.ctl.syn()) return go_on(Finding::ListenNoSyn);
    Tcb& tcb = arrival.tcb;
    // §3.10.7.2, third: "Set RCV.NXT to SEG.SEQ+1, IRS is set to SEG.SEQ, and any other control or text
    // should be queued for processing later." So the SYN,ACK acknowledges the SYN alone.
    learn_from_syn(arrival);
    const bool is_fast = accept_fast_open(arrival);
    if (!is_fast) keep_for_later(arrival);
    // "SND.NXT is set to ISS+1 and SND.UNA to ISS. The connection state should be changed to SYN-RECEIVED."
    tcb.state = State::SynReceived;
    send_syn(arrival, Transmission::First);
    if (is_fast) return done(Finding::ListenFastOpened);
    if (tcb.fast_open.is_offered) return done(Finding::ListenCookieGranted);
    return done(told_by_ecn(arrival, Finding::ListenSynAccepted));
}

Outcome listen_other(Arrival&) {
    // §3.10.7.2, fourth: "This should not be reached. Drop the segment and return."
    return done(Finding::ListenOtherDropped);
}

}  // namespace hw::tcp
