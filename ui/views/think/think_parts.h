// The parts of the think pane; private to ui/views/think.
#pragma once

#include "ui/views/think/clause.h"
#include "ui/views/think/think_panel.h"
#include "ui/views/think/thought.h"
#include "ui/views/think/words.h"

#include <string>

namespace hw::ui {

// "B got RST at 80 ms, in SYN-RECEIVED".
std::string describe_event(const Ui& ui, const RunModel& run, std::uint32_t event);

void draw_steps(Ui& ui, const ThinkScene& scene, const Thought& thought, Commands& commands);
void draw_tcb(Ui& ui, const ThinkScene& scene, const Thought& thought);

}  // namespace hw::ui
