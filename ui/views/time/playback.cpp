#include "ui/views/time/playback.h"

#include <algorithm>
#include <cmath>

namespace hw::ui {

namespace {

double seconds_of(Duration d) { return static_cast<double>(d.us) / 1'000'000; }
Duration duration_of(double seconds) { return {std::llround(seconds * 1'000'000)}; }

}  // namespace

double play_seconds(Instant from, Instant until, double factor, std::span<const Fold> folds) {
    double plain_s = seconds_of(until - from);
    double folded_s = 0;
    for (const Fold& fold : folds) {
        const Instant begins = later_of(fold.from, from);
        const Instant ends = earlier_of(fold.to, until);
        if (ends <= begins) continue;
        plain_s -= seconds_of(ends - begins);
        folded_s += fold_crossing_s * seconds_of(ends - begins) / seconds_of(fold.to - fold.from);
    }
    return std::max(plain_s, 0.0) / factor + folded_s;
}

Instant play_on(Instant from, double elapsed_s, double factor, std::span<const Fold> folds, Instant until) {
    Instant t = from;
    double left_s = elapsed_s;
    for (const Fold& fold : folds) {
        if (fold.to <= t) continue;
        if (fold.from > t) {
            const double to_fold_s = seconds_of(fold.from - t) / factor;
            if (left_s < to_fold_s) break;
            left_s -= to_fold_s;
            t = fold.from;
        }
        const double crossing_factor = seconds_of(fold.to - fold.from) / fold_crossing_s;
        const double to_end_s = seconds_of(fold.to - t) / crossing_factor;
        if (left_s < to_end_s) return earlier_of(t + duration_of(left_s * crossing_factor), until);
        left_s -= to_end_s;
        t = fold.to;
    }
    return earlier_of(t + duration_of(left_s * factor), until);
}

}  // namespace hw::ui
