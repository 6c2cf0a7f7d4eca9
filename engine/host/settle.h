#pragma once

#include "host/host.h"
#include "host/output.h"

namespace hw::host {

// When a blocked call gives up at the latest; never() when none has a time limit.
Instant next_call_deadline(const SocketLayer& layer);

// What an event sets in motion beyond its own connection: blocked calls return, applications accept whom they had
// no descriptor for, programs go on. Every event of the host ends here; costs nothing when there is nothing.
void settle_work(Host& host, Instant now, Output& output);

inline void settle(Host& host, Instant now, Output& output) {
    if (host.sockets.has_work) settle_work(host, now, output);
}

}  // namespace hw::host
