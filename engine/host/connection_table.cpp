#include "host/connection_table.h"

#include "base/check.h"
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
    host.connections[slot] = Connection{};
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
    host.connections[slot] = Connection{};
    append(host.free_slots, host.connections, slot);
}

void retire_connection(Host& host, std::uint32_t slot, ClosedBy closed_by) {
    Connection& connection = host.connections[slot];
    leave_backlog(host, connection);
    leave_time_wait(host, slot);
    connection.tcb = tcp::Tcb{};
    connection.closed_by = closed_by;
    connection.application.close_at = Instant::never();
    host.demux.erase(connection.tuple, slot);
    host.deadlines.set(slot, Instant::never());
    remove(host.live, host.connections, slot);
    append(host.closed, host.connections, slot);
    while (host.closed.count > host.config.kept_closed_connections) forget_oldest_closed(host);
}

std::uint32_t slot_of(const Host& host, ConnectionId id) { return host.slot_of_id.find(id.value); }

void leave_backlog(Host& host, Connection& connection) {
    if (!connection.is_half_open) return;
    connection.is_half_open = false;
    Listener* listener = listener_at(host, connection.tuple.local.port);
    HW_CHECK(listener != nullptr && listener->half_open_count > 0);
    --listener->half_open_count;
}

void leave_backlogs_of(Host& host, std::uint16_t port) {
    for (std::uint32_t slot = host.live.first; slot != no_link; slot = host.connections[slot].links.next) {
        Connection& connection = host.connections[slot];
        if (connection.tuple.local.port == port) leave_backlog(host, connection);
    }
}

Listener* listener_at(Host& host, std::uint16_t port) {
    for (Listener& listener : host.listeners)
        if (listener.port == port) return &listener;
    return nullptr;
}

}  // namespace hw::host
