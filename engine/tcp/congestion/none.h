#pragma once

#include "tcp/congestion.h"

namespace hw::tcp {

// No congestion control: only the peer's window limits what is in flight. This breaks RFC 9293 §3.8.2
// (MUST-19, "A TCP endpoint MUST implement the basic congestion control algorithms") on purpose: on a
// lesson's lossless links nothing then distracts from the numbers, and later lessons show its price.
extern const CongestionControl no_congestion_control;

}  // namespace hw::tcp
