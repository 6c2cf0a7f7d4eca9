#include "tcp/variants/ignore_rst_in_time_wait.h"

namespace hw::tcp {

Outcome check_rst_unless_waiting(Arrival& arrival) {
    const bool is_waiting = arrival.tcb.state == State::TimeWait;
    if (is_waiting && arrival.seg.ctl.rst()) return done(Finding::TimeWaitRstIgnored);
    return check_rst(arrival);
}

}  // namespace hw::tcp
