// shutdown(2) and close(2): how the user lets go of a connection, in halves or at once.

#include <vector>

#include "host/connection_table.h"
#include "host/pending_call.h"
#include "host/settle.h"
#include "host/socket_descriptor.h"
#include "host/turn.h"

namespace hw::host {

namespace {

Turn begin_turn(sys::Caller caller, std::uint32_t slot) {
    return Turn(caller.host, caller.output, {.slot = slot, .now = caller.now, .cause = Note::Cause::Call});
}

// Linux: inet_csk_listen_stop(). Half-open connections are forgotten without a word, those that wait for accept()
// are reset; what was opened fast is among these, or somebody has it already.
void stop_listening(sys::Caller caller, std::uint32_t socket) {
    Host& host = caller.host;
    Listener gone;
    for (const Listener& listener : host.listeners)
        if (listener.socket == socket) gone = listener;
    std::erase_if(host.listeners, [socket](const Listener& l) { return l.socket == socket; });
    std::vector<std::uint32_t> half_open;
    for (std::uint32_t slot = host.live.first; slot != no_link; slot = host.connections[slot].links.next)
        if (host.connections[slot].listener == gone.id && host.connections[slot].is_half_open &&
            !host.connections[slot].tcb.fast_open.is_accepted)
            half_open.push_back(slot);
    for (const std::uint32_t slot : half_open) retire_connection(host, slot, ClosedBy::Abort);
    for (const ConnectionId id : gone.accept_queue) {
        const std::uint32_t slot = slot_of(host, id);
        lose_socket(host, slot);
        if (host.connections[slot].closed_by != ClosedBy::StillOpen) continue;
        Turn turn = begin_turn(caller, slot);
        turn.abort();
        turn.finish();
    }
}

// close(2) of a socket with a connection. Linux: __tcp_close().
void close_connection(sys::Caller caller, std::uint32_t slot, const SocketSettings& settings) {
    Turn turn = begin_turn(caller, slot);
    const bool resets = settings.lingers && settings.linger == Duration{};
    if (resets) {
        ++caller.host.counters.aborts_on_data;
        turn.abort();
    } else {
        turn.orphan();
    }
    turn.finish();
}

void close_socket_of(sys::Caller caller, std::uint32_t slot) {
    Host& host = caller.host;
    const Socket socket = host.sockets.sockets[slot];
    if (socket.stage == SocketStage::Listening) stop_listening(caller, slot);
    const std::uint32_t connection = slot_of(host, socket.connection);
    close_socket(host, slot);
    if (connection != FlatIndex::absent && host.connections[connection].closed_by == ClosedBy::StillOpen)
        close_connection(caller, connection, socket.settings);
}

// The connection is over; its socket may begin another. Linux: tcp_disconnect(), which leaves ECONNRESET behind.
void disconnect_socket(Host& host, std::uint32_t slot) {
    Socket& socket = host.sockets.sockets[slot];
    bool keeps_port = socket.is_bound;
    if (const std::uint32_t connection = slot_of(host, socket.connection); connection != FlatIndex::absent) {
        // An accepted socket has its listener's port, which was bound.
        keeps_port = keeps_port || host.connections[connection].listener.exists();
        lose_socket(host, connection);
    }
    socket.connection = {};
    socket.stage = SocketStage::Unconnected;
    socket.is_read_shut = socket.is_write_shut = false;
    socket.error = SocketError::ConnReset;
    if (!keeps_port) socket.local = {};
}

}  // namespace

// SO_LINGER: the descriptor is gone already; the thread waits until our FIN is acknowledged.
Attempt try_close(sys::Caller caller, PendingCall& call) {
    const Connection* connection = find(caller.host, call.connection);
    if (!is_live(connection)) return CallResult{};
    const tcp::State state = connection->tcb.state;
    const bool waits =
        state == tcp::State::FinWait1 || state == tcp::State::Closing || state == tcp::State::LastAck;
    return waits ? Attempt{} : Attempt{CallResult{}};
}

namespace sys {

CallResult shutdown(Caller caller, std::int32_t descriptor, Shut how) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::Shutdown, found.error);
    Host& host = caller.host;
    Socket& socket = host.sockets.sockets[found.slot];
    // Linux: inet_shutdown(). A listener stops to listen, unless only its writing is to end.
    if (socket.stage == SocketStage::Listening) {
        if (how == Shut::Write) return {};
        stop_listening(caller, found.slot);
        host.sockets.sockets[found.slot].stage = SocketStage::Unconnected;
        settle(host, caller.now, caller.output);
        return {};
    }
    const Connection* connection = connection_of(host, socket);
    // The socket of a TIME-WAIT is closed.
    if (!is_live(connection) || connection->tcb.state == tcp::State::TimeWait)
        return refuse(caller, SystemCall::Shutdown, SocketError::NotConn);
    const std::uint32_t slot = connection->socket == no_socket ? no_link : slot_of(host, socket.connection);
    if (how != Shut::Write) {
        socket.is_read_shut = true;
        Turn turn = begin_turn(caller, slot);
        turn.shut_read();
        turn.finish();
    }
    const bool was_write_shut = socket.is_write_shut;
    if (how != Shut::Read) socket.is_write_shut = true;
    host.sockets.has_work = !host.sockets.waiting.empty();
    if (connection->tcb.state == tcp::State::SynSent) {
        Turn turn = begin_turn(caller, slot);
        turn.shut_write();
        turn.finish();
        disconnect_socket(host, found.slot);
    } else if (how != Shut::Read && !was_write_shut) {
        Turn turn = begin_turn(caller, slot);
        turn.shut_write();
        turn.finish();
    }
    settle(host, caller.now, caller.output);
    return {};
}

CallResult disconnect(Caller caller, std::int32_t descriptor) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::Connect, found.error);
    Host& host = caller.host;
    const Socket& socket = host.sockets.sockets[found.slot];
    if (socket.stage == SocketStage::Listening) {
        stop_listening(caller, found.slot);
        host.sockets.sockets[found.slot].stage = SocketStage::Unconnected;
    } else if (socket.stage != SocketStage::Unconnected) {
        const std::uint32_t slot = slot_of(host, socket.connection);
        if (is_live(connection_of(host, socket))) {
            Turn turn = begin_turn(caller, slot);
            turn.break_off();
            turn.finish();
        }
        disconnect_socket(host, found.slot);
    }
    settle(host, caller.now, caller.output);
    return {};
}

CallResult close(Caller caller, std::int32_t descriptor) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error == SocketError::NotSock) {
        process_of(caller.host, caller.process).descriptors.close(descriptor);
        return {};
    }
    if (found.error != SocketError::None) return refuse(caller, SystemCall::Close, found.error);
    const Socket socket = caller.host.sockets.sockets[found.slot];
    close_socket_of(caller, found.slot);
    const bool may_wait = socket.settings.lingers && socket.settings.linger != Duration{};
    return run(caller,
               {.call = SystemCall::Close,
                .descriptor = descriptor,
                .connection = socket.connection,
                .deadline = after(caller.now, socket.settings.linger)},
               may_wait ? Patience::MayBlock : Patience::None);
}

void kill(Caller caller) {
    Process& process = process_of(caller.host, caller.process);
    process.is_alive = false;
    std::erase_if(caller.host.sockets.waiting,
                  [&](const PendingCall& call) { return call.process == caller.process; });
    for (std::int32_t descriptor = 0; descriptor < process.descriptors.end(); ++descriptor) {
        const std::uint32_t what = process.descriptors.at(descriptor);
        if (what == DescriptorTable::nothing) continue;
        if (what == DescriptorTable::other_file) {
            process.descriptors.close(descriptor);
        } else {
            close_socket_of(caller, what);
        }
    }
    settle(caller.host, caller.now, caller.output);
}

}  // namespace sys

void kill_program(Host& host, Instant now, Output& output) {
    host.sockets.to_connect.clear();
    forget_workloads(host);
    const sys::Caller caller{.host = host, .output = output, .now = now};
    std::vector<std::uint32_t> half_closed;
    for (std::uint32_t slot = host.live.first; slot != no_link; slot = host.connections[slot].links.next) {
        Connection& connection = host.connections[slot];
        ApplicationState& application = connection.application;
        if (application.spec.kind == ApplicationKind::Calls) continue;
        application.spec.kind = ApplicationKind::Calls;  // and nobody will make any
        application.close_at = Instant::never();
        // The RFC's CLOSE goes on reading (§3.6), without a descriptor of ours.
        const bool reads_on = application.has_closed && connection.tcb.state != tcp::State::TimeWait;
        if (reads_on && connection.closed_by == ClosedBy::StillOpen && !connection.tcb.is_orphan)
            half_closed.push_back(slot);
        application.has_closed = true;
    }
    for (const std::uint32_t slot : half_closed) close_connection(caller, slot, {});
    sys::kill(caller);
    process_of(host, first_process).is_alive = true;
}

}  // namespace hw::host
