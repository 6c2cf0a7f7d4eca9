#include "tcp/ack_policy.h"

#include "tcp/acks/freebsd.h"
#include "tcp/acks/linux.h"
#include "tcp/acks/rfc.h"
#include "tcp/output.h"

namespace hw::tcp {

const AckRules& ack_rules(const Config& config) {
    switch (config.ack_policy) {
        case AckPolicy::Linux: return linux_ack_rules;
        case AckPolicy::FreeBsd: return freebsd_ack_rules;
        case AckPolicy::Rfc: break;
    }
    return rfc_ack_rules;
}

void settle_ack(Arrival& arrival) {
    const Tcb& tcb = arrival.tcb;
    const bool fin_is_out = tcb.fin_was_sent && tcb.snd.una != tcb.snd.nxt;
    if (arrival.ack_is_owed && fin_is_out && arrival.config.acks_repeat_fin == Switch::On)
        repeat_fin(arrival);
    else if (arrival.ack_is_owed)
        send_ack(arrival);
    else if (arrival.ack_may_wait)
        ack_rules(arrival.config).settle(arrival);
}

void set_quick_ack(Event event, QuickAck quick_ack) {
    Tcb& tcb = event.tcb;
    tcb.acks.is_interactive = quick_ack == QuickAck::Off;
    if (quick_ack == QuickAck::Off) return;
    const bool may_answer = tcb.state == State::Established || tcb.state == State::CloseWait;
    if (!may_answer || tcb.deadlines.delayed_ack.is_never()) return;
    // Linux: __tcp_sock_set_quickack(): the ACK that is waiting goes now.
    send_ack(event);
    if (quick_ack == QuickAck::Once) tcb.acks.is_interactive = true;
}

}  // namespace hw::tcp
