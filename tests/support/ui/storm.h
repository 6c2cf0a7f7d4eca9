// A host whose ephemeral ports to one destination fill with TIME-WAITs: a client that connects and closes as fast as it
// can, under a millisecond away from its server.
#pragma once

#include "sim/world.h"

namespace hw::ui::test {

inline constexpr HostId storm_client{0};
inline constexpr HostId storm_server{1};

// After so many seconds; about 2,000 connections each.
sim::World storm_world(std::int64_t seconds);

}  // namespace hw::ui::test
