#include "host/ss.h"

#include <algorithm>
#include <array>

#include "host/time_wait.h"

namespace hw::host {

namespace {

std::string text_of(wire::Ipv4Address address) {
    std::string text;
    for (const int shift : {24, 16, 8, 0}) {
        if (shift != 24) text += '.';
        text += std::to_string(address.raw >> shift & 0xff);
    }
    return text;
}

std::string padded(std::string text, std::size_t width, bool is_right = false) {
    if (text.size() >= width) return text;
    const std::string blanks(width - text.size(), ' ');
    return is_right ? blanks + text : text + blanks;
}

}  // namespace

SsRow ss_row(const Connection& connection) {
    const tcp::Tcb& tcb = connection.tcb;
    SsRow row{.state = tcb.state, .local = connection.tuple.local, .peer = connection.tuple.remote};
    row.recv_q = tcb.receive_buffer.readable();
    // Linux: tcp_get_info_chrono_stats() aside, "write_seq - snd_una": a FIN that was asked for counts.
    row.send_q = tcb.send_buffer.size();
    if (tcp::our_syn_is_outstanding(tcb)) ++row.send_q;
    if (tcb.close_requested && !tcp::our_fin_is_acked(tcb)) ++row.send_q;
    return row;
}

std::string_view ss_name_of(tcp::State state) {
    constexpr std::array<std::string_view, tcp::state_count> names{
        "UNCONN",     "LISTEN",     "SYN-SENT", "SYN-RECV", "ESTAB",    "FIN-WAIT-1",
        "FIN-WAIT-2", "CLOSE-WAIT", "CLOSING",  "LAST-ACK", "TIME-WAIT"};
    return names[static_cast<std::size_t>(state)];
}

std::vector<SsRow> ss(const Host& host, std::optional<tcp::State> state) {
    std::vector<SsRow> rows;
    const auto add = [&](const SsRow& row) {
        if (!state || *state == row.state) rows.push_back(row);
    };
    for (const Listener& listener : host.listeners)
        add({.state = tcp::State::Listen,
             .recv_q = static_cast<std::uint32_t>(listener.accept_queue.size()),
             .send_q = listener.backlog,
             .local = {listener.address, listener.port}});
    for (std::uint32_t slot = host.live.first; slot != no_link; slot = host.connections[slot].links.next)
        add(ss_row(host.connections[slot]));
    host.time_waits.for_each([&](const TimeWaitRecord& record, Instant) {
        const FourTuple tuple = record.tuple();
        add({.state = tcp::State::TimeWait, .local = tuple.local, .peer = tuple.remote});
    });
    return rows;
}

std::string ss_text(const Host& host, std::optional<tcp::State> state) {
    struct Line {
        std::string state, recv_q, send_q, local_address, local_port, peer_address, peer_port;
    };
    std::vector<Line> lines{{"State", "Recv-Q", "Send-Q", "Local Address", "Port", "Peer Address", "Port"}};
    for (const SsRow& row : ss(host, state))
        lines.push_back({std::string(ss_name_of(row.state)), std::to_string(row.recv_q),
                         std::to_string(row.send_q), text_of(row.local.address),
                         std::to_string(row.local.port), row.peer ? text_of(row.peer->address) : "0.0.0.0",
                         row.peer ? std::to_string(row.peer->port) : "*"});
    // Addresses end, and ports begin, at the colon.
    const auto widest = [&](std::string Line::*column) {
        std::size_t width = 0;
        for (const Line& line : lines) width = std::max(width, (line.*column).size());
        return width;
    };
    const std::size_t state_width = widest(&Line::state), local = widest(&Line::local_address),
                      local_port = widest(&Line::local_port), peer = widest(&Line::peer_address);
    std::string text;
    for (const Line& line : lines) {
        // A filter by one state takes its column away, as ss does.
        if (!state) text += padded(line.state, state_width) + ' ';
        text += padded(line.recv_q, 6) + ' ' + padded(line.send_q, 6) + ' ';
        text += padded(line.local_address, local, true) + ':' + padded(line.local_port, local_port) + ' ';
        text += padded(line.peer_address, peer, true) + ':' + line.peer_port + '\n';
    }
    return text;
}

}  // namespace hw::host
