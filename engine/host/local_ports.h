#pragma once

#include "host/host.h"

// Which local address and port a socket may have: bind(2) and the rules of SO_REUSEADDR and SO_REUSEPORT, as Linux
// has them (inet_csk_get_port()).

namespace hw::host {

// Linux: ip_unprivileged_port_start.
inline constexpr std::uint16_t first_unprivileged_port = 1024;

// Whether the socket may have that port. On one address (or if either is on every address) two may share it only
// when both have SO_REUSEADDR and neither listens, or both SO_REUSEPORT. What is left of an old connection counts as
// a socket with the SO_REUSEADDR of its listener: in TIME-WAIT too. Linear in connections; bind() is rare.
bool may_bind(const Host& host, std::uint32_t socket, wire::Endpoint local);

// Whether the socket, which is bound, may listen there.
bool may_listen(const Host& host, std::uint32_t socket);

// bind() to port 0: an ephemeral port that nobody uses on that address; 0 when there is none. On Linux odd ones
// first, since connect() takes the even ones.
std::uint16_t pick_port_to_bind(Host& host, std::uint32_t socket, wire::Ipv4Address address);

}  // namespace hw::host
