// Virtual time as a length on the screen: linear, except that silences are folded to a fixed length. The ladder
// uses it downwards, the timeline bar to the right. A pure value; made anew when the trace or the zoom changes.
#pragma once

#include "base/time.h"
#include "ui/views/time/silences.h"

#include <span>
#include <vector>

namespace hw::ui {

struct TimeScale {
    // CSS pixels per millisecond outside the folds; more than 0.
    double px_per_ms = 1;
    // The length of a folded silence in CSS pixels.
    double fold_px = 52;
    // What stays unfolded at either end of a silence, so that no arrow touches the band.
    Duration margin{};
};

// A folded silence: where its band lies, and how long nothing happened.
struct Fold {
    Silence silence{};
    // The part of the silence that the band stands for: without the margins.
    Instant from{};
    Instant to{};
    double start_px = 0;
    double end_px = 0;
};

class TimeAxis {
  public:
    TimeAxis() = default;
    // Time 0 lies at pixel 0.
    TimeAxis(std::span<const Silence> silences, const TimeScale& scale);

    // Where `t` lies; before 0 the axis goes on with its scale.
    double at(Instant t) const;
    // The instant at a place; the inverse of `at` up to rounding to whole microseconds.
    Instant when(double px) const;

    const std::vector<Fold>& folds() const { return folds_; }
    const TimeScale& scale() const { return scale_; }
    // True strictly inside a fold's band.
    bool is_folded(Instant t) const;

    // Round instants in [from, to], at least `least_px` apart, none of them inside a fold.
    std::vector<Instant> ticks(Instant from, Instant to, double least_px) const;

  private:
    TimeScale scale_{};
    std::vector<Fold> folds_{};
};

// The smallest of 1, 2, 5, 10, 20, 50 … ms (or fractions of one) that takes at least `least_px`.
Duration tick_step(double px_per_ms, double least_px);

// A scale at which everything up to `end` takes `available_px`, folds of `fold_px` included.
double fitting_px_per_ms(std::span<const Silence> silences, Instant end, double available_px,
                         const TimeScale& scale);

}  // namespace hw::ui
