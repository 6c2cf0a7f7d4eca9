#pragma once

#include <optional>
#include <utility>

#include "host/system_calls.h"

// The calls that may block, each as one attempt that is made at once and, if the thread has to wait, again whenever
// something has happened.

namespace hw::host {

// The socket that a descriptor names. Errors: BadF, NotSock, HostDown.
struct Lookup {
    std::uint32_t slot = no_socket;
    SocketError error = SocketError::None;
};
Lookup find_socket(sys::Caller caller, std::int32_t descriptor);

// The connection of a socket that has or had one; nullptr else.
Connection* connection_of(Host& host, const Socket& socket);
inline bool is_live(const Connection* connection) {
    return connection != nullptr && connection->closed_by == ClosedBy::StillOpen;
}

// recv(MSG_OOB) has given the present urgent byte already.
inline bool has_taken_urgent(const Socket& socket, const tcp::Tcb& tcb) {
    return socket.has_taken_urgent && socket.urgent_taken == tcb.rcv.up;
}

// SO_ERROR is told once.
inline SocketError take_error(Socket& socket) { return std::exchange(socket.error, SocketError::None); }

// An error, as a call returns it; noted in the process's list.
CallResult refuse(sys::Caller caller, SystemCall call, SocketError error);

// Tries `call`; if it has to wait, lets the thread wait (`may_block`) or returns what there is.
enum class Patience : std::uint8_t { MayBlock, None };
CallResult run(sys::Caller caller, PendingCall call, Patience patience);

// One attempt each: nothing when the thread has to wait (more).
using Attempt = std::optional<CallResult>;
Attempt try_accept(sys::Caller caller, PendingCall& call);
Attempt try_connect(sys::Caller caller, PendingCall& call);
Attempt try_receive(sys::Caller caller, PendingCall& call);
Attempt try_send(sys::Caller caller, PendingCall& call);
// A send returns with what it has handed over, which may be watched from now on (error_queue.h).
CallResult end_send(sys::Caller caller, const PendingCall& call);
Attempt try_close(sys::Caller caller, PendingCall& call);
Attempt try_poll(sys::Caller caller, PendingCall& call);

}  // namespace hw::host
