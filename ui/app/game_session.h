// The runs of a duel, side by side under one playhead, or the one run of a puzzle, up to a planned end: what is done to
// them and the passing of time. Views read it; it grades nothing.
#pragma once

#include "ui/app/run_playback.h"
#include "ui/app/run_set.h"
#include "ui/views/commands.h"
#include "ui/views/selection.h"

#include <vector>

namespace hw::ui {

class GameSession {
  public:
    struct Plan {
        std::vector<const lesson::Scene*> scenes{};
        Instant opens_at{};
        // Play halts here.
        Instant ends_at{};
    };
    explicit GameSession(Plan plan);

    // ---- what happens
    // Selection, the playhead, branches, and what is done to the world at it: time then goes on. False: it concerns
    // something else.
    bool carry_out(const Command& command, std::size_t run);
    // The acts at their times, then back to the beginning, from where it plays.
    void perform(std::span<const lesson::Act> acts);
    void advance(double elapsed_s, bool by_events);
    void play();
    void seek(Instant t);
    void restart();
    // To the moment that decided something, and what happened then.
    void show(const lesson::Evidence& evidence);

    // ---- what there is
    const RunSet& runs() const { return runs_; }
    const Selection& selection(std::size_t run) const { return selections_[run]; }
    bool is_playing() const { return playback_.is_playing; }
    int speed() const { return playback_.speed; }
    Instant ends_at() const { return plan_.ends_at; }
    // How far the timeline bar reaches.
    Instant end() const { return later_of(plan_.ends_at, runs_.seen_until()); }
    // Everything up to `t` has been seen, if only because nothing more is going to happen before it.
    bool has_seen(Instant t) const;
    // What the last command met, for the screen to say; None if all went well.
    sim::CommandError last_error() const { return last_error_; }

  private:
    bool carry_out_time_command(const Command& command, std::size_t run);
    void note_deed(sim::CommandError error);
    Instant next_stop() const;

    Plan plan_;
    RunSet runs_;
    std::vector<Selection> selections_{};
    RunPlayback playback_{};
    sim::CommandError last_error_ = sim::CommandError::None;
};

}  // namespace hw::ui
