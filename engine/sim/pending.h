#pragma once

#include "sim/world.h"

// Inside the room: how arrivals and deadlines enter the event queue and how stale entries leave it.

namespace hw::sim {

// The packet in `slot` will arrive at `at`; whatever entry it had is stale from now on.
void set_arrival(World& world, std::uint32_t slot, Instant at);

// Asks the host when it wants to be called next. To be called whenever something happened to it.
void refresh_alarm(World& world, HostId host);

// Removes stale entries from the top of the queue, so that its top is the next event. To be called at
// the end of everything that changes the world.
void settle(World& world);

}  // namespace hw::sim
