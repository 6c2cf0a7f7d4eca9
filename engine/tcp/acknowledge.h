#pragma once

#include "tcp/rules.h"

namespace hw::tcp {

// SND.UNA <- SEG.ACK, SND.UNA < SEG.ACK =< SND.NXT, with all that follows from it: the retransmission queue
// shrinks, the timers start anew (RFC 6298 §5), a round trip may be measured, a waiting writer is called.
void advance_una(Arrival& arrival);

}  // namespace hw::tcp
