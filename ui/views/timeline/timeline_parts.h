// The parts of the timeline bar; private to ui/views/timeline.
#pragma once

#include "ui/views/timeline/timeline_bar.h"

namespace hw::ui {

struct TrackPlace {
    // What the pointer may drag in.
    Rect area{};
    // The first branch, and the shown other one below it (the same line where there is room for one only).
    float line_y = 0;
    float branch_y = 0;
};

void draw_timeline_track(Ui& ui, const TimelineScene& scene, const TrackPlace& at, Commands& commands);
void draw_branch_list(Ui& ui, const TimelineScene& scene, const Rect& rect, Commands& commands);
// One button that names the shown branch and goes on to the next.
void draw_branch_button(Ui& ui, const TimelineScene& scene, const Rect& rect, Commands& commands);

}  // namespace hw::ui
