#pragma once

#include <cstdint>
#include <vector>

#include "host/application.h"
#include "host/socket.h"
#include "wire/ipv4.h"

namespace hw::host {

using ListenerId = Id<struct ListenerTag>;  // counts every listener ever made on one host, from 0

// Who takes connections whose handshake is done: the application, as soon as there is a descriptor for it, or
// whoever calls accept().
enum class Accepting : std::uint8_t { Automatic, ByCall };

// A socket that listens, and its two queues (listen(2)): connections in SYN-RECEIVED, which the host counts, and
// those that wait for accept(). "The concept of using a backlog is not described in the standards documents"
// (RFC 4987 §2.2).
struct Listener {
    ListenerId id{};
    std::uint32_t socket = no_socket;
    std::uint16_t port = 0;
    wire::Ipv4Address address{};  // 0.0.0.0: every address of the host
    // A passive OPEN may have "a fully specified remote socket to wait for a particular connection" (§3.9.1.1); port 0:
    // "an unspecified remote socket to wait for any call", as every socket of listen(2).
    wire::Endpoint remote{};
    // The one connection that such a passive OPEN waited for is there: the listener has become it, and goes.
    bool is_used_up = false;
    Accepting accepting = Accepting::Automatic;
    ApplicationSpec application{};  // given to every accepted connection
    std::uint32_t backlog = 0;
    Instant last_cookie_at = Instant::never();  // when a SYN was last answered with a cookie
    std::uint32_t half_open_count = 0;          // of its connections still in SYN-RECEIVED
    std::vector<ConnectionId> accept_queue{};   // whose handshake is done, the first to be ready first
    friend bool operator==(const Listener&, const Listener&) = default;
};

void digest(Digest& d, const Listener& listener);

}  // namespace hw::host
