// The map of ports: 65,536 cells, 256 to a row, coloured by state; ip_local_port_range as a bracket, listeners marked.
// A press, a finger or the arrow keys choose a cell; what lives there is told below it and on a plate.
#pragma once

#include "ui/views/host/host_scene.h"

#include <string>
#include <vector>

namespace hw::ui {

void draw_port_map(Ui& ui, const HostScene& scene, const HostPane& pane, HostMemory& memory);

// What is to be said of a port: its state as a title, and lines of detail.
struct PortReading {
    std::string title{};
    std::optional<tcp::State> state{};
    std::vector<std::string> lines{};
};
PortReading read_port(const Ui& ui, const HostScene& scene, const HostMemory& memory, std::uint16_t port);

}  // namespace hw::ui
