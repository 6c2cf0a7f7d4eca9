#pragma once

#include "tcp/rules.h"

// A connection that no process owns any more: whatever is queued still leaves, but nobody will read. The RFC
// knows of it as the "half-duplex" close of §3.6.1; the host says when it comes to that: orphan() in
// connection.h.

namespace hw::tcp {

// In FIN-WAIT-2: the peer's FIN is not awaited for ever (Linux: tcp_fin_timeout, TCP_LINGER2).
void bound_fin_wait2(Event& event);
// It has not come.
Finding leave_fin_wait2(Event& event);

// New text for nobody: "its TCP implementation SHOULD send a RST to show that data was lost" (SHLD-3).
Outcome refuse_text(Arrival& arrival);

}  // namespace hw::tcp
