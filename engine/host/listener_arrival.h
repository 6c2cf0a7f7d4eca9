#pragma once

#include <optional>

#include "host/host.h"
#include "host/output.h"

namespace hw::host {

// The listener's TCB for one segment or call: a copy, which becomes a connection of its own or is forgotten.
tcp::Tcb listening_tcb(const Host& host, const Listener& listener, Instant now, Output& output, SeqNum iss);

// The segment in `output.arrived` reaches the listener at its port, and no connection (RFC 9293 §3.10.7.2).
// `iss` is given when TIME-WAIT has given way to it (§3.6.1, MAY-2).
void arrive_at_listener(Host& host, const FourTuple& tuple, Instant now, Output& output,
                        std::optional<SeqNum> iss = {});

}  // namespace hw::host
