#include "ui/views/host/port_cells.h"

#include <algorithm>

namespace hw::ui {

namespace {

// Which of two sockets on one port its cell shows.
constexpr int rank_of(tcp::State state) {
    switch (state) {
        case tcp::State::Listen: return 10;
        case tcp::State::Established: return 9;
        case tcp::State::CloseWait: return 8;
        case tcp::State::SynReceived: return 7;
        case tcp::State::SynSent: return 6;
        case tcp::State::FinWait1: return 5;
        case tcp::State::FinWait2: return 4;
        case tcp::State::Closing: return 3;
        case tcp::State::LastAck: return 2;
        case tcp::State::TimeWait: return 1;
        case tcp::State::Closed: return 0;
    }
    return 0;
}

std::uint8_t shade_of(const SocketRow& row, const PortMoment& moment) {
    if (row.state != tcp::State::TimeWait || moment.time_wait.us <= 0) return 0;
    const std::int64_t gone = moment.time_wait.us - (row.timer_at - moment.now).us;
    const std::int64_t shade = gone * time_wait_shades / moment.time_wait.us;
    return static_cast<std::uint8_t>(std::clamp<std::int64_t>(shade, 0, time_wait_shades - 1));
}

}  // namespace

void colour_ports(std::span<const SocketRow> rows, const PortMoment& moment, std::vector<PortCell>& cells) {
    cells.assign(port_count, {});
    for (const SocketRow& row : rows) {
        PortCell& cell = cells[row.local.port];
        const PortCell mine{true, row.state, shade_of(row, moment)};
        const bool is_first = !cell.is_used || rank_of(cell.state) < rank_of(mine.state);
        // Of two TIME-WAITs the one that lasts longer.
        const bool lasts_longer = cell.state == mine.state && mine.shade < cell.shade;
        if (is_first || lasts_longer) cell = mine;
    }
}

std::uint16_t used_port_after(std::span<const PortCell> cells, std::uint16_t port) {
    for (std::uint32_t step = 1; step < port_count; ++step) {
        const auto next = static_cast<std::uint16_t>(port + step);
        if (cells[next].is_used) return next;
    }
    return port;
}

std::uint16_t used_port_before(std::span<const PortCell> cells, std::uint16_t port) {
    for (std::uint32_t step = 1; step < port_count; ++step) {
        const auto next = static_cast<std::uint16_t>(port - step);
        if (cells[next].is_used) return next;
    }
    return port;
}

}  // namespace hw::ui
