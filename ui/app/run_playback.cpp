#include "ui/app/run_playback.h"

#include <algorithm>

#include "ui/views/ladder/ladder_layout.h"
#include "ui/views/time/playback.h"

namespace hw::ui {

namespace {

// With reduced motion the playhead rests this long on every event.
constexpr double rest_on_event_s = 0.6;

// Silences that all runs share, folded as on the ladder, so that play crosses them in a moment.
TimeAxis playback_axis(const RunSet& runs, Instant end) {
    std::vector<Instant> busy{end};
    Duration round_trip{};
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const RunModel model = runs.model(run, true);
        const auto own = busy_instants(*model.trace, model.next_event_at);
        busy.insert(busy.end(), own.begin(), own.end());
        round_trip = model.round_trip();
    }
    std::sort(busy.begin(), busy.end());
    const double round_trip_ms = static_cast<double>(round_trip.us) / 1'000;
    const TimeScale scale{.px_per_ms = 120 / std::max(round_trip_ms, 0.001), .margin = round_trip / 8};
    return TimeAxis(find_silences(busy, longest_shown_silence(round_trip)), scale);
}

}  // namespace

void play_runs(RunSet& runs, RunPlayback& playback, const PlaybackPlan& plan, double elapsed_s,
               bool by_events, Instant stop) {
    if (!by_events) {
        const double factor = speeds[static_cast<std::size_t>(playback.speed)].factor;
        runs.seek(play_on(runs.now(), elapsed_s * plan.hurry, factor, plan.axis.folds(), stop));
        return;
    }
    playback.rested_s += elapsed_s;
    if (playback.rested_s < plan.rest_s) return;
    playback.rested_s = 0;
    const Instant next = runs.next_event_at();
    if (next <= runs.now())
        runs.step_forward();
    else
        runs.seek(earlier_of(next, stop));
}

void play_runs(RunSet& runs, RunPlayback& playback, double elapsed_s, bool by_events, Instant stop) {
    const PlaybackPlan plan{.axis = playback_axis(runs, stop), .rest_s = rest_on_event_s};
    play_runs(runs, playback, plan, elapsed_s, by_events, stop);
}

bool carry_out_playback(const Command& command, std::size_t run, RunSet& runs, RunPlayback& playback) {
    if (const auto* speed = std::get_if<command::SetSpeed>(&command)) {
        playback.speed = std::clamp(speed->index, 0, static_cast<int>(speeds.size()) - 1);
        return true;
    }
    if (const auto* branch = std::get_if<command::SwitchBranch>(&command))
        runs.switch_to(run, branch->branch);
    else if (std::holds_alternative<command::StepForward>(command))
        runs.step_forward();
    else if (std::holds_alternative<command::StepBack>(command))
        runs.step_back();
    else
        return false;
    playback.is_playing = false;
    return true;
}

}  // namespace hw::ui
