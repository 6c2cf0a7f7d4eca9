// The remedies being tried: bets, the queue of runs, what they have shown, and the prescription. It owns the run that
// is on the screen, whatever that is a run of.
#pragma once

#include "lesson/incident/load.h"
#include "lesson/incident/measurement.h"
#include "lesson/incident/remedy_words.h"
#include "lesson/incident/trial.h"
#include "ui/app/incident_run.h"
#include "ui/views/incident/incident_model.h"
#include "ui/views/incident/run_bar.h"

#include <array>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hw::ui {

class IncidentWard final : public incident::Results {
  public:
    explicit IncidentWard(const incident::Size& size);

    // ---- what happens
    void advance(double elapsed_s);
    void carry_out(const Wish& wish);
    void carry_out(const wish::AboutTime& wish);
    // Shows this world, whatever the ward tries: a step of the lesson.
    void show_scene(sim::World initial, Instant opens_at, Instant until);
    // Shows the run of a set of remedies from its beginning.
    void show_set(incident::RemedySet set);

    // ---- what there is
    const incident::Size& size() const { return size_; }
    IncidentRun& run() { return *run_; }
    const IncidentRun& run() const { return *run_; }
    bool is_busy() const { return run_->is_moving() || !queue_.empty(); }
    bool is_playing() const { return run_->is_moving(); }
    int speed() const { return speed_; }
    // Changes whenever the world that is shown does.
    std::uint64_t version() const { return runs_made_ << 48 | run_->version(); }
    // Nothing: a scene of the lesson.
    std::optional<incident::RemedySet> shown_set() const { return shown_; }
    // The load that the shown run has in requests per second, if it is not every day's.
    std::optional<std::uint32_t> shown_load() const { return shown_load_; }
    const incident::Phases* of(incident::RemedySet set) const override;
    const RunRecord* record_of(incident::RemedySet set) const;
    std::optional<std::uint32_t> expanded() const { return expanded_; }
    const std::vector<RemedyRow>& rows(Language language);
    PadModel pad(Language language) const;
    LoadModel loads() const;
    // How far the run that is tried is, 0 to 1.
    float progress() const;
    bool is_accepted() const { return ruling_ && ruling_->is_accepted; }

  private:
    struct Outcome {
        incident::Phases phases{};
        RunRecord record{};
    };

    void want(incident::RemedySet set);
    void begin_next();
    void run_is_over();
    void show_load(std::uint32_t per_second);
    void judge_prescription();
    void prescribe(std::uint32_t remedy, bool is_prescribed);

    incident::Size size_;
    std::optional<IncidentRun> run_;
    std::uint64_t runs_made_ = 0;
    std::optional<incident::RemedySet> shown_{};
    std::map<std::uint32_t, Outcome> outcomes_{};  // by RemedySet::bits
    std::deque<incident::RemedySet> queue_{};      // the first one is running
    int speed_ = 2;
    std::array<std::optional<Bet>, incident::remedy_count> bets_{};
    std::optional<std::uint32_t> expanded_{};
    incident::RemedySet prescription_{};
    std::optional<incident::RemedySet> on_trial_{};  // the prescription as it was when it was handed in
    std::uint32_t runs_wanted_ = 0;
    std::optional<incident::Ruling> ruling_{};
    std::vector<RemedyRow> rows_{};
    // Other loads, without any remedy.
    std::uint32_t load_ = 1;
    bool are_loads_open_ = false;
    std::optional<std::uint32_t> shown_load_{};
    std::map<std::uint32_t, incident::Measurement> load_outcomes_{};  // by requests per second
};

}  // namespace hw::ui
