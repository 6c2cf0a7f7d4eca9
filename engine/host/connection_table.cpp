#include "host/connection_table.h"

#include <utility>

#include "base/check.h"
#include "base/renew.h"
#include "host/time_wait.h"

namespace hw::host {

namespace {

std::uint32_t take_slot(Host& host) {
    if (host.free_slots.count == 0) {
        host.connections.emplace_back();
        return static_cast<std::uint32_t>(host.connections.size()) - 1;
    }
    const std::uint32_t slot = host.free_slots.first;
    remove(host.free_slots, host.connections, slot);
    return slot;
}

void forget_oldest_closed(Host& host) {
    const std::uint32_t slot = host.closed.first;
    remove(host.closed, host.connections, slot);
    host.slot_of_id.erase(host.connections[slot].id.value);
    renew(host.connections[slot]);
    append(host.free_slots, host.connections, slot);
}

}  // namespace

std::uint32_t add_connection(Host& host, const FourTuple& tuple, const ApplicationSpec& application) {
    const std::uint32_t slot = take_slot(host);
    Connection& connection = host.connections[slot];
    connection.id = {host.connections_made++};
    connection.tuple = tuple;
    connection.application.spec = application;
    host.demux.insert(tuple, slot);
    host.ports.note_taken(tuple);
    host.slot_of_id.insert(connection.id.value, slot);
    append(host.live, host.connections, slot);
    return slot;
}

std::uint32_t revive_connection(Host& host, ConnectionId id, const FourTuple& tuple) {
    const std::uint32_t slot = take_slot(host);
    Connection& connection = host.connections[slot];
    connection.id = id;
    connection.tuple = tuple;
    host.slot_of_id.insert(id.value, slot);
    prepend(host.live, host.connections, slot);
    return slot;
}

void forget_live(Host& host, std::uint32_t slot) {
    host.deadlines.set(slot, Instant::never());
    host.slot_of_id.erase(host.connections[slot].id.value);
    remove(host.live, host.connections, slot);
    renew(host.connections[slot]);
    append(host.free_slots, host.connections, slot);
}

void retire_connection(Host& host, std::uint32_t slot, ClosedBy closed_by) {
    Connection& connection = host.connections[slot];
    if (closed_by == ClosedBy::TimeWait) ++host.counters.time_waits_over;
    leave_backlog(host, connection);
    leave_time_wait(host, slot);
    // What the user has not read yet stays for whoever may still read it.
    tcp::ReceiveBuffer unread;
    if (connection.socket != no_socket || connection.is_queued)
        unread = std::move(connection.tcb.receive_buffer);
    const std::uint8_t probes = connection.tcb.unanswered_probes;  // which TCP_INFO still tells
    renew(connection.tcb);
    connection.tcb.receive_buffer = std::move(unread);
    connection.tcb.unanswered_probes = probes;
    connection.closed_by = closed_by;
    connection.application.close_at = Instant::never();
    host.demux.erase(connection.tuple, slot);
    host.ports.note_free(connection.tuple);
    host.deadlines.set(slot, Instant::never());
    remove(host.live, host.connections, slot);
    if (connection.socket != no_socket || connection.is_queued) return;
    append(host.closed, host.connections, slot);
    while (host.closed.count > host.config.kept_closed_connections) forget_oldest_closed(host);
}

std::uint32_t slot_of(const Host& host, ConnectionId id) { return host.slot_of_id.find(id.value); }

void lose_socket(Host& host, std::uint32_t slot) {
    Connection& connection = host.connections[slot];
    connection.socket = no_socket;
    connection.is_queued = false;
    if (connection.closed_by == ClosedBy::StillOpen) return;
    connection.tcb.receive_buffer = {};
    append(host.closed, host.connections, slot);
    while (host.closed.count > host.config.kept_closed_connections) forget_oldest_closed(host);
}

void leave_backlog(Host& host, Connection& connection) {
    if (!connection.is_half_open) return;
    connection.is_half_open = false;
    Listener* listener = listener_of(host, connection);
    if (listener == nullptr) return;
    HW_CHECK(listener->half_open_count > 0);
    --listener->half_open_count;
    // A passive OPEN for one remote socket is its connection, open or over, unless that went back to LISTEN.
    if (listener->remote.port == 0 || connection.tcb.state == tcp::State::Listen) return;
    listener->is_used_up = true;
    host.sockets.has_work = true;
}

Listener* listener_at(Host& host, const FourTuple& tuple) {
    Listener* found = nullptr;
    int best = -1;
    for (Listener& listener : host.listeners) {
        const bool is_here = listener.address.raw == 0 || listener.address == tuple.local.address;
        const bool is_for_anybody = listener.remote.port == 0;
        if (listener.port != tuple.local.port || !is_here) continue;
        if (!is_for_anybody && listener.remote != tuple.remote) continue;
        const int fit = (is_for_anybody ? 0 : 2) + (listener.address.raw == 0 ? 0 : 1);
        if (fit < best || (fit == best && listener.address.raw != 0)) continue;
        found = &listener;
        best = fit;
    }
    return found;
}

Listener* listener_of(Host& host, const Connection& connection) {
    for (Listener& listener : host.listeners)
        if (listener.id == connection.listener) return &listener;
    return nullptr;
}

}  // namespace hw::host
