#include "ui/app/incident_ward.h"

#include <algorithm>

namespace hw::ui {

namespace {

constexpr incident::RemedySet no_remedy{};

}  // namespace

IncidentWard::IncidentWard(const incident::Size& size) : size_(size), load_(incident::every_day_load(size)) {
    show_set(no_remedy);
}

// ---- runs

void IncidentWard::show_set(incident::RemedySet set) {
    run_.emplace(incident::make_world(incident::setup_with(size_, set)), incident::trial_ends_at);
    shown_ = set;
    shown_load_.reset();
    ++runs_made_;
}

void IncidentWard::show_load(std::uint32_t per_second) {
    run_.emplace(incident::make_world(incident::setup_at(size_, per_second)),
                 Instant{} + incident::phase_length);
    shown_ = no_remedy;
    shown_load_ = per_second;
    ++runs_made_;
}

void IncidentWard::show_scene(sim::World initial, Instant opens_at, Instant until) {
    queue_.clear();
    runs_wanted_ = 0;
    run_.emplace(std::move(initial), until);
    shown_.reset();
    shown_load_.reset();
    ++runs_made_;
    run_->go_to(opens_at, 0);
}

void IncidentWard::want(incident::RemedySet set) {
    const bool is_queued = std::find(queue_.begin(), queue_.end(), set) != queue_.end();
    if (of(set) == nullptr && !is_queued) queue_.push_back(set);
}

void IncidentWard::begin_next() {
    if (queue_.empty()) return;
    show_set(queue_.front());
    run_->go_to(incident::trial_ends_at, 0);
}

void IncidentWard::advance(double elapsed_s) {
    run_->advance(elapsed_s);
    if (!run_->is_over()) return;
    if (shown_load_) {
        if (!load_outcomes_.contains(*shown_load_))
            load_outcomes_[*shown_load_] =
                incident::measure(run_->measured().series(), Instant{}, run_->until());
    } else if (shown_ && of(*shown_) == nullptr) {
        run_is_over();
    }
}

void IncidentWard::run_is_over() {
    outcomes_[shown_->bits] = {incident::measure_phases(run_->measured().series()), run_->record()};
    if (queue_.empty() || queue_.front() != *shown_) return;
    queue_.pop_front();
    judge_prescription();
    begin_next();
}

void IncidentWard::judge_prescription() {
    if (!on_trial_) return;
    ruling_ = incident::judge(*on_trial_, size_, *this);
    if (!ruling_) return;
    queue_.clear();
    runs_wanted_ = 0;
}

const incident::Phases* IncidentWard::of(incident::RemedySet set) const {
    const auto found = outcomes_.find(set.bits);
    return found == outcomes_.end() ? nullptr : &found->second.phases;
}

const RunRecord* IncidentWard::record_of(incident::RemedySet set) const {
    const auto found = outcomes_.find(set.bits);
    return found == outcomes_.end() ? nullptr : &found->second.record;
}

float IncidentWard::progress() const {
    return static_cast<float>(run_->now().us) / static_cast<float>(run_->until().us);
}

// ---- wishes

void IncidentWard::prescribe(std::uint32_t remedy, bool is_prescribed) {
    prescription_ = is_prescribed ? prescription_.with(remedy) : prescription_.without(remedy);
    ruling_.reset();
    on_trial_.reset();
    if (runs_wanted_ > 0) queue_.clear();
    runs_wanted_ = 0;
}

void IncidentWard::carry_out(const Wish& wish) {
    if (const auto* expand = std::get_if<wish::Expand>(&wish)) {
        expanded_ = expanded_ == expand->remedy ? std::nullopt : std::optional(expand->remedy);
        // What every bet is about.
        if (expanded_ && of(no_remedy) == nullptr && queue_.empty()) {
            want(no_remedy);
            begin_next();
        }
    } else if (const auto* bet = std::get_if<wish::BetOn>(&wish)) {
        const incident::RemedySet set = no_remedy.with(bet->remedy);
        bets_[bet->remedy] = bet->bet;
        const bool was_idle = queue_.empty();
        want(no_remedy);
        want(set);
        if (was_idle) begin_next();
    } else if (const auto* show = std::get_if<wish::ShowRemedy>(&wish)) {
        queue_.clear();
        runs_wanted_ = 0;
        show_set(no_remedy.with(show->remedy));
        run_->go_to(incident::trial_ends_at, run_speeds[static_cast<std::size_t>(speed_)]);
    } else if (const auto* item = std::get_if<wish::Prescribe>(&wish)) {
        prescribe(item->remedy, item->is_prescribed);
    } else if (std::holds_alternative<wish::TryPrescription>(wish)) {
        queue_.clear();
        on_trial_ = prescription_;
        want(no_remedy);
        for (const incident::RemedySet set : incident::sets_to_try(prescription_)) want(set);
        runs_wanted_ = static_cast<std::uint32_t>(queue_.size());
        judge_prescription();
        begin_next();
    } else if (const auto* moment = std::get_if<wish::GoToMoment>(&wish)) {
        if (on_trial_ && (shown_load_ || shown_ != on_trial_)) show_set(*on_trial_);
        run_->seek(moment->at);
    } else if (std::holds_alternative<wish::FoldLoads>(wish)) {
        are_loads_open_ = !are_loads_open_;
    } else if (const auto* load = std::get_if<wish::SetLoad>(&wish)) {
        load_ = std::clamp(load->per_second, 1u, incident::most_load(size_));
    } else if (std::holds_alternative<wish::TryLoad>(wish)) {
        queue_.clear();
        runs_wanted_ = 0;
        show_load(load_);
        run_->go_to(run_->until(), 0);
    }
}

void IncidentWard::carry_out(const wish::AboutTime& wish) {
    const double factor = run_speeds[static_cast<std::size_t>(speed_)];
    if (const auto* play = std::get_if<wish::Play>(&wish)) {
        // A pause also ends what was still to be tried.
        if (!play->is_playing) {
            queue_.clear();
            runs_wanted_ = 0;
            return run_->stop();
        }
        if (run_->is_over()) run_->seek({});
        run_->go_to(run_->until(), factor);
    } else if (const auto* seek = std::get_if<wish::Seek>(&wish)) {
        queue_.clear();
        runs_wanted_ = 0;
        run_->seek(Instant{static_cast<std::int64_t>(seek->second * 1e6)});
    } else if (const auto* speed = std::get_if<wish::SetSpeed>(&wish)) {
        speed_ = speed->speed;
        if (run_->is_moving()) run_->go_to(run_->target(), run_speeds[static_cast<std::size_t>(speed_)]);
    }
}

// ---- what the views show

const std::vector<RemedyRow>& IncidentWard::rows(Language language) {
    const auto& words = incident::shipped_remedy_words(lesson_language(language));
    rows_.resize(incident::remedy_count);
    const incident::Phases* before = of(no_remedy);
    for (std::uint32_t i = 0; i < incident::remedy_count; ++i) {
        const incident::RemedySet set = no_remedy.with(i);
        const incident::Phases* with = before == nullptr ? nullptr : of(set);
        RemedyRow& row = rows_[i];
        row = {.remedy = &incident::remedies()[i],
               .name = words[i].name,
               .effect = to_spans(words[i].effect),
               .belief = to_spans(words[i].belief),
               .truth = to_spans(words[i].truth),
               .bet = bets_[i],
               .is_running = !queue_.empty() && queue_.back() == set && runs_wanted_ == 0,
               .is_prescribed = prescription_.has(i),
               .with = with,
               .before = before};
        if (with != nullptr) {
            const bool is_unknown = !incident::setup_with(size_, set).unknown_knobs.empty();
            row.outcome = incident::outcome_of(*before, *with, is_unknown);
        }
    }
    return rows_;
}

LoadModel IncidentWard::loads() const {
    const incident::Setup setup = incident::baseline(size_);
    LoadModel model{.is_open = are_loads_open_,
                    .is_running = shown_load_ && run_->is_moving(),
                    .per_second = load_,
                    .every_day = incident::every_day_load(size_),
                    .most = incident::most_load(size_),
                    .ports = std::uint32_t{size_.ports.last} - size_.ports.first + 1,
                    .held = setup.gateway.tcp.msl * 2};
    for (const auto& [per_second, measured] : load_outcomes_)
        model.tried.push_back({per_second, measured.tried, measured.failed.count});
    return model;
}

PadModel IncidentWard::pad(Language language) const {
    const auto& words = incident::shipped_remedy_words(lesson_language(language));
    PadModel model{.ruling = ruling_, .size = &size_};
    for (std::uint32_t i = 0; i < incident::remedy_count; ++i) {
        model.names.push_back(words[i].name);
        if (prescription_.has(i)) model.items.push_back(i);
    }
    model.runs_wanted = runs_wanted_;
    const auto left = static_cast<std::uint32_t>(queue_.size());
    model.runs_made = runs_wanted_ - std::min(runs_wanted_, left);
    return model;
}

}  // namespace hw::ui
