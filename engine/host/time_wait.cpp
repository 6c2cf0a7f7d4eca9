#include "host/time_wait.h"

#include "base/check.h"
#include "host/connection_table.h"

namespace hw::host {

namespace {

constexpr auto queue_links = &Connection::time_wait_links;

FourTuple tuple_of(const Host& host, std::uint32_t handle) {
    if (is_packed(handle)) return host.time_waits.at(handle & ~packed_bit).tuple();
    return host.connections[handle].tuple;
}

bool pack(const Host& host, const Connection& connection, Instant now, TimeWaitRecord& record) {
    const bool somebody_holds_it = connection.socket != no_socket || connection.is_queued;
    if (somebody_holds_it || !connection.application.close_at.is_never()) return false;
    return pack({.id = connection.id,
                 .tuple = connection.tuple,
                 .tcb = connection.tcb,
                 .config = host.config.tcp,
                 .now = now,
                 .reuses_address = connection.reuse_address},
                record);
}

// Its record stands for the connection from now on.
void rest(Host& host, std::uint32_t slot, TimeWaitTable::Number number) {
    host.demux.replace(host.connections[slot].tuple, slot, number | packed_bit);
    forget_live(host, slot);
}

void make_dense(Host& host) {
    host.time_waits.compact([&](const TimeWaitRecord& record, std::uint32_t from, std::uint32_t to) {
        host.demux.replace(record.tuple(), from | packed_bit, to | packed_bit);
    });
}

// Those in full wait in a queue in the order in which they are over, as the packed ones do; what was restarted
// goes to its end. A connection that cannot be packed leaves the queue and stays as it is.
void pack_oldest(Host& host, Instant now) {
    const std::uint32_t slot = host.time_waiting.first;
    Connection& connection = host.connections[slot];
    remove(host.time_waiting, host.connections, slot, queue_links);
    connection.time_wait = TimeWaitPlace::InFull;
    TimeWaitRecord record;
    const Instant expires = connection.tcb.deadlines.time_wait;
    if (!host.time_waits.may_push(expires) || !pack(host, connection, now, record)) return;
    --host.full_time_waits;
    connection.time_wait = TimeWaitPlace::None;
    rest(host, slot, host.time_waits.push(record, expires));
    if (host.time_waits.wants_compaction()) make_dense(host);
}

// Back to where it lay, if it is over when it was and fits into its record.
bool rest_again(Host& host, std::uint32_t slot, Instant now) {
    Connection& connection = host.connections[slot];
    const TimeWaitTable::Number number = connection.packed_number;
    TimeWaitRecord record;
    if (connection.tcb.deadlines.time_wait != host.time_waits.expires_at(number)) return false;
    if (!pack(host, connection, now, record)) return false;
    host.time_waits.put_back(number, record);
    rest(host, slot, number);
    return true;
}

void join_queue(Host& host, std::uint32_t slot) {
    append(host.time_waiting, host.connections, slot, queue_links);
    host.connections[slot].time_wait = TimeWaitPlace::Queued;
}

bool is_over_before_the_last_queued(const Host& host, std::uint32_t slot) {
    if (host.time_waiting.count == 0) return false;
    const tcp::Tcb& last = host.connections[host.time_waiting.last].tcb;
    return host.connections[slot].tcb.deadlines.time_wait < last.deadlines.time_wait;
}

}  // namespace

std::uint32_t find_handle(const Host& host, const FourTuple& tuple) {
    return host.demux.find(tuple, [&](std::uint32_t handle) { return tuple_of(host, handle); });
}

std::uint32_t wake(Host& host, std::uint32_t handle, Instant now) {
    HW_CHECK(is_packed(handle));
    const TimeWaitTable::Number number = handle & ~packed_bit;
    const TimeWaitRecord record = host.time_waits.at(number);
    const std::uint32_t slot = revive_connection(host, ConnectionId{record.id}, record.tuple());
    host.demux.replace(record.tuple(), handle, slot);
    Connection& connection = host.connections[slot];
    connection.tcb = unpack(record, host.config.tcp, now);
    connection.reuse_address = reuses_address(record);
    connection.application.has_closed = connection.application.peer_has_closed = true;
    connection.time_wait = TimeWaitPlace::Woken;
    connection.packed_number = number;
    return slot;
}

void settle_time_wait(Host& host, std::uint32_t slot, Instant now) {
    Connection& connection = host.connections[slot];
    switch (connection.time_wait) {
        case TimeWaitPlace::Woken:
            if (rest_again(host, slot, now)) return;
            leave_time_wait(host, slot);
            [[fallthrough]];
        case TimeWaitPlace::None:
            ++host.full_time_waits;
            host.ports.note_time_wait(connection.tuple, connection.tcb.timestamps.are_agreed);
            connection.time_wait = TimeWaitPlace::InFull;
            if (!is_over_before_the_last_queued(host, slot)) join_queue(host, slot);
            break;
        case TimeWaitPlace::Queued:
            if (host.time_waiting.last == slot) break;
            if (is_over_before_the_last_queued(host, slot)) break;
            remove(host.time_waiting, host.connections, slot, queue_links);
            join_queue(host, slot);
            break;
        case TimeWaitPlace::InFull: break;
    }
    while (host.time_waiting.count > host.config.kept_closed_connections) pack_oldest(host, now);
}

void leave_time_wait(Host& host, std::uint32_t slot) {
    Connection& connection = host.connections[slot];
    switch (connection.time_wait) {
        case TimeWaitPlace::None: return;
        case TimeWaitPlace::Woken: host.time_waits.remove(connection.packed_number); break;
        case TimeWaitPlace::Queued:
            remove(host.time_waiting, host.connections, slot, queue_links);
            --host.full_time_waits;
            break;
        case TimeWaitPlace::InFull: --host.full_time_waits; break;
    }
    host.ports.note_time_wait(connection.tuple, false);
    connection.time_wait = TimeWaitPlace::None;
    connection.packed_number = no_link;
}

bool some_began_by(const Host& host, Instant at) {
    if (host.full_time_waits > host.time_waiting.count) return true;  // those are in no order
    Instant first_ends = host.time_waits.earliest();
    if (host.time_waiting.count > 0) {
        const tcp::Tcb& first = host.connections[host.time_waiting.first].tcb;
        first_ends = earlier_of(first_ends, first.deadlines.time_wait);
    }
    return !first_ends.is_never() && first_ends - host.config.tcp.msl * 2 <= at;
}

void forget_packed(Host& host, std::uint32_t handle) {
    const TimeWaitTable::Number number = handle & ~packed_bit;
    const FourTuple tuple = host.time_waits.at(number).tuple();
    host.demux.erase(tuple, handle);
    host.ports.note_free(tuple);
    host.time_waits.remove(number);
}

}  // namespace hw::host
