#include "tcp/variants/deliver_before_established.h"

#include "tcp/handshake.h"
#include "tcp/output.h"

namespace hw::tcp {

Outcome listen_deliver_text(Arrival& arrival) {
    if (!arrival.seg.ctl.syn()) return go_on(Finding::ListenNoSyn);
    learn_from_syn(arrival);
    deliver_at_once(arrival);
    arrival.tcb.state = State::SynReceived;
    send_syn(arrival, Transmission::First);
    return done(Finding::SynTextDeliveredEarly);
}

}  // namespace hw::tcp
