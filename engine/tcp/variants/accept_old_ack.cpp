#include "tcp/variants/accept_old_ack.h"

namespace hw::tcp {

Outcome check_ack_of_any_age(Arrival& arrival) {
    const bool is_old = arrival.seg.ctl.ack() && arrival.seg.ack < arrival.tcb.snd.una;
    if (is_old && is_synchronized(arrival.tcb.state)) return go_on(Finding::OldAckAccepted);
    return check_ack(arrival);
}

}  // namespace hw::tcp
