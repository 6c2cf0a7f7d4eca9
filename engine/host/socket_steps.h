#pragma once

#include <optional>

#include "host/host.h"
#include "host/output.h"

// What the system calls are made of: a socket begins to listen, to connect, to be accepted. The calls by
// descriptor (syscalls.h) and the calls of applications given as data (host.h) share it.

namespace hw::host {

// The socket, which is bound, listens, with queues as long as listen()'s `backlog` says and somaxconn allows. It is
// accepted by call.
Listener& start_listening(Host& host, std::uint32_t socket, std::uint32_t backlog);

// The four-tuple of a connection from `local`, which may leave address and port to the host, to `remote`. A TIME-WAIT
// of ours may have given way to it. Errors: AddrInUse (the four-tuple is taken), AddrNotAvail (no ephemeral port is
// left, the local address is not the host's, or the remote socket is unspecified).
struct Route {
    FourTuple tuple{};
    std::optional<SeqNum> iss{};  // when a TIME-WAIT gave way
    SocketError error = SocketError::None;
};
Route choose_route(Host& host, wire::Endpoint local, wire::Endpoint remote, Instant now);

// Sends the SYN from the socket, whose options are the connection's. output.connection is the new connection's id.
// With `fast` the SYN may carry a cookie and text (RFC 7413); returns how much of it was taken.
struct FastText {
    tcp::FastOpenRequest request{};
    std::span<const std::uint8_t> data{};
};
// What the SYN to `server` may carry of `data`, by what the host remembers of that server.
FastText fast_text_for(const Host& host, std::uint32_t socket, wire::Ipv4Address server,
                       std::span<const std::uint8_t> data);
std::uint32_t start_connecting(Host& host, std::uint32_t socket, const Route& route,
                               const ApplicationSpec& application, Instant now, Output& output,
                               const FastText* fast = nullptr);

// connect() for an application that is given as data: see host.h, whose errors these are; nothing is settled yet.
SocketError connect_for_application(Host& host, const ConnectOptions& options, Instant now, Output& output);

// The next connection of `listener` for the application that runs with it, if there is one and a descriptor for it.
// Returns whether there was.
bool accept_for_application(Host& host, Listener& listener, Instant now, Output& output);

}  // namespace hw::host
