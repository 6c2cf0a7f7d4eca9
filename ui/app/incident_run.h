// One measured run on the screen: it is computed in pieces that fit into a frame, remembers its chart, and can be
// rewound. Which world it is, others say.
#pragma once

#include "sim/measured_run.h"
#include "ui/views/incident/incident_model.h"

#include <optional>
#include <vector>

namespace hw::ui {

// What a chart shows of a run: a number for each second, from second 0 on.
struct RunRecord {
    std::vector<float> gateway_time_waits{}, backend_time_waits{}, backend_close_waits{};
    std::vector<float> failures{};  // within the second that begins here
};

class IncidentRun {
  public:
    IncidentRun(sim::World initial, Instant until);

    // Goes on to `target`: `factor` seconds in one of the learner's, or with 0 as fast as it can be computed.
    void go_to(Instant target, double factor);
    // From a moment before now as well.
    void seek(Instant target);
    void stop() { target_ = run_.now(); }

    // Lets `elapsed_s` pass, and computes for no longer than a frame can spare.
    void advance(double elapsed_s);

    bool is_moving() const { return run_.now() < target_; }
    bool is_over() const { return run_.is_over(); }
    Instant now() const { return run_.now(); }
    Instant until() const { return run_.options().until; }
    Instant target() const { return target_; }
    // How far it has ever been computed.
    Instant known_until() const { return known_until_; }
    const sim::MeasuredRun& measured() const { return run_; }
    const RunRecord& record() const { return record_; }
    // Changes whenever the world does.
    std::uint64_t version() const;

  private:
    void note_samples();

    sim::MeasuredRun run_;
    std::vector<sim::MeasuredRun> keyframes_{};  // at multiples of keyframe_every, as far as it was computed
    RunRecord record_{};
    Instant target_{};
    Instant known_until_{};
    double factor_ = 0;
    double lag_s_ = 0;  // of the learner's time that could not be computed yet
    std::uint64_t rewinds_ = 0;
};

}  // namespace hw::ui
