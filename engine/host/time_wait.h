#pragma once

#include "host/host.h"

// The TIME-WAITs of a host. The latest few are connections like any other, TCB, story and all, so that they
// can be looked at; when there are more than HostConfig::kept_closed_connections of them, those that are
// over first are packed (host/time_wait_table.h) and their connections forgotten. A segment for a packed
// one unpacks it, takes the ordinary steps, and packs it again: there is one TCP.

namespace hw::host {

// What Demux leads to: the slot of a connection, or with this bit the number of a packed TIME-WAIT.
inline constexpr std::uint32_t packed_bit = 0x8000'0000u;
constexpr bool is_packed(std::uint32_t handle) { return (handle & packed_bit) != 0; }

// The handle of the connection between these sockets, or Demux::absent.
std::uint32_t find_handle(const Host& host, const FourTuple& tuple);

// ---- looking

// In full and packed; each counts against HostConfig::most_time_waits.
inline std::uint32_t time_wait_count(const Host& host) {
    return host.full_time_waits + host.time_waits.size();
}

struct TimeWaitView {
    ConnectionId id{};
    FourTuple tuple{};
    Instant expires{};
    SeqNum snd_nxt{}, rcv_nxt{};
    bool reuses_address = false;  // SO_REUSEADDR of its socket
};
// f(const TimeWaitView&) for each TIME-WAIT: the packed ones in the order in which they will be over, then those
// in full, the oldest connection first.
template <class F>
void for_each_time_wait(const Host& host, F&& f) {
    host.time_waits.for_each([&](const TimeWaitRecord& record, Instant expires) {
        f(TimeWaitView{{record.id},
                       record.tuple(),
                       expires,
                       {record.snd_nxt},
                       {record.rcv_nxt},
                       reuses_address(record)});
    });
    for (std::uint32_t slot = host.live.first; slot != no_link; slot = host.connections[slot].links.next) {
        const Connection& connection = host.connections[slot];
        const tcp::Tcb& tcb = connection.tcb;
        if (tcb.state != tcp::State::TimeWait) continue;
        f(TimeWaitView{connection.id, connection.tuple, tcb.deadlines.time_wait, tcb.snd.nxt, tcb.rcv.nxt,
                       connection.reuse_address});
    }
}

// ---- inside the room

// Whether another TIME-WAIT is one too many (Linux's tcp_max_tw_buckets): it is then killed at once.
inline bool time_waits_are_full(const Host& host) {
    return time_wait_count(host) >= host.config.most_time_waits;
}

// Whether one of them may have begun at `at` or before: what is over first has begun first. Costs nothing to ask.
bool some_began_by(const Host& host, Instant at);

// The packed TIME-WAIT behind `handle` as a connection again. After the event that woke it comes
// settle_time_wait() or, when its TCB is gone, retire_connection(). Returns its slot.
std::uint32_t wake(Host& host, std::uint32_t handle, Instant now);

// After any event that leaves a connection in TIME-WAIT: packs it, or another one, if there are too many in
// full.
void settle_time_wait(Host& host, std::uint32_t slot, Instant now);

// Of a connection in TIME-WAIT whose TCB goes, or whose state becomes another: it is none any more.
void leave_time_wait(Host& host, std::uint32_t slot);

// The packed TIME-WAIT behind `handle` is over: nothing of it is left.
void forget_packed(Host& host, std::uint32_t handle);

}  // namespace hw::host
