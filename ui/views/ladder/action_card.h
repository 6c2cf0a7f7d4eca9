// The card on the selected segment: what it is, where it is, and what can be done to it. Done to a segment that is
// no longer under way, the app goes back to its flight and a new branch begins; the card says so first.
#pragma once

#include "ui/views/ladder/ladder_drawing.h"

namespace hw::ui {

// The pose of the segment that has a card; nullptr: none has.
const ArrowPose* pose_with_card(const LadderDrawing& d);
void draw_action_card(LadderDrawing& d, Commands& commands);

// How tall the card of a segment is, so that the view can make room for it.
float action_card_height(Ui& ui, const LadderScene& scene, const LadderMemory& memory, const ArrowPose& pose);
float action_card_width(const Rect& view);

// Where the card lies: in the future if there is room, else below the segment, else above it; never on it.
Rect place_action_card(const Rect& view, float playhead_y, const ArrowPose& pose, Point size);

}  // namespace hw::ui
