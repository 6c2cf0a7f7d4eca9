// nstat: the host's counters under Linux's names, with what changed, and what each of them counts.
#pragma once

#include "ui/views/host/host_scene.h"

namespace hw::ui {

void draw_nstat(Ui& ui, const HostScene& scene, const HostPane& pane, HostMemory& memory);

// One sentence on what the counter counts; empty for those that no lesson needs.
std::string_view counter_meaning(Language language, std::string_view name);

}  // namespace hw::ui
