#pragma once

#include "tcp/ack_policy.h"

namespace hw::tcp {

// RFC 9293 §3.8.6.3: a delayed ACK, but at least every second full-sized segment at once.
extern const AckRules rfc_ack_rules;

}  // namespace hw::tcp
