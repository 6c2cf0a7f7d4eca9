#pragma once

#include "sim/trace.h"
#include "sim/world.h"

namespace hw::sim {

// Inside the room: the event that a command is, at world.now, recorded whether or not it was possible.
CommandError carry_out_command(World& world, const Command& command, EventKind kind, Trace* trace);

}  // namespace hw::sim
