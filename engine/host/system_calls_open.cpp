// socket(2), bind(2), listen(2), accept(2), connect(2), getsockname(2), getpeername(2).

#include <algorithm>

#include "host/address.h"
#include "host/connection_table.h"
#include "host/listen_queue.h"
#include "host/local_ports.h"
#include "host/pending_call.h"
#include "host/settle.h"
#include "host/socket_descriptor.h"
#include "host/socket_steps.h"

namespace hw::host {

namespace {

Listener* listener_of_socket(Host& host, std::uint32_t slot) {
    for (Listener& listener : host.listeners)
        if (listener.socket == slot) return &listener;
    return nullptr;
}

Patience patience_of(const Socket& socket) {
    return socket.is_nonblocking ? Patience::None : Patience::MayBlock;
}

// connect() has failed: the socket is as it was before, and may try again.
void return_to_unconnected(Host& host, Socket& socket) {
    if (const std::uint32_t slot = slot_of(host, socket.connection); slot != FlatIndex::absent)
        lose_socket(host, slot);
    socket.connection = {};
    socket.stage = SocketStage::Unconnected;
    if (!socket.is_bound) socket.local = {};
}

}  // namespace

Attempt try_accept(sys::Caller caller, PendingCall& call) {
    Listener* listener = listener_of_socket(caller.host, call.socket);
    if (listener == nullptr) return CallResult{.error = SocketError::Inval};
    const Accepted accepted = accept_first(caller.host, *listener, caller.process);
    if (accepted.error == SocketError::Again) return {};
    if (accepted.error != SocketError::None) return CallResult{.error = accepted.error};
    Connection& connection = caller.host.connections[accepted.slot];
    Socket& socket = caller.host.sockets.sockets[connection.socket];
    socket.error = connection.closed_by == ClosedBy::StillOpen ? SocketError::None : connection.error;
    socket.is_nonblocking = (call.flags & sys::sock_nonblock) != 0;
    return CallResult{.value = accepted.descriptor};
}

Attempt try_connect(sys::Caller caller, PendingCall& call) {
    Socket& socket = caller.host.sockets.sockets[call.socket];
    const Connection* connection = connection_of(caller.host, socket);
    if (is_live(connection)) {
        if (connection->tcb.state < tcp::State::Established) return {};
        socket.stage = SocketStage::Connected;
        return CallResult{};
    }
    const SocketError error = take_error(socket);
    return_to_unconnected(caller.host, socket);
    return CallResult{.error = error == SocketError::None ? SocketError::ConnAborted : error};
}

namespace sys {

CallResult socket(Caller caller, std::uint32_t flags) {
    if (!caller.host.is_powered) return {.error = SocketError::HostDown};
    const OpenedSocket opened = open_socket(caller.host, caller.process);
    if (opened.error != SocketError::None) return refuse(caller, SystemCall::Socket, opened.error);
    caller.host.sockets.sockets[opened.socket].is_nonblocking = (flags & sock_nonblock) != 0;
    return {.value = opened.descriptor};
}

CallResult open_file(Caller caller) {
    Process& process = process_of(caller.host, caller.process);
    const std::int32_t descriptor =
        process.descriptors.open(DescriptorTable::other_file, process.descriptor_limit);
    if (descriptor < 0) return refuse(caller, SystemCall::Socket, SocketError::MFile);
    return {.value = descriptor};
}

CallResult bind(Caller caller, std::int32_t descriptor, wire::Endpoint local) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::Bind, found.error);
    Socket& socket = caller.host.sockets.sockets[found.slot];
    // Linux: __inet_bind(), in this order.
    SocketError error = SocketError::None;
    if (local.address.raw != 0 && !is_own_address(caller.host.config, local.address)) {
        error = SocketError::AddrNotAvail;
    } else if (local.port != 0 && local.port < first_unprivileged_port &&
               !process_of(caller.host, caller.process).is_privileged) {
        error = SocketError::Acces;
    } else if (socket.stage != SocketStage::Unconnected || socket.local.port != 0) {
        error = SocketError::Inval;
    } else if (local.port == 0 && socket.settings.binds_address_alone) {
        socket.local.address = local.address;  // IP_BIND_ADDRESS_NO_PORT
        return {};
    } else if (local.port == 0) {
        local.port = pick_port_to_bind(caller.host, found.slot, local.address);
        if (local.port == 0) error = SocketError::AddrInUse;
    } else if (!may_bind(caller.host, found.slot, local)) {
        error = SocketError::AddrInUse;
    }
    if (error != SocketError::None) return refuse(caller, SystemCall::Bind, error);
    give_port(caller.host, found.slot, local);
    return {};
}

CallResult listen(Caller caller, std::int32_t descriptor, std::int32_t backlog) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::Listen, found.error);
    Host& host = caller.host;
    Socket& socket = host.sockets.sockets[found.slot];
    // Linux: __sys_listen_socket() takes a negative backlog for a huge one.
    const std::uint32_t wanted = std::min(static_cast<std::uint32_t>(backlog), host.config.somaxconn);
    if (socket.stage == SocketStage::Listening) {
        listener_of_socket(host, found.slot)->backlog = wanted;
        return {};
    }
    if (socket.stage != SocketStage::Unconnected)
        return refuse(caller, SystemCall::Listen, SocketError::Inval);
    if (socket.local.port == 0) {
        const wire::Ipv4Address address = socket.local.address;
        give_port(host, found.slot, {address, pick_port_to_bind(host, found.slot, address)});
    }
    // Two sockets may have bound one port with SO_REUSEADDR; only the first to listen gets it.
    if (socket.local.port == 0 || !may_listen(host, found.slot))
        return refuse(caller, SystemCall::Listen, SocketError::AddrInUse);
    start_listening(host, found.slot, wanted);
    // Linux: __inet_listen_sk(), "Enable TFO w/o requiring TCP_FASTOPEN socket option".
    const bool is_fast = host.config.tcp.fast_open_on_every_listener == tcp::Switch::On &&
                         host.config.tcp.fast_open_server == tcp::Switch::On;
    std::uint32_t& limit = host.sockets.sockets[found.slot].settings.fast_open_limit;
    if (is_fast && limit == 0) limit = wanted;
    return {};
}

CallResult accept(Caller caller, std::int32_t descriptor, std::uint32_t flags) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::Accept, found.error);
    const Socket& socket = caller.host.sockets.sockets[found.slot];
    return run(caller,
               {.call = SystemCall::Accept,
                .descriptor = descriptor,
                .socket = found.slot,
                .flags = flags,
                .deadline = after(caller.now, socket.settings.receive_timeout)},
               patience_of(socket));
}

CallResult connect(Caller caller, std::int32_t descriptor, wire::Endpoint remote) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::Connect, found.error);
    Host& host = caller.host;
    const PendingCall call{
        .call = SystemCall::Connect,
        .descriptor = descriptor,
        .socket = found.slot,
        .deadline = after(caller.now, host.sockets.sockets[found.slot].settings.send_timeout)};
    const Patience patience = patience_of(host.sockets.sockets[found.slot]);
    switch (host.sockets.sockets[found.slot].stage) {
        case SocketStage::Listening:
        case SocketStage::Connected: return refuse(caller, SystemCall::Connect, SocketError::IsConn);
        case SocketStage::Connecting: {
            const Connection* connection = connection_of(host, host.sockets.sockets[found.slot]);
            if (patience == Patience::None && is_live(connection) &&
                connection->tcb.state < tcp::State::Established)
                return {.error = SocketError::Already};
            return run(caller, call, patience);
        }
        default: break;
    }
    // Linux: tcp_v4_connect() finds no route to a group.
    if (!may_be_a_host(remote.address) && !is_loopback(remote.address))
        return refuse(caller, SystemCall::Connect, SocketError::NetUnreach);
    const Route route = choose_route(host, host.sockets.sockets[found.slot].local, remote, caller.now,
                                     own_ports_of(host.sockets.sockets[found.slot].settings));
    // Linux: __inet_check_established() answers EADDRNOTAVAIL for a four-tuple that is taken.
    if (route.error == SocketError::AddrInUse)
        return refuse(caller, SystemCall::Connect, SocketError::AddrNotAvail);
    if (route.error != SocketError::None) return refuse(caller, SystemCall::Connect, route.error);
    start_connecting(host, found.slot, route, {.kind = ApplicationKind::Calls}, caller.now, caller.output);
    return run(caller, call, patience);
}

Name getsockname(Caller caller, std::int32_t descriptor) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return {.result = {.error = found.error}};
    return {.endpoint = caller.host.sockets.sockets[found.slot].local};
}

Name getpeername(Caller caller, std::int32_t descriptor) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return {.result = {.error = found.error}};
    const Connection* connection = connection_of(caller.host, caller.host.sockets.sockets[found.slot]);
    // Linux: inet_getname(), "TCPF_CLOSE | TCPF_SYN_SENT"; the socket of a TIME-WAIT is closed.
    if (!is_live(connection) || connection->tcb.state == tcp::State::SynSent ||
        connection->tcb.state == tcp::State::TimeWait)
        return {.result = {.error = SocketError::NotConn}};
    return {.endpoint = connection->tuple.remote};
}

}  // namespace sys
}  // namespace hw::host
