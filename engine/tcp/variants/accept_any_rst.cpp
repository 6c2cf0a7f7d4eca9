#include "tcp/variants/accept_any_rst.h"

namespace hw::tcp {

Outcome check_rst_in_window(Arrival& arrival) {
    if (!arrival.seg.ctl.rst()) return go_on(Finding::RstAbsent);
    // The first step has let it pass: some part of it lies in the window.
    be_reset(arrival);
    return done(Finding::AnyRstAccepted);
}

}  // namespace hw::tcp
