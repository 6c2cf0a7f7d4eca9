// The parts of the think pane; private to ui/views/think.
#pragma once

#include "ui/views/think/think_panel.h"
#include "ui/views/think/clause.h"
#include "ui/views/think/thought.h"

#include <string>

namespace hw::ui {

// "B got RST at 80 ms, in SYN-RECEIVED".
std::string describe_event(const Ui& ui, const RunModel& run, std::uint32_t event);

void draw_steps(Ui& ui, const ThinkScene& scene, const Thought& thought, Commands& commands);
void draw_tcb(Ui& ui, const ThinkScene& scene, const Thought& thought);

// A row's heading in the language of the screen: the RFC's own, or its translation.
std::string_view row_heading(Language language, tcp::Row row);
// A finding's sentence in the language of the screen.
std::string_view finding_sentence(Language language, tcp::Finding finding);

} // namespace hw::ui
