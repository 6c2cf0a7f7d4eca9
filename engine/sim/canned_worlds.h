#pragma once

#include <cstdint>
#include <string_view>

#include "base/ids.h"
#include "sim/command.h"
#include "sim/world.h"

// Worlds that tests, lessons and the command line share.

namespace hw::sim {

// World W0, of which lessons say only where they differ: `client` 10.0.0.1 and `server` 10.0.0.2, which
// listens on port 80; one link, 100 ms each way, no loss, no limit; RFC 9293; ISNs pinned to 1000 and 5000;
// MSS 1460, window 65,535, no other option; delayed ACK off; MSL 30 s; no user timeout; seed 1. Nobody
// has connected yet.
World w0();

// A machine as W0 has them; later connections' ISNs follow RFC 6528's clock from `isn` on.
struct W0Host {
    std::string_view name{};
    wire::Ipv4Address address{};
    std::uint32_t isn = 0;  // of its first connection
};
host::HostConfig w0_host(const W0Host& host);

inline constexpr HostId w0_client{0};
inline constexpr HostId w0_server{1};
inline constexpr LinkId w0_link{0};
inline constexpr wire::Endpoint w0_client_socket{{0x0a00'0001}, 40'000};
inline constexpr wire::Endpoint w0_server_socket{{0x0a00'0002}, 80};

// "connect" in a lesson: from 10.0.0.1:40000 to 10.0.0.2:80, a reader.
Connect w0_connect();

}  // namespace hw::sim
