#pragma once

#include "tcp/congestion.h"

// Hybrid slow start (Ha and Rhee 2008), as Linux has it: slow start ends when the round-trip time or the length
// of a train of ACKs says that the pipe is full, rather than by losing half a window.

namespace hw::tcp {

// A round trip begins with what is sent next.
void begin_hystart_round(CongestionState& state, const CongestionNews& news);

// In slow start, with a sample of the delay; `min_delay` is the smallest so far, this one included. Lowers
// ssthresh to cwnd where slow start is to end.
void look_for_hystart_exit(CongestionState& state, const CongestionNews& news, Duration min_delay);

}  // namespace hw::tcp
