#pragma once

#include "tcp/connection.h"

// When a connection that gets no answer is given up (RFC 9293 §3.8.3: R2, MUST-20 to MUST-23).

namespace hw::tcp {

// The retransmission or probe timer has expired and is not to be started again: R2 has passed.
bool has_lost_patience(const Event& event);

}  // namespace hw::tcp
