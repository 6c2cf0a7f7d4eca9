// The texture of the map of ports: each port a square of whole device pixels, so that it is sharp on every screen. Only
// rows in which a port has changed its look are painted again.
#pragma once

#include "ui/views/host/host_scene.h"

namespace hw::ui {

// The look of a cell; `in_range` says that connect() may choose the port.
Colour port_colour(const Palette& palette, const PortCell& cell, bool in_range);

// Device pixels of a cell's side when the map may be `side` CSS pixels wide; at least 1.
int port_cell_pixels(float side, float pixel_ratio);

Image& paint_port_map(Ui& ui, const HostScene& scene, HostMemory& memory, int cell_pixels);

}  // namespace hw::ui
