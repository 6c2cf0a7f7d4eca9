// From wall time to virtual time: play runs at a chosen speed, and crosses a silence in the time that its band
// takes on the screen. Pure; the app asks how far the playhead has come since the last frame.
#pragma once

#include "base/time.h"
#include "ui/views/time/time_axis.h"

#include <array>
#include <span>

namespace hw::ui {

struct Speed {
    // Virtual seconds in one second of the learner's.
    double factor = 1;
    const char* name = "1";
};

// From the slowest to the fastest.
inline constexpr std::array<Speed, 6> speeds = {Speed{0.125, "1/8"}, Speed{0.25, "1/4"}, Speed{0.5, "1/2"},
                                                Speed{1, "1"},       Speed{2, "2"},      Speed{4, "4"}};
// Slow enough that the eye can follow a segment from lane to lane.
inline constexpr int usual_speed = 0;

// A folded silence, however long, is crossed in this time at any speed.
inline constexpr double fold_crossing_s = 0.7;

// How long that takes from `from` to `until`, in the learner's seconds.
double play_seconds(Instant from, Instant until, double factor, std::span<const Fold> folds);

// Where the playhead is `elapsed_s` after it was at `from`; not beyond `until`.
Instant play_on(Instant from, double elapsed_s, double factor, std::span<const Fold> folds, Instant until);

}  // namespace hw::ui
