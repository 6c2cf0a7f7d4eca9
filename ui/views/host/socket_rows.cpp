#include "ui/views/host/socket_rows.h"

#include <algorithm>

#include "host/ss.h"
#include "host/time_wait.h"

namespace hw::ui {

namespace {

struct Timer {
    SocketTimer kind = SocketTimer::None;
    Instant at = Instant::never();
};

// Linux: tcp_diag, inet_csk_diag_fill(): retransmission before keep-alive before the zero-window probe.
Timer timer_of(const tcp::Tcb& tcb) {
    const tcp::Deadlines& d = tcb.deadlines;
    if (d.time_wait != Instant::never()) return {SocketTimer::TimeWait, d.time_wait};
    // Linux keeps an orphan in FIN-WAIT-2 as a TIME-WAIT of its own kind.
    if (d.fin_wait2 != Instant::never()) return {SocketTimer::TimeWait, d.fin_wait2};
    const Instant on = std::min({d.retransmit, d.reorder, d.tail_loss_probe});
    if (on != Instant::never()) return {SocketTimer::On, on};
    if (d.persist != Instant::never()) return {SocketTimer::Persist, d.persist};
    if (d.keep_alive != Instant::never()) return {SocketTimer::KeepAlive, d.keep_alive};
    return {};
}

std::int32_t descriptor_of(const host::Host& host, std::uint32_t socket) {
    return socket < host.sockets.sockets.size() ? host.sockets.sockets[socket].descriptor : -1;
}

std::string_view name_of(SocketTimer timer) {
    switch (timer) {
        case SocketTimer::On: return "on";
        case SocketTimer::KeepAlive: return "keepalive";
        case SocketTimer::TimeWait: return "timewait";
        case SocketTimer::Persist: return "persist";
        case SocketTimer::None: break;
    }
    return "";
}

}  // namespace

void list_sockets(const host::Host& host, std::vector<SocketRow>& rows) {
    rows.clear();
    for (const host::Listener& listener : host.listeners) {
        SocketRow row{.local = {listener.address, listener.port}, .state = tcp::State::Listen};
        row.recv_q = static_cast<std::uint32_t>(listener.accept_queue.size());
        row.send_q = listener.backlog;
        row.descriptor = descriptor_of(host, listener.socket);
        rows.push_back(row);
    }
    for (std::uint32_t slot = host.live.first; slot != host::no_link;
         slot = host.connections[slot].links.next) {
        const host::Connection& connection = host.connections[slot];
        const Timer timer = timer_of(connection.tcb);
        const host::SsRow printed = host::ss_row(connection);
        rows.push_back({.local = printed.local,
                        .peer = *printed.peer,
                        .timer_at = timer.at,
                        .recv_q = printed.recv_q,
                        .send_q = printed.send_q,
                        .descriptor = descriptor_of(host, connection.socket),
                        .state = printed.state,
                        .timer = timer.kind});
    }
    host.time_waits.for_each([&](const host::TimeWaitRecord& record, Instant expires) {
        rows.push_back({.local = {record.local_address, record.local_port},
                        .peer = {record.remote_address, record.remote_port},
                        .timer_at = expires,
                        .state = tcp::State::TimeWait,
                        .timer = SocketTimer::TimeWait});
    });
}

std::string endpoint_text(wire::Endpoint endpoint) {
    return wire::to_text(endpoint.address) + ':' + (endpoint.port == 0 ? "*" : std::to_string(endpoint.port));
}

std::string timer_time_text(const SocketRow& row, Instant now) {
    if (row.timer == SocketTimer::None) return {};
    const std::int64_t ms = std::max<std::int64_t>(0, (row.timer_at - now).us / 1'000);
    constexpr std::int64_t two_minutes_ms = 120'000;
    if (ms >= two_minutes_ms) return std::to_string(ms / 60'000) + "min";
    return std::to_string(ms / 1'000) + '.' + std::to_string(ms / 100 % 10) + 's';
}

std::string timer_text(const SocketRow& row, Instant now) {
    if (row.timer == SocketTimer::None) return {};
    return std::string(name_of(row.timer)) + ' ' + timer_time_text(row, now);
}

}  // namespace hw::ui
