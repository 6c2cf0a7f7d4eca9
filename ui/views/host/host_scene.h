// What the views of one host read, and what they remember from frame to frame: which tab, which order, which socket,
// which port. Nothing of it belongs to the world.
#pragma once

#include "sim/world.h"
#include "ui/views/commands.h"
#include "ui/views/host/counter_history.h"
#include "ui/views/host/port_cells.h"
#include "ui/views/host/socket_table.h"
#include "ui/widgets/ui.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hw::ui {

struct HostScene {
    const host::Host& host;
    HostId id{};
    Instant now{};
    // Changes whenever anything of the host does, by running as by rewinding or by another branch.
    std::uint64_t version = 0;
    // The host before the latest event; nothing: counters tell what changed in the last second instead.
    const host::Host* before = nullptr;
    // Switches may be turned: this moment takes commands.
    bool can_turn = false;
    // Begins the ids of all nodes, so that two hosts fit on one screen.
    std::string_view prefix = "host";

    std::string node_id(std::string_view rest) const { return std::string(prefix) + '.' + std::string(rest); }
};

// Where a view of a host lies.
struct HostPane {
    Rect rect{};
    Point padding{space::right_pane_padding, space::m};
    // 0 takes the pane's ground.
    Colour ground = 0;
};

enum class HostTab : std::uint8_t { Sockets, Ports, Counters, Program, Switches };

struct HostMemory {
    HostTab tab = HostTab::Sockets;

    // ---- sockets
    SocketTable sockets{};
    SocketOrder order{};
    SocketFilter filter{};
    std::optional<SocketKey> selected{};
    bool scrolls_to_selected = false;

    // ---- the map of ports
    std::vector<PortCell> cells{};
    std::optional<std::uint64_t> cells_version{};
    std::optional<std::uint16_t> port{};
    std::vector<Colour> painted{};

    // ---- counters
    CounterHistory counters{};
    bool shows_zero_counters = false;
    std::string explained{};

    // ---- switches
    std::string opened_switch{};
};

// The rows, cells and counters as of the scene; every view calls it first. Costs nothing a second time.
void refresh(const HostScene& scene, HostMemory& memory);

}  // namespace hw::ui
