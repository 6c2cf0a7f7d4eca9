#pragma once

#include "sim/world.h"

// Where a packet goes from here. Hosts send to their neighbours and to themselves only: no router forwards
// anything in this network.

namespace hw::sim {

struct Route {
    HostId to{};    // none: no link leads there
    LinkId link{};  // none: it comes back to its sender (RFC 1122 §3.2.1.3 (g), internal host loopback)
    std::uint8_t direction = 0;
};

// The first link that leads there. What was found once is remembered in world.buffers and found at once.
Route route_to(World& world, HostId from, wire::Ipv4Address destination);

// How a packet to one of the host's own addresses travels: no wire, no queue, no chance.
inline constexpr LinkConfig loopback{.delay = 10_us};

}  // namespace hw::sim
