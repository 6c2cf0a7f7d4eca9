// The timeline bar: where the playhead is in the history, how it moves, and which branches the history has. It
// folds the same silences as the ladder.
#pragma once

#include "ui/views/commands.h"
#include "ui/views/selection.h"
#include "ui/views/time/time_axis.h"
#include "ui/views/timeline/branch_line.h"
#include "ui/widgets/ui.h"

#include <string>
#include <vector>

namespace hw::ui {

enum class TimelineSize : std::uint8_t {
    Full,    // 104 px: transport, two lines, the list of branches
    Medium,  // 64 px: transport and one line, the branch in a button
    Small    // 56 px: three buttons, one line, the time
};

struct TimelineScene {
    const RunModel& run;
    const Selection& selection;
    const std::vector<BranchLine>& branches;
    Rect rect{};
    TimelineSize size = TimelineSize::Full;
    // Where the bar ends at least, so that there is a way to go: the end of the step.
    Instant end{};
    int speed = 0;
    // False before a prediction: what lies ahead is not shown yet.
    bool can_play = true;
    bool can_compare = false;
    bool is_comparing = false;
    // The left edge of the list of branches: that of the right pane.
    float list_left = 0;
    // A run of which nothing but samples is kept: no events to count, no silences to fold, no branches to list.
    bool is_measured = false;
    // Instead of the name of `speed`.
    std::string speed_name = {};
};

void draw_timeline_bar(Ui& ui, const TimelineScene& scene, Commands& commands);

// The axis of the bar: fits everything that is known into `width`.
TimeAxis timeline_axis(const TimelineScene& scene, double width);

}  // namespace hw::ui
