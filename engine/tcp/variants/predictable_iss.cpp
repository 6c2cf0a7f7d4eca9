#include "tcp/variants/predictable_iss.h"

namespace hw::tcp {

SeqNum choose_iss_by_clock(Instant now, wire::Endpoint, wire::Endpoint, const SipKey&) {
    return sequence_number_clock(now);
}

}  // namespace hw::tcp
