// "What did TCP just think?": the step table for one event under the RFC's own headings, and the TCB before and
// after it, with what changed marked.
#pragma once

#include "ui/views/commands.h"
#include "ui/views/selection.h"
#include "ui/widgets/ui.h"

namespace hw::ui {

struct ThinkScene {
    const RunModel& run;
    const Selection& selection;
    Rect rect{};
    float padding = space::right_pane_padding;
    // What the pane shows: both parts below each other, or one of them as a tab.
    bool shows_steps = true;
    bool shows_tcb = true;
    Colour ground = 0;
};

void draw_think_pane(Ui& ui, const ThinkScene& scene, Commands& commands);

}  // namespace hw::ui
