// One segment at one moment: what of its way is drawn, with which fate, and where its mark stands. Pure; the
// ladder asks for it every frame, for the segments in view.
#pragma once

#include "ui/draw/segment.h"
#include "ui/views/ladder/ladder_layout.h"

#include <vector>

namespace hw::ui {

struct ArrowPose {
    enum class Time : std::uint8_t {
        Unseen,  // sent after everything that has been seen
        Past,    // sent at or before the playhead
        Future   // sent after the playhead, but seen before the learner went back
    };
    Time time = Time::Unseen;
    // Straight stretches that it left behind when it was held or delayed, then its present one as `arrow`.
    std::vector<std::array<Point, 2>> flown{};
    // Downright stretches during which it waited, dotted; the hold icon stands on the upper end of each.
    std::vector<std::array<Point, 2>> waits{};
    SegmentArrow arrow{};
    // Where it is now: its head, its cross, or the disc in flight.
    Point mark{};

    bool is_shown() const { return time != Time::Unseen; }
    // Still in the network at the playhead, moving or held.
    bool is_under_way() const {
        return time == Time::Past && (arrow.fate == SegmentFate::InFlight || arrow.fate == SegmentFate::Held);
    }
    // The visible part of the present stretch.
    Point visible_from() const { return along(arrow.from, arrow.to, arrow.first_visible); }
    Point visible_to() const { return arrow.fate == SegmentFate::Arrived ? arrow.to : mark; }
};

struct PoseMoment {
    Instant now{};
    Instant seen_until{};
};

ArrowPose pose_of(const LadderLayout& layout, const LadderArrow& arrow, const PoseMoment& moment);

// How far `p` is from the nearest visible stretch of the segment.
float distance_to(const ArrowPose& pose, Point p);

}  // namespace hw::ui
