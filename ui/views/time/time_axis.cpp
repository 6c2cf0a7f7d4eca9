#include "ui/views/time/time_axis.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hw::ui {

namespace {

double ms_of(Duration d) { return static_cast<double>(d.us) / 1'000; }

}  // namespace

TimeAxis::TimeAxis(std::span<const Silence> silences, const TimeScale& scale) : scale_(scale) {
    double folded_away_px = 0;  // by how much the folds so far have shortened the axis
    for (const Silence& silence : silences) {
        Fold fold{.silence = silence, .from = silence.from + scale.margin, .to = silence.to - scale.margin};
        const double length_px = ms_of(fold.to - fold.from) * scale.px_per_ms;
        // Why: a fold that would not shorten the axis is no fold.
        if (length_px <= scale.fold_px) continue;
        fold.start_px = ms_of(fold.from - Instant{}) * scale.px_per_ms - folded_away_px;
        fold.end_px = fold.start_px + scale.fold_px;
        folded_away_px += length_px - scale.fold_px;
        folds_.push_back(fold);
    }
}

double TimeAxis::at(Instant t) const {
    double folded_away_px = 0;
    for (const Fold& fold : folds_) {
        if (t <= fold.from) break;
        if (t < fold.to) {
            const double fraction = ms_of(t - fold.from) / ms_of(fold.to - fold.from);
            return fold.start_px + fraction * (fold.end_px - fold.start_px);
        }
        folded_away_px += ms_of(fold.to - fold.from) * scale_.px_per_ms - (fold.end_px - fold.start_px);
    }
    return ms_of(t - Instant{}) * scale_.px_per_ms - folded_away_px;
}

Instant TimeAxis::when(double px) const {
    double folded_away_px = 0;
    for (const Fold& fold : folds_) {
        if (px <= fold.start_px) break;
        if (px < fold.end_px) {
            const double fraction = (px - fold.start_px) / (fold.end_px - fold.start_px);
            const auto inside_us = static_cast<double>((fold.to - fold.from).us) * fraction;
            return fold.from + Duration{std::llround(inside_us)};
        }
        folded_away_px += ms_of(fold.to - fold.from) * scale_.px_per_ms - (fold.end_px - fold.start_px);
    }
    return Instant{std::llround((px + folded_away_px) / scale_.px_per_ms * 1'000)};
}

bool TimeAxis::is_folded(Instant t) const {
    return std::any_of(folds_.begin(), folds_.end(), [t](const Fold& f) { return f.from < t && t < f.to; });
}

std::vector<Instant> TimeAxis::ticks(Instant from, Instant to, double least_px) const {
    std::vector<Instant> ticks;
    const std::int64_t step = tick_step(scale_.px_per_ms, least_px).us;
    std::int64_t us = (std::max<std::int64_t>(from.us, 0) + step - 1) / step * step;
    constexpr std::size_t most_ticks = 2'000;
    while (us <= to.us && ticks.size() < most_ticks) {
        const Instant t{us};
        const auto inside = [t](const Fold& f) { return f.from < t && t < f.to; };
        const auto fold = std::find_if(folds_.begin(), folds_.end(), inside);
        if (fold != folds_.end()) {  // a silence of an hour is one stride, not 36,000
            us = (fold->to.us + step - 1) / step * step;
            continue;
        }
        if (ticks.empty() || at(t) - at(ticks.back()) >= least_px) ticks.push_back(t);
        us += step;
    }
    return ticks;
}

Duration tick_step(double px_per_ms, double least_px) {
    constexpr std::array<std::int64_t, 3> mantissas{1, 2, 5};
    constexpr std::int64_t longest_us = 3'600'000'000;
    for (std::int64_t decade = 1; decade < longest_us; decade *= 10) {
        for (const std::int64_t mantissa : mantissas) {
            const Duration step{mantissa * decade};
            if (ms_of(step) * px_per_ms >= least_px) return step;
        }
    }
    return Duration{longest_us};
}

double fitting_px_per_ms(std::span<const Silence> silences, Instant end, double available_px,
                         const TimeScale& scale) {
    double shown_ms = ms_of(end - Instant{});
    double folds_px = 0;
    for (const Silence& silence : silences) {
        if (silence.from >= end) break;
        const Duration folded = earlier_of(silence.to, end) - silence.from - scale.margin * 2;
        if (folded.us <= 0) continue;
        shown_ms -= ms_of(folded);
        folds_px += scale.fold_px;
    }
    constexpr double shortest_ms = 1;
    return std::max(available_px - folds_px, available_px / 4) / std::max(shown_ms, shortest_ms);
}

}  // namespace hw::ui
