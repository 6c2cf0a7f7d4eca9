// One branch of a run's history as the timeline bar draws it: its name, where it forks, and a dot for everything
// that was sent or lost on it.
#pragma once

#include "sim/timeline.h"
#include "ui/text/messages.h"
#include "ui/theme/palette.h"

#include <string>
#include <vector>

namespace hw::ui {

struct TimelineDot {
    Instant at{};
    SegmentKind kind = SegmentKind::Ack;
    bool is_loss = false;
    // The event that sent it, or at which it was lost.
    std::uint32_t event = 0;
};

struct BranchLine {
    sim::BranchId id = 0;
    sim::BranchId parent = 0;
    Instant forks_at{};
    Instant known_until{};
    // "as it happened", "you dropped the RST".
    std::string name{};
    bool is_shown = false;
    // Its own dots only: what it inherits is drawn on its parent.
    std::vector<TimelineDot> dots{};
    // When anything happens on it, inherited or not.
    std::vector<Instant> busy{};
};

std::vector<BranchLine> branch_lines(const sim::Timeline& timeline, Language language);

// What a learner did, in their words: "you dropped the RST". Empty for what no learner does.
std::string command_text(const sim::Command& command, const sim::Trace& trace, Language language);

}  // namespace hw::ui
