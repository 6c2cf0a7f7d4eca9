#include "tcp/give_up.h"

namespace hw::tcp {

bool has_lost_patience(const Event& event) {
    const Tcb& tcb = event.tcb;
    const Duration limit = our_syn_is_outstanding(tcb) ? event.config.r2_syn : event.config.r2;
    return !tcb.oldest_unacked_since.is_never() && event.now - tcb.oldest_unacked_since >= limit;
}

}  // namespace hw::tcp
