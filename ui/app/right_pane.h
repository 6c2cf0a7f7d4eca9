// The pane at the right of a ladder: what TCP just thought, or where everybody is on the state diagram.
#pragma once

#include "ui/app/app_parts.h"

namespace hw::ui {

struct RightPaneScene {
    const RunModel& run;
    const Selection& selection;
    Rect rect{};
};

// With its tabs.
void draw_right_pane(AppParts& parts, const RightPaneScene& scene, Commands& commands);

// The state diagram alone, where another row of tabs has chosen it.
void draw_states_tab(AppParts& parts, const RightPaneScene& scene, Colour ground, Commands& commands);

}  // namespace hw::ui
