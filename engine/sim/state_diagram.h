#pragma once

#include "host/output.h"
#include "tcp/state.h"

// RFC 9293 Figure 5 as a relation, for the invariants: which state may follow which, and by what cause.

namespace hw::sim {

// Whether one turn of a connection may lead from `before` to `after`. A turn is what one segment, call or
// deadline makes of it, the answers of its application included, so it may follow several arrows:
// SYN-RECEIVED, ESTABLISHED and CLOSE-WAIT for an ACK that carries a FIN, LAST-ACK for the CLOSE after it.
bool may_follow(tcp::State before, tcp::State after, host::Note::Cause cause);

}  // namespace hw::sim
