// One run that nobody plans: a world, its timeline with branches, and a learner who does with it as they like.
// The sandbox, the state diagram and whatever else needs no lesson share it; it is changed by commands and by the
// passing of time, nothing else.
#pragma once

#include "sim/log_code.h"
#include "ui/app/run_playback.h"
#include "ui/app/run_set.h"
#include "ui/views/commands.h"
#include "ui/views/selection.h"

#include <optional>

namespace hw::ui {

class FreeSession {
  public:
    // Nothing has happened in `initial` yet, though it may have a script.
    explicit FreeSession(sim::World initial);

    // ---- what happens
    // Selection, the playhead, branches, and what is done to segments. False: it concerns something else.
    bool carry_out(const Command& command);
    // Anything that a command can ask of a world, at the playhead; time then goes on.
    sim::CommandError issue(const sim::Command& command);
    // Several at one moment.
    sim::CommandError issue_all(const std::vector<sim::Command>& commands);
    void advance(double elapsed_s, bool by_events);
    void play();
    // Plays until `t`, unless something is done before.
    void play_until(Instant t);
    void pause() { playback_.is_playing = false; }
    void seek(Instant t);
    // Another world; everything begins anew but the speed.
    void restart(sim::World initial);

    // Another world with what was done to it elsewhere, up to where that was left. False: it does not fit, and only the
    // beginning is there.
    bool restore(sim::World initial, const sim::SharedRun& run);

    // ---- what there is
    const RunSet& runs() const { return runs_; }
    const sim::Timeline& timeline() const { return runs_.timeline(0); }
    const Selection& selection() const { return selection_; }
    bool is_playing() const { return playback_.is_playing; }
    int speed() const { return playback_.speed; }
    // How far the timeline bar reaches: a little beyond what has been seen.
    Instant end() const;
    std::optional<sim::BranchId> compared_branch() const { return compared_; }
    // What the last command met, for the screen to say; None if all went well.
    sim::CommandError last_error() const { return last_error_; }
    // What was done so far on this branch, and where the playhead stands.
    sim::SharedRun shared() const;
    // Changes with every world, command and switch of branches.
    std::uint64_t version() const { return worlds_made_ << 32 | runs_.history_version(); }

  private:
    bool carry_out_time_command(const Command& command);
    void note_deed(sim::CommandError error);
    Instant next_stop() const;

    RunSet runs_;
    Selection selection_{};
    RunPlayback playback_{};
    std::optional<sim::BranchId> compared_{};
    std::optional<Instant> plays_until_{};
    sim::CommandError last_error_ = sim::CommandError::None;
    std::uint64_t worlds_made_ = 1;
};

}  // namespace hw::ui
