// The sockets of one host as `ss -tano` lists them, as plain rows that can be sorted, filtered and counted by the ten
// thousand. Listeners first, then connections, the oldest first, then TIME-WAITs of which no connection is left.
#pragma once

#include "base/time.h"
#include "host/host.h"
#include "tcp/state.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hw::ui {

// ss -o: which timer runs. "on" is retransmission and what stands in for it.
enum class SocketTimer : std::uint8_t { None, On, KeepAlive, TimeWait, Persist };

struct SocketRow {
    wire::Endpoint local{};
    wire::Endpoint peer{};  // of a listener: nobody
    Instant timer_at = Instant::never();
    std::uint32_t recv_q = 0;  // unread bytes; of a listener: connections that wait for accept()
    std::uint32_t send_q = 0;  // unacknowledged or unsent bytes; of a listener: its backlog
    std::int32_t descriptor = -1;
    tcp::State state = tcp::State::Closed;
    SocketTimer timer = SocketTimer::None;
};

// Which socket a row is about, from one moment to the next.
struct SocketKey {
    wire::Endpoint local{};
    wire::Endpoint peer{};
    friend bool operator==(const SocketKey&, const SocketKey&) = default;
};
inline SocketKey key_of(const SocketRow& row) { return {row.local, row.peer}; }

// Writes all of them over `rows`.
void list_sockets(const host::Host& host, std::vector<SocketRow>& rows);

// "10.0.0.5:60999"; "*" for a port of nobody.
std::string endpoint_text(wire::Endpoint endpoint);
// "timewait 59.9s", "on 0.8s", "keepalive 119m"; empty without a timer.
std::string timer_text(const SocketRow& row, Instant now);
// The time alone: "59.9s".
std::string timer_time_text(const SocketRow& row, Instant now);

}  // namespace hw::ui
