// Two runs side by side under one playhead, with a mark on the rail between them wherever they differ; where there
// is room for one only, and where there are more than two, tabs choose which.
#pragma once

#include "ui/views/ladder/ladder.h"

#include <array>
#include <string>
#include <vector>

namespace hw::ui {

struct DuelSide {
    const RunModel& run;
    const Selection& selection;
    LadderMemory& memory;
    // Of the run, or of the branch.
    std::size_t number = 1;
    std::string name{};
    // The clause that this side's rules break; empty if they are the RFC's.
    std::string breaks{};
    // Its hosts follow Linux where that differs from the RFC.
    bool is_linux = false;
    PacketId pointed{};
};

struct DuelScene {
    std::vector<DuelSide> sides;
    const LadderSettings& settings;
    Rect rect{};
    bool is_compact = false;
    // Which one is shown where it is one at a time.
    int shown_run = 0;
    std::string notice{};
    std::string notice_detail{};
    bool can_act = true;
    Instant fits_until{};
    // Says of each side which rules it follows: not for two branches of one run.
    bool shows_rules = true;
    CallSet calls = CallSet::none();
};

// Side by side both ladders need this much, and the rail between them.
inline constexpr float least_duel_width = 2 * 380 + 56;

// What concerns a run goes to its own list; what concerns both, or the shown one of more than two, to the first.
void draw_duel(Ui& ui, const DuelScene& scene, std::array<Commands, 2>& commands);

}  // namespace hw::ui
