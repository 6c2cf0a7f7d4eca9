// The pane at the right of a ladder: what TCP just thought, where everybody is on the state diagram, or what a host
// looks like from inside.
#pragma once

#include "ui/app/app_parts.h"

namespace hw::ui {

struct RightPaneScene {
    const RunModel& run;
    const Selection& selection;
    // Of the run.
    const sim::Timeline& timeline;
    Rect rect{};
    // The moment takes commands.
    bool can_act = false;
};

// Whether the pane is one of those that share the place at the right of a wide window.
bool is_at_the_right(SidePane pane);

// With its tabs.
void draw_right_pane(AppParts& parts, const RightPaneScene& scene, Commands& commands);

// One of them alone, where another row of tabs has chosen it.
void draw_states_tab(AppParts& parts, const RightPaneScene& scene, Colour ground, Commands& commands);
void draw_host_tab(AppParts& parts, const RightPaneScene& scene, Colour ground, Commands& commands);

}  // namespace hw::ui
