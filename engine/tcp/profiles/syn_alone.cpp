#include "tcp/profiles/syn_alone.h"

#include "tcp/fast_open.h"
#include "tcp/handshake.h"
#include "tcp/output.h"

namespace hw::tcp {

Outcome answer_syn_alone(Arrival& arrival) {
    Tcb& tcb = arrival.tcb;
    learn_from_syn(arrival);
    const bool is_fast = accept_fast_open(arrival);
    tcb.state = State::SynReceived;
    if (is_fast && !arrival.seg.text.empty() && arrival.config.fast_open_syn_ack_waits == Switch::On)
        tcb.deadlines.delayed_ack = arrival.now + arrival.config.ack_delay;
    else
        send_syn(arrival, Transmission::First);
    if (is_fast) return done(Finding::ListenFastOpened);
    if (tcb.fast_open.is_offered) return done(Finding::ListenCookieGranted);
    if (!arrival.seg.text.empty()) return done(Finding::ListenSynTextIgnored);
    return done(told_by_ecn(arrival, Finding::ListenSynAccepted));
}

}  // namespace hw::tcp
