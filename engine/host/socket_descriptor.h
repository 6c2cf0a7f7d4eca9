#pragma once

#include "host/host.h"

// Descriptors and the sockets behind them, with the limits of process and host.

namespace hw::host {

// A process with RLIMIT_NOFILE `descriptor_limit`. The first one exists before anybody asks.
ProcessId create_process(Host& host, std::uint32_t descriptor_limit);
Process& process_of(Host& host, ProcessId id);

bool has_free_descriptor(Host& host, ProcessId id);

// A new socket behind the lowest free descriptor. Errors: MFile (RLIMIT_NOFILE), NFile (fs.file-max).
struct OpenedSocket {
    std::uint32_t socket = no_socket;
    std::int32_t descriptor = -1;
    SocketError error = SocketError::None;
};
OpenedSocket open_socket(Host& host, ProcessId process);

// bind(): the socket has that address and port, unless the port is 0, which leaves the choice open.
void give_port(Host& host, std::uint32_t socket, wire::Endpoint local);

// The descriptor is free again and the slot empty. A connection behind it lives on without a user.
void close_socket(Host& host, std::uint32_t socket);

// The connection belongs to the socket from now on.
void attach(Host& host, std::uint32_t socket, std::uint32_t connection_slot);
// The user of the connection lets go of it, if it has one.
void release(Host& host, std::uint32_t connection_slot);

}  // namespace hw::host
