#include "ui/app/playback_plan.h"

#include <algorithm>

#include "ui/views/ladder/ladder_layout.h"
#include "ui/views/time/monotony.h"
#include "ui/views/time/playback.h"

namespace hw::ui {

namespace {

// With reduced motion the playhead rests this long on every event, unless there are many.
constexpr double longest_rest_s = 0.6;

double events_in(std::span<const sim::Trace* const> histories, const PlaybackSpan& span) {
    std::ptrdiff_t most = 1;
    for (const sim::Trace* trace : histories) {
        const auto inside = [&span](const sim::EventRecord& event) {
            return span.from < event.at && event.at <= span.until;
        };
        most = std::max(most, std::count_if(trace->events.begin(), trace->events.end(), inside));
    }
    return static_cast<double>(most);
}

}  // namespace

PlaybackPlan plan_playback(std::span<const sim::Trace* const> histories, const PlaybackSpan& span) {
    std::vector<Instant> busy{span.until};
    for (const sim::Trace* trace : histories) {
        const std::vector<Instant> own = busy_instants(*trace, Instant::never());
        busy.insert(busy.end(), own.begin(), own.end());
    }
    std::sort(busy.begin(), busy.end());
    const double round_trip_ms = static_cast<double>(span.round_trip.us) / 1'000;
    const TimeScale scale{.px_per_ms = 120 / std::max(round_trip_ms, 0.001), .margin = span.round_trip / 8};
    const Duration longest_shown = longest_shown_silence(span.round_trip);
    const bool is_alone = histories.size() == 1;
    PlaybackPlan plan{.axis = TimeAxis(is_alone ? find_folds(*histories.front(), busy, {}, longest_shown)
                                                : find_silences(busy, longest_shown),
                                       scale)};
    if (span.from < span.until) {
        const double whole_s = play_seconds(span.from, span.until, span.factor, plan.axis.folds());
        plan.hurry = std::max(1.0, whole_s / longest_step_s);
    }
    plan.rest_s = std::min(longest_rest_s, longest_step_s / events_in(histories, span));
    return plan;
}

}  // namespace hw::ui
