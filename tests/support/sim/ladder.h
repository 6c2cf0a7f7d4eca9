#pragma once

#include <string>

#include "sim/trace.h"
#include "sim/world.h"

// A run as a person would draw it: one line for each packet, in the order they were sent.

namespace hw::sim::test {

// "0.200000 s 1->0 <SEQ=5000><ACK=1001><CTL=SYN,ACK> 0.300000 s delivered; resends 0".
std::string ladder_of(const Trace& trace);

// Runs `world` to `until` and draws it.
std::string run_and_draw(World& world, Instant until);

}  // namespace hw::sim::test
