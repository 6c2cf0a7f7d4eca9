// Everything about one host in one pane, behind tabs: sockets, ports, counters, the program, switches.
#pragma once

#include "ui/views/host/host_scene.h"

#include <span>
#include <string>

namespace hw::ui {

struct HostPanel {
    HostPane pane{};
    // Names of the hosts that can be looked at, and which one is; with fewer than two there is nothing to choose.
    std::span<const std::string> hosts{};
    std::size_t shown_host = 0;
    // Without a heading of its own the tabs stand at the top.
    bool has_heading = true;
    // False: the map of ports stands beside it.
    bool has_ports = true;
};

// The index of the host that was chosen in this frame, if one was.
std::optional<std::size_t> draw_host_panel(Ui& ui, const HostScene& scene, const HostPanel& panel,
                                           HostMemory& memory, Commands& commands);

}  // namespace hw::ui
