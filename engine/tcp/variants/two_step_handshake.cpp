#include "tcp/variants/two_step_handshake.h"

#include "tcp/handshake.h"
#include "tcp/output.h"
#include "tcp/transitions.h"

namespace hw::tcp {

Outcome listen_trust_syn(Arrival& arrival) {
    if (!arrival.seg.ctl.syn()) return go_on(Finding::ListenNoSyn);
    Tcb& tcb = arrival.tcb;
    learn_from_syn(arrival);
    tcb.state = State::SynReceived;
    send_syn(arrival, Transmission::First);
    tcb.snd.una = tcb.snd.nxt;
    abandon_timing(tcb.rtt);
    enter_established(arrival);
    arrival.continue_at_sixth = arrival.seg.len() > 1 || arrival.seg.ctl.urg();
    return done(Finding::TwoStepSynTrusted);
}

Outcome syn_sent_trust_syn_ack(Arrival& arrival) {
    const bool is_syn_ack = arrival.seg.ctl.syn() && arrival.seg.ctl.ack();
    const Outcome outcome = syn_sent_check_syn(arrival);
    if (!is_syn_ack) return outcome;
    // The ACK of the SYN alone is what this variant leaves out; text that came with it still earns one.
    arrival.ack_is_owed = false;
    return done(Finding::TwoStepSynAckTrusted);
}

}  // namespace hw::tcp
