// The passing of time over runs: the playhead glides on at the learner's speed and crosses silences as the ladder folds
// them, or rests from event to event.
#pragma once

#include "ui/app/playback_plan.h"
#include "ui/app/run_set.h"
#include "ui/views/commands.h"

namespace hw::ui {

struct RunPlayback {
    // Index into `speeds`.
    int speed = 0;
    bool is_playing = false;
    // How long the playhead has rested on its event, when nothing may glide.
    double rested_s = 0;
};

// Lets `elapsed_s` of the learner's time pass; the playhead comes no further than `stop`, which lies ahead of it. With
// `by_events` it jumps from event to event.
void play_runs(RunSet& runs, RunPlayback& playback, const PlaybackPlan& plan, double elapsed_s,
               bool by_events, Instant stop);
// The same without a plan: silences are crossed as the ladder folds them, nothing else is hurried.
void play_runs(RunSet& runs, RunPlayback& playback, double elapsed_s, bool by_events, Instant stop);

// Steps from event to event, switches branches, sets the speed: what needs no plan and no judge. False: the
// command is another one.
bool carry_out_playback(const Command& command, std::size_t run, RunSet& runs, RunPlayback& playback);

}  // namespace hw::ui
