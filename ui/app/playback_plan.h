// How a step is played: silences and monotonies, known from the run that the engine has made for grading, are crossed
// in a moment, and the rest is hurried so that no step takes long, whatever its span.
#pragma once

#include "sim/trace.h"
#include "ui/views/time/time_axis.h"

#include <span>

namespace hw::ui {

struct PlaybackPlan {
    TimeAxis axis{};
    // The learner's time counts this many times; at least 1.
    double hurry = 1;
    // Of steps from event to event: how long each is looked at.
    double rest_s = 0;
};

struct PlaybackSpan {
    Instant from{};
    Instant until{};
    Duration round_trip{};
    // Virtual seconds in one of the learner's.
    double factor = 1;
};

// At most so long a step is played, whatever happens in it.
inline constexpr double longest_step_s = 7;

// `histories`: what is known of every run, also of its future.
PlaybackPlan plan_playback(std::span<const sim::Trace* const> histories, const PlaybackSpan& span);

}  // namespace hw::ui
