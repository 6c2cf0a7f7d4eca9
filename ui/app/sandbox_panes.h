// The two panes of the sandbox that no lesson has: what the world begins with, and what the network does from now on.
#pragma once

#include "ui/app/rule_draft.h"
#include "ui/app/sandbox_setup.h"
#include "ui/views/commands.h"
#include "ui/views/run_model.h"
#include "ui/widgets/ui.h"

namespace hw::ui {

struct SetupScene {
    // The world that is there began with this.
    const SandboxSetup& present;
    Rect rect{};
    Colour ground = 0;
};
// Changes `draft`; true when the world is to begin anew with it.
bool draw_setup_pane(Ui& ui, const SetupScene& scene, SandboxSetup& draft);

struct NetworkScene {
    const RunModel& run;
    Rect rect{};
    Colour ground = 0;
};
// Changes `draft`; what is asked of the world becomes command::IssueSim.
void draw_network_pane(Ui& ui, const NetworkScene& scene, RuleDraft& draft, Commands& commands);

}  // namespace hw::ui
