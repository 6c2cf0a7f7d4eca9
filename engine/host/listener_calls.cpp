#include <algorithm>
#include <utility>

#include "host/arrival_note.h"
#include "host/connection_table.h"
#include "host/host.h"
#include "host/listener_arrival.h"
#include "host/path_memory.h"
#include "host/settle.h"
#include "host/socket_descriptor.h"
#include "host/socket_steps.h"
#include "host/turn.h"

// The calls on a socket in LISTEN as the RFC has them (§3.10.1, §3.10.2, §3.10.4): OPEN, SEND and CLOSE.

namespace hw::host {

namespace {

Listener* listener_on(Host& host, std::uint16_t port) {
    const auto found = std::find_if(host.listeners.begin(), host.listeners.end(),
                                    [port](const Listener& listener) { return listener.port == port; });
    return found == host.listeners.end() ? nullptr : &*found;
}

void forget_listener(Host& host, ListenerId id) {
    std::erase_if(host.listeners, [id](const Listener& listener) { return listener.id == id; });
}

// What TCP makes of a call on the listener's TCB, which nobody keeps.
template <class Call>
void note_call(Host& host, const Listener& listener, Instant now, Output& output, Call call) {
    if (!output.wants_notes) return;
    tcp::Tcb tcb = listening_tcb(host, listener, now, output, SeqNum{});
    const tcp::TcbSummary before = tcp::summary_of(tcb);
    const std::uint32_t first_step = step_count(output);
    output.effects.clear();
    call(tcp::Event{.tcb = tcb,
                    .config = host.config.tcp,
                    .now = now,
                    .effects = output.effects,
                    .trace = trace_of(output)});
    output.effects.clear();
    Note* note = note_without_connection(output, Note::Cause::Call, first_step);
    note->before = before;
    note->after = tcp::summary_of(tcb);
}

}  // namespace

SocketError listen(Host& host, std::uint16_t port, const ApplicationSpec& application,
                   wire::Endpoint remote) {
    if (!host.is_powered) return SocketError::HostDown;
    if (port == 0) return SocketError::AddrNotAvail;
    if (find_listener(host, port) != nullptr) return SocketError::AddrInUse;
    const OpenedSocket opened = open_socket(host, first_process);
    if (opened.error != SocketError::None) return opened.error;
    give_port(host, opened.socket, {.port = port});
    host.sockets.sockets[opened.socket].settings.fast_open_limit = host.config.backlog;
    Listener& listener = start_listening(host, opened.socket, host.config.backlog);
    listener.accepting = Accepting::Automatic;
    listener.application = application;
    listener.remote = remote;
    return SocketError::None;
}

SocketError close_listener(Host& host, std::uint16_t port, Instant now, Output& output) {
    if (!host.is_powered) return SocketError::HostDown;
    const Listener* listener = listener_on(host, port);
    if (listener == nullptr) return SocketError::NotConn;
    note_call(host, *listener, now, output, [](const tcp::Event& event) { tcp::close(event); });
    const std::uint32_t socket = listener->socket;
    forget_listener(host, listener->id);
    close_socket(host, socket);
    settle(host, now, output);
    return SocketError::None;
}

SocketError send_from_listener(Host& host, std::uint16_t port, std::span<const std::uint8_t> data,
                               Instant now, Output& output) {
    if (!host.is_powered) return SocketError::HostDown;
    const Listener* found = listener_on(host, port);
    if (found == nullptr) return SocketError::NotConn;
    const Listener listener = *found;
    if (listener.remote.port == 0) {
        note_call(host, listener, now, output, [data](const tcp::Event& event) {
            tcp::send(event, data, tcp::Push::Yes, tcp::Urgent::No);
        });
        return SocketError::NotConn;
    }
    const Route route = choose_route(host, {listener.address, port}, listener.remote, now);
    if (route.error != SocketError::None) return route.error;
    const IssRequest request{.tuple = route.tuple,
                             .now = now + host.config.tcp.clock_ahead,
                             .already_used = host.isns_used++,
                             .rules = host.config.tcp.rules};
    tcp::Tcb tcb = listening_tcb(host, listener, now, output,
                                 route.iss ? *route.iss : choose_iss(host.config.isn, request));
    tcb.snd.path_mtu = path_mtu_to(host.paths, listener.remote.address, now);
    forget_listener(host, listener.id);
    const std::uint32_t slot = add_connection(host, route.tuple, listener.application);
    host.connections[slot].tcb = std::move(tcb);
    host.sockets.sockets[listener.socket].stage = SocketStage::Connecting;
    attach(host, listener.socket, slot);
    output.connection = host.connections[slot].id;
    Turn turn(host, output, {.slot = slot, .now = now, .cause = Note::Cause::Call});
    output.accepted_bytes = turn.send(data, tcp::Push::Yes);
    turn.finish();
    settle(host, now, output);
    return SocketError::None;
}

}  // namespace hw::host
