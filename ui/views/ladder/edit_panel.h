// The part of a segment's card on which it is changed: numbers one up or down, control bits, window, text, and
// whether the checksum is made right again.
#pragma once

#include "ui/views/ladder/ladder_drawing.h"

namespace hw::ui {

float edit_panel_height(const Ui& ui);

// Draws the rows from `upper_left` on. Pressing the last row's tiles ends the draft, one of them with a command.
void draw_edit_panel(LadderDrawing& d, const sim::PacketRecord& packet, Point upper_left, float width,
                     Commands& commands);

}  // namespace hw::ui
