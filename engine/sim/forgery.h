#pragma once

#include "sim/trace.h"
#include "sim/world.h"

// Inside the room: packets that nobody's TCP sends now. Each function is a command's; one that is impossible
// changes nothing.

namespace hw::sim {

CommandError inject(World& world, const Inject& command, Trace* trace);
CommandError inject_icmp(World& world, const InjectIcmp& command, Trace* trace);
// Sends one SYN and schedules the rest of the flood.
CommandError flood(World& world, const SynFlood& command, Trace* trace);

}  // namespace hw::sim
