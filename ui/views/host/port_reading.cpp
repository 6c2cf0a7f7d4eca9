// What the map says of one port, in words.
#include <algorithm>
#include <array>

#include "ui/text/format.h"
#include "ui/views/host/port_map.h"

namespace hw::ui {

namespace {

std::string seconds_text(Duration left) {
    const std::int64_t tenths = std::max<std::int64_t>(0, left.us / 100'000);
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
}

void read_one(const Ui& ui, const SocketRow& row, Instant now, PortReading& reading) {
    if (row.state == tcp::State::Listen) {
        reading.lines.push_back(ui.tr(Msg::PortListens, {endpoint_text(row.local), std::to_string(row.recv_q),
                                                         std::to_string(row.send_q)}));
        return;
    }
    if (row.state == tcp::State::TimeWait) {
        reading.lines.push_back(
            ui.tr(Msg::PortFreeIn, {endpoint_text(row.peer), seconds_text(row.timer_at - now)}));
        reading.lines.push_back(ui.tr(Msg::PortTimeWaitCosts));
        return;
    }
    reading.lines.push_back(ui.tr(Msg::PortTo, {endpoint_text(row.peer)}));
    const std::string timer = timer_text(row, now);
    const std::string fd = row.descriptor < 0 ? ui.tr(Msg::PortNoDescriptor)
                                              : ui.tr(Msg::PortDescriptor, {std::to_string(row.descriptor)});
    reading.lines.push_back(timer.empty() ? fd : ui.tr(Msg::PortWithTimer, {fd, timer}));
}

}  // namespace

PortReading read_port(const Ui& ui, const HostScene& scene, const HostMemory& memory, std::uint16_t port) {
    const std::string number = std::to_string(port);
    PortReading reading;
    std::array<std::uint32_t, tcp::state_count> counts{};
    std::uint32_t others = 0;
    const SocketRow* told = nullptr;
    const PortCell cell = memory.cells[port];
    for (const SocketRow& row : memory.sockets.rows()) {
        if (row.local.port != port) continue;
        // The one that the reader chose in the table, else one of those that the cell shows.
        const bool is_chosen = memory.selected == key_of(row);
        if (is_chosen || (row.state == cell.state && told == nullptr)) told = &row;
        ++counts[static_cast<std::size_t>(row.state)];
        ++others;
    }
    if (told == nullptr) {
        reading.title = ui.tr(Msg::PortFree, {number});
        const host::PortRange& range = scene.host.config.ephemeral_ports;
        const bool is_within = range.first <= port && port <= range.last;
        reading.lines.push_back(ui.tr(is_within ? Msg::PortFreeInRange : Msg::PortFreeOutside));
        return reading;
    }
    reading.state = told->state;
    reading.title = number + "  " + std::string(tcp::name_of(told->state));
    read_one(ui, *told, scene.now, reading);
    if (others == 1) return reading;
    --counts[static_cast<std::size_t>(told->state)];
    std::string list;
    for (std::uint32_t i = 0; i < tcp::state_count; ++i) {
        if (counts[i] == 0) continue;
        if (!list.empty()) list += ", ";
        list += std::string(tcp::name_of(static_cast<tcp::State>(i))) + ' ' + format_integer(counts[i]);
    }
    reading.lines.push_back(ui.tr(Msg::PortAlso, {list}));
    return reading;
}

}  // namespace hw::ui
