// The runs of one step: one timeline, or two side by side in a duel, under one playhead. It remembers how far each
// branch has been seen, and offers every view its model.
#pragma once

#include "lesson/lesson.h"
#include "lesson/observation.h"
#include "sim/measured_run.h"
#include "sim/timeline.h"
#include "ui/views/commands.h"
#include "ui/views/run_model.h"
#include "ui/views/selection.h"

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace hw::ui {

class RunSet {
  public:
    // Stands at `opens_at`. `until`: so far measured runs go.
    RunSet(const std::vector<const lesson::Scene*>& scenes, Instant opens_at, Instant until = {});
    // Of worlds in which nothing has happened yet.
    RunSet(std::vector<sim::World> worlds, Instant opens_at);

    std::size_t size() const { return timelines_.size(); }
    // Runs too large for a trace: there is no ladder of them but samples, and time goes on by advance_measured().
    // Their timelines stand at the beginning and stay there.
    bool is_measured() const { return !measured_.empty(); }
    // The world is that of the furthest moment known, not that of now().
    const sim::MeasuredRun& measured(std::size_t run) const { return measured_[run]; }
    std::vector<lesson::History> known() const;  // of measured runs
    // The playhead goes on to `t`, or as far as so many events lead. Whether it is there.
    bool advance_measured(Instant t, std::uint32_t most_events);
    const sim::Timeline& timeline(std::size_t run) const { return timelines_[run]; }
    std::vector<lesson::RunSource> sources() const;
    RunModel model(std::size_t run, bool is_playing) const;
    // Another branch of the same run, at the same moment.
    RunModel model_of_branch(std::size_t run, sim::BranchId branch) const;

    Instant now() const { return is_measured() ? measured_now_ : timelines_.front().now(); }
    // The furthest that any run has been seen on its present branch.
    Instant seen_until() const;
    // The next event of any run after what is known; never if there is none.
    Instant next_event_at() const;
    bool is_at_start() const;

    // ---- moving the playhead; none of these changes history
    void seek(Instant t);
    void seek_event(std::size_t run, std::uint32_t count);
    // The nearest event of any run after or before now. False when there is none.
    bool step_forward();
    bool step_back();
    void switch_to(std::size_t run, sim::BranchId branch);

    // ---- changing history, at the playhead
    sim::CommandError issue(std::size_t run, const sim::Command& command);
    // Does it to the segment where it is; if it is gone, goes back to its flight first.
    sim::CommandError act(std::size_t run, PacketId packet, PacketAction action);
    sim::CommandError edit(std::size_t run, PacketId packet, const wire::SegmentEdit& edit);

    // Changes with every command and every switch of branches: what is observed has to be observed anew.
    std::uint64_t history_version() const { return history_version_; }

  private:
    void stand_at(Instant opens_at);
    void note_seen();
    sim::CommandError issue_measured(std::size_t run, const sim::Command& command);
    sim::CommandError go_to_flight(std::size_t run, PacketId packet);

    std::vector<sim::Timeline> timelines_;
    std::vector<sim::MeasuredRun> measured_{};  // one for each timeline, or none
    Instant measured_now_{};
    std::map<std::pair<std::size_t, sim::BranchId>, Instant> seen_until_;
    std::uint64_t history_version_ = 1;
};

}  // namespace hw::ui
