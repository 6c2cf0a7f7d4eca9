#include <vector>

#include "base/check.h"
#include "host/address.h"
#include "host/connection_table.h"
#include "host/host.h"
#include "host/output.h"
#include "host/reaction.h"
#include "host/time_wait.h"
#include "host/turn.h"

// The calls of applications and learners, and the deadlines: everything that happens to a host but packets.

namespace hw::host {

namespace {

// TCP's answer to a call (RFC 9293 §3.10.1–6) as the errno of a socket call.
SocketError errno_of(tcp::CallError error) {
    switch (error) {
        case tcp::CallError::None: return SocketError::None;
        case tcp::CallError::ConnectionAlreadyExists: return SocketError::AddrInUse;
        case tcp::CallError::ConnectionDoesNotExist:
        case tcp::CallError::ForeignSocketUnspecified: return SocketError::NotConn;
        case tcp::CallError::ConnectionClosing: return SocketError::Pipe;
        case tcp::CallError::InsufficientResources: return SocketError::NoBufs;
        case tcp::CallError::ConnectionReset: return SocketError::ConnReset;
    }
    return SocketError::None;
}

// Linux: a local route's preferred source is its destination; to 127/8 it is 127.0.0.1.
wire::Ipv4Address pick_local_address(const HostConfig& config, wire::Ipv4Address remote) {
    if (is_loopback(remote)) return {0x7f00'0001};
    return has_address(config, remote) ? remote : config.address;
}

// A port that neither listens nor already leads to `remote`; 0 when there is none left. Ports are taken in
// turn, so that a lesson's can be foreseen.
std::uint16_t pick_ephemeral_port(Host& host, wire::Ipv4Address local, wire::Endpoint remote) {
    constexpr std::uint32_t port_count = last_ephemeral_port - first_ephemeral_port + 1;
    for (std::uint32_t i = 0; i < port_count; ++i) {
        const std::uint16_t port = host.next_ephemeral_port;
        const bool wraps = port == last_ephemeral_port;
        host.next_ephemeral_port = wraps ? first_ephemeral_port : static_cast<std::uint16_t>(port + 1);
        if (find_listener(host, port) != nullptr) continue;
        const FourTuple tuple{.local = {local, port}, .remote = remote};
        if (find_handle(host, tuple) == Demux::absent) return port;
    }
    return 0;
}

// The socket of a call: its slot, or the reason why there is none.
struct Callee {
    std::uint32_t slot = FlatIndex::absent;
    SocketError error = SocketError::None;
};
Callee callee_of(const Host& host, ConnectionId id) {
    if (!host.is_powered) return {.error = SocketError::HostDown};
    const std::uint32_t slot = slot_of(host, id);
    if (slot == FlatIndex::absent || host.connections[slot].closed_by != ClosedBy::StillOpen)
        return {.error = SocketError::NotConn};
    return {.slot = slot};
}

Turn begin_call(Host& host, Output& output, std::uint32_t slot, Instant now) {
    return Turn(host, output, {.slot = slot, .now = now, .cause = Note::Cause::Call});
}

// §3.10.8, TIME-WAIT TIMEOUT, of a TCB that is unpacked only so that it can be seen to go.
void note_end(const Host& host, const TimeWaitRecord& record, Instant now, Output& output) {
    Note& note = output.notes.emplace_back();
    note.cause = Note::Cause::Deadline;
    note.connection = {record.id};
    note.first_step = static_cast<std::uint32_t>(output.steps.size());
    tcp::Tcb tcb = unpack(record, host.config.tcp, now);
    note.before = tcp::summary_of(tcb);
    output.effects.clear();
    tcp::deadline_passes({.tcb = tcb,
                          .config = host.config.tcp,
                          .now = now,
                          .effects = output.effects,
                          .trace = &output.steps});
    for (const tcp::Signal signal : output.effects.signals) note.signals.try_push_back(signal);
    note.after = tcp::summary_of(tcb);
    note.step_count = static_cast<std::uint32_t>(output.steps.size()) - note.first_step;
}

// "Delete the TCB, enter the CLOSED state" has no effect on a connection that nobody remembers but that its
// record is gone; there may be a million of them at once.
void end_packed_time_wait(Host& host, Instant now, Output& output) {
    const std::uint32_t handle = host.time_waits.first() | packed_bit;
    if (output.wants_notes) note_end(host, host.time_waits.at(host.time_waits.first()), now, output);
    forget_packed(host, handle);
}

}  // namespace

SocketError listen(Host& host, std::uint16_t port, const ApplicationSpec& application) {
    if (!host.is_powered) return SocketError::HostDown;
    if (port == 0) return SocketError::AddrNotAvail;
    if (find_listener(host, port) != nullptr) return SocketError::AddrInUse;
    host.listeners.push_back({.port = port, .application = application});
    return SocketError::None;
}

SocketError unlisten(Host& host, std::uint16_t port) {
    if (!host.is_powered) return SocketError::HostDown;
    if (find_listener(host, port) == nullptr) return SocketError::NotConn;
    leave_backlogs_of(host, port);
    std::erase_if(host.listeners, [port](const Listener& listener) { return listener.port == port; });
    return SocketError::None;
}

SocketError connect(Host& host, const ConnectOptions& options, Instant now, Output& output) {
    if (!host.is_powered) return SocketError::HostDown;
    // §3.9.1.1: "A TCP implementation MUST reject as an error a local OPEN call for an invalid remote IP
    // address (e.g., a broadcast or multicast address)" (MUST-46); §3.10.1: "error: remote socket
    // unspecified".
    const wire::Ipv4Address remote = options.remote.address;
    const bool is_reachable = may_be_a_host(remote) || is_loopback(remote);
    if (!is_reachable || options.remote.port == 0) return SocketError::AddrNotAvail;
    const bool is_bound = options.local_address != wire::Ipv4Address{};
    if (is_bound && !is_own_address(host.config, options.local_address)) return SocketError::AddrNotAvail;
    const wire::Ipv4Address local =
        is_bound ? options.local_address : pick_local_address(host.config, remote);
    // A loopback address must not leave the host.
    if (is_loopback(local) && !is_own_address(host.config, remote)) return SocketError::AddrNotAvail;

    const std::uint16_t port =
        options.local_port != 0 ? options.local_port : pick_ephemeral_port(host, local, options.remote);
    if (port == 0) return SocketError::AddrNotAvail;
    const FourTuple tuple{.local = {local, port}, .remote = options.remote};
    if (find_handle(host, tuple) != Demux::absent) return SocketError::AddrInUse;

    const std::uint32_t slot = add_connection(host, tuple, options.application);
    output.connection = host.connections[slot].id;
    const IssRequest request{
        .tuple = tuple, .now = now, .already_used = host.isns_used++, .rules = host.config.tcp.rules};
    Turn turn = begin_call(host, output, slot, now);
    turn.open_active(choose_iss(host.config.isn, request));
    turn.finish();
    return SocketError::None;
}

SocketError send(Host& host, ConnectionId id, std::span<const std::uint8_t> data, Instant now,
                 Output& output) {
    const Callee callee = callee_of(host, id);
    if (callee.error != SocketError::None) return callee.error;
    Turn turn = begin_call(host, output, callee.slot, now);
    output.accepted_bytes = turn.send(data, tcp::Push::Yes);
    const SocketError error = errno_of(turn.call_error());
    turn.finish();
    return output.accepted_bytes > 0 ? SocketError::None : error;
}

SocketError close(Host& host, ConnectionId id, Instant now, Output& output) {
    const Callee callee = callee_of(host, id);
    if (callee.error != SocketError::None) return callee.error;
    Turn turn = begin_call(host, output, callee.slot, now);
    turn.close();
    const bool has_failed = turn.call_error() != tcp::CallError::None;
    turn.finish();
    return has_failed ? SocketError::NotConn : SocketError::None;
}

SocketError abort(Host& host, ConnectionId id, Instant now, Output& output) {
    const Callee callee = callee_of(host, id);
    if (callee.error != SocketError::None) return callee.error;
    Turn turn = begin_call(host, output, callee.slot, now);
    turn.abort();
    turn.finish();
    return SocketError::None;
}

Instant next_deadline(const Host& host) {
    return earlier_of(host.deadlines.earliest(), host.time_waits.earliest());
}

void deadlines_pass(Host& host, Instant now, Output& output) {
    while (host.time_waits.earliest() <= now) end_packed_time_wait(host, now, output);
    while (host.deadlines.earliest() <= now) {
        const std::uint32_t slot = host.deadlines.earliest_slot();
        Turn turn(host, output, {.slot = slot, .now = now, .cause = Note::Cause::Deadline});
        const bool is_tcps = tcp::next_deadline(turn.connection().tcb) <= now;
        const bool is_applications = turn.application().close_at <= now;
        if (is_tcps) turn.deadline_passes();
        if (is_applications && !turn.is_over()) react_to_deadline(turn);
        turn.finish();
        // A deadline that stays due would hold time itself up.
        HW_CHECK(host.deadlines.earliest() > now || host.deadlines.earliest_slot() != slot);
    }
}

}  // namespace hw::host
