// `ss -tan`: every socket of the host, sorted by any column, filtered by state or port. Whatever their number, only the
// rows on the screen are drawn.
#pragma once

#include "ui/views/host/host_scene.h"

namespace hw::ui {

void draw_ss(Ui& ui, const HostScene& scene, const HostPane& pane, HostMemory& memory);

}  // namespace hw::ui
