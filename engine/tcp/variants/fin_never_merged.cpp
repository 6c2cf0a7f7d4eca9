#include "tcp/variants/fin_never_merged.h"

#include "tcp/output.h"

namespace hw::tcp {

Outcome check_fin_and_ack_it(Arrival& arrival) {
    const bool was_received = arrival.tcb.fin_was_received;
    const Outcome outcome = check_fin(arrival);
    const State state = arrival.tcb.state;
    // In TIME-WAIT the ACK has left already.
    if (was_received || (state != State::CloseWait && state != State::Closing)) return outcome;
    send_ack(arrival);
    arrival.ack_is_owed = false;
    return done(Finding::FinAckedAlone);
}

}  // namespace hw::tcp
