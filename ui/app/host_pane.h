// The panel of one host, in the lesson screen's and the sandbox's panes: which host it shows, and what that host was
// before the latest event.
#pragma once

#include "sim/timeline.h"
#include "ui/views/host/host_panel.h"
#include "ui/views/run_model.h"

#include <optional>

namespace hw::ui {

// Kept by the app: another pane may be shown meanwhile, and another run.
struct HostPaneMemory {
    std::size_t shown_host = 0;
    HostMemory panel{};
    // The host before the latest event, for the moment that `before_version` stands for.
    std::optional<host::Host> before{};
    std::uint64_t before_version = 0;
};

struct HostPaneScene {
    const RunModel& run;
    // Of that run.
    const sim::Timeline& timeline;
    Rect rect{};
    Colour ground = 0;
    // The moment takes commands.
    bool can_turn = false;
    bool has_heading = true;
};

void draw_host_pane(Ui& ui, const HostPaneScene& scene, HostPaneMemory& memory, Commands& commands);

}  // namespace hw::ui
