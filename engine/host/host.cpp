#include "host/host.h"

#include "host/connection_table.h"

namespace hw::host {

namespace {

void digest_text(Digest& d, std::string_view text) {
    d.bytes({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

void digest(Digest& d, const HostConfig& config) {
    digest_text(d, config.name);
    digest_all(d, config.address, config.more_addresses.size());
    for (const wire::Ipv4Address address : config.more_addresses) digest(d, address);
    digest_all(d, config.address_block.first, config.address_block.count);
    digest_all(d, config.tcp, config.isn);
    digest_all(d, config.ephemeral_ports.first, config.ephemeral_ports.last, config.port_selection);
    digest_all(d, config.time_wait_port_reuse, config.time_wait_port_reuse_delay,
               config.bound_port_takes_time_wait, config.path_mtu_lifetime);
    digest_all(d, config.backlog, config.kept_content_bytes, config.kept_closed_connections,
               config.most_time_waits);
    digest_all(d, config.backlog_excess, config.somaxconn, config.max_syn_backlog, config.syn_cookies);
    digest_all(d, config.abort_on_overflow, config.descriptor_limit, config.file_max, config.closing,
               config.buffer_overhead_factor, config.soft_errors_are_told,
               config.reset_behind_fin_is_broken_pipe, config.fast_open_socket_sends_at_once);
    tcp::digest(d, config.fast_open_keys);
}

void digest(Digest& d, const Connection& connection) {
    digest_all(d, connection.id, connection.tuple, connection.tcb, connection.application);
    digest_all(d, connection.is_accepted, connection.is_half_open, connection.error, connection.closed_by);
    digest_all(d, connection.reuse_address, connection.is_queued, connection.listener, connection.socket);
    digest_all(d, connection.sent_bytes, connection.delivered_bytes, connection.limits);
    digest_text(d, connection.sent_content);
    digest_text(d, connection.delivered_content);
    digest_all(d, connection.links.previous, connection.links.next, connection.time_wait_links.previous,
               connection.time_wait_links.next, connection.packed_number, connection.time_wait);
}

void digest(Digest& d, const SlotList& list) { digest_all(d, list.first, list.last, list.count); }

}  // namespace

tcp::FastOpenKeys fast_open_keys_of(const HostConfig& config) {
    return config.fast_open_keys.value_or(tcp::FastOpenKeys{.current = config.isn.secret});
}

std::string_view name_of(ClosedBy closed_by) {
    switch (closed_by) {
        case ClosedBy::StillOpen: return "STILL-OPEN";
        case ClosedBy::Ack: return "ACK";
        case ClosedBy::Rst: return "RST";
        case ClosedBy::Abort: return "ABORT";
        case ClosedBy::Timeout: return "TIMEOUT";
        case ClosedBy::TimeWait: return "TIME-WAIT";
        case ClosedBy::ReturnedToListen: return "RETURNED-TO-LISTEN";
        case ClosedBy::PowerLoss: return "POWER-LOSS";
        case ClosedBy::Replaced: return "REPLACED";
        case ClosedBy::Network: return "NETWORK";
    }
    return "";
}

const Connection* find(const Host& host, ConnectionId id) {
    const std::uint32_t slot = slot_of(host, id);
    return slot == FlatIndex::absent ? nullptr : &host.connections[slot];
}

const Listener* find_listener(const Host& host, std::uint16_t port) {
    for (const Listener& listener : host.listeners)
        if (listener.port == port) return &listener;
    return nullptr;
}

const Listener* find_listener(const Host& host, ListenerId id) {
    for (const Listener& listener : host.listeners)
        if (listener.id == id) return &listener;
    return nullptr;
}

tcp::State state_of(const Host& host) {
    if (host.live.count > 0) return host.connections[host.live.last].tcb.state;
    if (host.time_waits.size() > 0) return tcp::State::TimeWait;
    return host.listeners.empty() ? tcp::State::Closed : tcp::State::Listen;
}

void power_off(Host& host) {
    if (!host.is_powered) return;
    for (std::uint32_t slot = 0; slot < host.connections.size(); ++slot)
        if (host.connections[slot].id.exists() &&
            (host.connections[slot].socket != no_socket || host.connections[slot].is_queued))
            lose_socket(host, slot);
    while (host.live.count > 0) retire_connection(host, host.live.first, ClosedBy::PowerLoss);
    host.time_waits.clear();
    host.demux.clear();
    host.ports.taken.clear();
    host.listeners.clear();
    host.sockets = {};
    host.counters = {};
    host.workloads.clear();
    host.is_powered = false;
}

void power_on(Host& host) { host.is_powered = true; }

// Left out: the demultiplexer, the index of ids and the deadlines, which follow from the connections.
void digest(Digest& d, const Host& host) {
    digest(d, host.config);
    digest_all(d, host.is_powered, host.counters, host.listeners.size());
    for (const Listener& listener : host.listeners) digest(d, listener);
    digest(d, host.connections.size());
    for (const Connection& connection : host.connections) digest(d, connection);
    digest(d, host.sockets);
    digest(d, host.live);
    digest(d, host.closed);
    digest(d, host.free_slots);
    digest(d, host.time_waiting);
    digest_all(d, host.full_time_waits, host.time_waits);
    digest_all(d, host.listeners_made, host.connections_made, host.isns_used, host.ports,
               host.next_identification, host.paths.size());
    for (const PathMemory& path : host.paths) digest(d, path);
    digest(d, host.workloads.size());
    for (const Workload& workload : host.workloads) digest(d, workload);
    digest(d, host.tally);
}

}  // namespace hw::host
