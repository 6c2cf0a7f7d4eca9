#include "host/socket_steps.h"

#include <algorithm>

#include "host/address.h"
#include "host/connection_table.h"
#include "host/ephemeral_ports.h"
#include "host/listen_queue.h"
#include "host/socket_descriptor.h"
#include "host/time_wait.h"
#include "host/turn.h"

namespace hw::host {

namespace {

// Linux: a local route's preferred source is its destination; to 127/8 it is 127.0.0.1.
wire::Ipv4Address pick_local_address(const HostConfig& config, wire::Ipv4Address remote) {
    if (is_loopback(remote)) return {0x7f00'0001};
    return has_address(config, remote) ? remote : config.address;
}

}  // namespace

Listener& start_listening(Host& host, std::uint32_t slot, std::uint32_t backlog) {
    Socket& socket = host.sockets.sockets[slot];
    socket.stage = SocketStage::Listening;
    return host.listeners.emplace_back(Listener{
        .id = {host.listeners_made++},
        .socket = slot,
        .port = socket.local.port,
        .address = socket.local.address,
        .accepting = Accepting::ByCall,
        .application = {.kind = ApplicationKind::Calls},
        .backlog = std::min(backlog, host.config.somaxconn),
    });
}

std::optional<PortRange> own_ports_of(const SocketSettings& settings) {
    if (settings.first_local_port == 0 && settings.last_local_port == 0) return {};
    return PortRange{settings.first_local_port, settings.last_local_port};
}

Route choose_route(Host& host, wire::Endpoint local, wire::Endpoint remote, Instant now,
                   std::optional<PortRange> own_ports) {
    // §3.9.1.1: "A TCP implementation MUST reject as an error a local OPEN call for an invalid remote IP
    // address (e.g., a broadcast or multicast address)" (MUST-46); §3.10.1: "error: remote socket
    // unspecified".
    const bool is_reachable = may_be_a_host(remote.address) || is_loopback(remote.address);
    if (!is_reachable || remote.port == 0) return {.error = SocketError::AddrNotAvail};
    const bool is_bound = local.address != wire::Ipv4Address{};
    if (is_bound && !is_own_address(host.config, local.address)) return {.error = SocketError::AddrNotAvail};
    if (!is_bound) local.address = pick_local_address(host.config, remote.address);
    // A loopback address must not leave the host.
    if (is_loopback(local.address) && !is_own_address(host.config, remote.address))
        return {.error = SocketError::AddrNotAvail};
    if (local.port == 0) {
        const PickedPort picked =
            pick_ephemeral_port(host, {.local = local, .remote = remote}, now, own_ports);
        if (picked.port == 0) return {.error = SocketError::AddrNotAvail};
        local.port = picked.port;
        return {.tuple = {.local = local, .remote = remote}, .iss = picked.iss};
    }
    const FourTuple tuple{.local = local, .remote = remote};
    const Vacancy vacancy = vacate(host, tuple, now, Claimant::BoundSocket);
    if (!vacancy.is_vacant) return {.error = SocketError::AddrInUse};
    return {.tuple = tuple, .iss = vacancy.iss};
}

FastText fast_text_for(const Host& host, std::uint32_t socket, wire::Ipv4Address server,
                       std::span<const std::uint8_t> data) {
    // FreeBSD: tcp_usr_send() connects and takes the text, whether the SYN carries it or not.
    const bool at_once = host.config.fast_open_socket_sends_at_once == tcp::Switch::On;
    FastText fast;
    for (const FastOpenMemory& known : host.sockets.fast_open_memory)
        if (known.server == server)
            fast.request = {.cookie = known.cookie,
                            .peer_mss = known.peer_mss,
                            .is_experimental = known.is_experimental,
                            .is_hopeless = known.is_hopeless};
    fast.request.takes_only_what_fits = !at_once;
    fast.request.needs_no_cookie = host.sockets.sockets[socket].settings.fast_open_without_cookie ||
                                   host.config.tcp.fast_open_client_without_cookie == tcp::Switch::On;
    const bool may_carry_text = !fast.request.cookie.empty() || fast.request.needs_no_cookie;
    if (may_carry_text || at_once) fast.data = data;
    return fast;
}

std::uint32_t start_connecting(Host& host, std::uint32_t socket_slot, const Route& route,
                               const ApplicationSpec& application, Instant now, Output& output,
                               const FastText* fast) {
    const std::uint32_t slot = add_connection(host, route.tuple, application);
    Socket& socket = host.sockets.sockets[socket_slot];
    socket.stage = SocketStage::Connecting;
    socket.error = SocketError::None;
    attach(host, socket_slot, slot);
    host.connections[slot].tcb.options = socket.options;
    host.connections[slot].tcb.snd.path_mtu = path_mtu_to(host.paths, route.tuple.remote.address, now);
    host.connections[slot].tcb.acks.is_interactive = socket.settings.acks_may_wait;
    output.connection = host.connections[slot].id;
    const IssRequest fresh{.tuple = route.tuple,
                           .now = now + host.config.tcp.clock_ahead,
                           .already_used = host.isns_used++,
                           .rules = host.config.tcp.rules};
    const SeqNum iss = route.iss ? *route.iss : choose_iss(host.config.isn, fresh);
    Turn turn(host, output, {.slot = slot, .now = now, .cause = Note::Cause::Call});
    std::uint32_t taken = 0;
    if (fast != nullptr) {
        taken = turn.open_fast(iss, fast->request, fast->data);
    } else {
        turn.open_active(iss);
    }
    turn.finish();
    return taken;
}

namespace {

// What the SYN of an application with something to say may carry: nothing, unless the host takes part in Fast Open;
// a cookie from before; or the wish for one (RFC 7413 §4.2.1).
tcp::FastOpenRequest fast_open_request(const Host& host, wire::Ipv4Address server) {
    const tcp::Config& config = host.config.tcp;
    const bool needs_no_cookie = config.fast_open_without_cookie == tcp::Switch::On;
    tcp::FastOpenRequest request{.needs_no_cookie = needs_no_cookie,
                                 .is_hopeless = config.fast_open_client == tcp::Switch::Off};
    for (const FastOpenMemory& known : host.sockets.fast_open_memory)
        if (known.server == server && !request.is_hopeless)
            request = {.cookie = known.cookie,
                       .peer_mss = known.peer_mss,
                       .is_experimental = known.is_experimental,
                       .needs_no_cookie = needs_no_cookie,
                       .is_hopeless = known.is_hopeless};
    return request;
}

}  // namespace

SocketError connect_for_application(Host& host, const ConnectOptions& options, Instant now, Output& output) {
    if (!has_free_descriptor(host, first_process)) return SocketError::MFile;
    const wire::Endpoint local{options.local_address, options.local_port};
    const Route route = choose_route(host, local, options.remote, now);
    if (route.error != SocketError::None) return route.error;
    const OpenedSocket opened = open_socket(host, first_process);
    if (opened.error != SocketError::None) return opened.error;
    give_port(host, opened.socket, local);
    if (!options.text.empty()) {
        const FastText fast{.request = fast_open_request(host, options.remote.address), .data = options.text};
        start_connecting(host, opened.socket, route, options.application, now, output, &fast);
        return SocketError::None;
    }
    if (!options.opens_fast || host.config.tcp.fast_open_client == tcp::Switch::Off) {
        start_connecting(host, opened.socket, route, options.application, now, output);
        return SocketError::None;
    }
    const FastText fast =
        fast_text_for(host, opened.socket, options.remote.address, first_text_of(options.application));
    const std::uint32_t taken =
        start_connecting(host, opened.socket, route, options.application, now, output, &fast);
    const std::uint32_t slot = slot_of(host, output.connection);
    if (slot != FlatIndex::absent) host.connections[slot].application.bytes_written = taken;
    return SocketError::None;
}

bool accept_for_application(Host& host, Listener& listener, Instant now, Output& output) {
    if (listener.accept_queue.empty()) return false;
    const Accepted accepted = accept_first(host, listener, first_process);
    tally(process_of(host, first_process), SystemCall::Accept, accepted.error, now);
    if (accepted.error != SocketError::None) return false;
    const Connection& connection = host.connections[accepted.slot];
    if (connection.closed_by != ClosedBy::StillOpen) {
        // It was reset while it waited: the application finds out at its first read, and closes.
        tally(process_of(host, first_process), SystemCall::Receive, connection.error, now);
        if (lets_go_at_the_end(connection.application.spec)) release(host, accepted.slot);
        return true;
    }
    Turn turn(host, output, {.slot = accepted.slot, .now = now, .cause = Note::Cause::Call});
    turn.accept();
    turn.finish();
    return true;
}

}  // namespace hw::host
