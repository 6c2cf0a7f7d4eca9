// The part of a host's card on which a segment out of nowhere is put together, number by number and bit by bit.
#pragma once

#include "ui/views/calls/inject_draft.h"
#include "ui/widgets/ui.h"

#include <string>

namespace hw::ui {

enum class InjectAnswer : std::uint8_t { None, Cancel, Send };

float inject_panel_height(const Ui& ui);
// Draws the rows from `upper_left` on and changes the draft. `id` is the root of the semantic ids.
InjectAnswer draw_inject_panel(Ui& ui, const std::string& id, Point upper_left, float width,
                               InjectDraft& draft);

}  // namespace hw::ui
