#include "ui/app/incident_run.h"

#include <algorithm>
#include <chrono>

#include "lesson/incident/trial.h"

namespace hw::ui {

namespace {

constexpr Duration keyframe_every = 30'000_ms;
// The rest of a sixtieth of a second is for drawing. Where drawing takes longer than that, half of the time is for the
// run: else it would hardly get on.
constexpr double least_budget_s = 0.005, most_budget_s = 0.060, slow_frame_s = 0.035;

std::chrono::microseconds budget(double frame_s) {
    const double s = frame_s < slow_frame_s ? least_budget_s : std::min(frame_s / 2, most_budget_s);
    return std::chrono::microseconds(static_cast<std::int64_t>(s * 1e6));
}

// A fraction of a millisecond as wasm. Not more, since one connect() may look at thousands of TIME-WAITs.
constexpr std::uint32_t events_at_once = 250;

float in_state(const sim::Sample& sample, HostId host, tcp::State state) {
    if (sample.hosts.size() <= host.value) return 0;
    return static_cast<float>(sample.hosts[host.value].states[static_cast<std::size_t>(state)]);
}

float failed(const sim::Sample& sample) {
    std::uint64_t count = 0;
    for (const sim::HostSample& host : sample.hosts) count += host.tally.failed;
    return static_cast<float>(count);
}

// The sample of second `second`; there is one for each.
const sim::Sample& at_second(const sim::MeasuredSeries& series, std::size_t second) {
    return series.samples[series.index_at(Instant{static_cast<std::int64_t>(second) * 1'000'000})];
}

}  // namespace

IncidentRun::IncidentRun(sim::World initial, Instant until)
    : run_(std::move(initial), {.every = incident::sample_every, .until = until}) {
    keyframes_.push_back(run_);
    note_samples();
}

void IncidentRun::go_to(Instant target, double factor) {
    target_ = std::min(target, until());
    factor_ = factor;
    lag_s_ = 0;
}

void IncidentRun::seek(Instant target) {
    if (target < run_.now()) {
        const auto after =
            std::upper_bound(keyframes_.begin() + 1, keyframes_.end(), target,
                             [](Instant t, const sim::MeasuredRun& keyframe) { return t < keyframe.now(); });
        run_ = *(after - 1);
        ++rewinds_;
    }
    go_to(target, 0);
}

void IncidentRun::advance(double elapsed_s) {
    if (!is_moving()) return;
    Instant goal = target_;
    if (factor_ > 0) {
        lag_s_ += elapsed_s * factor_;
        goal = std::min(goal, run_.now() + Duration{static_cast<std::int64_t>(lag_s_ * 1e6)});
    }
    const Instant began = run_.now();
    const auto deadline = std::chrono::steady_clock::now() + budget(elapsed_s);
    while (run_.now() < goal) {
        const std::int64_t next_keyframe = (run_.now().us / keyframe_every.us + 1) * keyframe_every.us;
        const bool is_there = run_.advance(events_at_once, std::min(goal, Instant{next_keyframe}));
        const std::size_t made = keyframes_.size();
        if (is_there && run_.now().us == static_cast<std::int64_t>(made) * keyframe_every.us)
            keyframes_.push_back(run_);
        if (std::chrono::steady_clock::now() >= deadline) break;
    }
    // What could not be computed in time is not made up for later.
    if (factor_ > 0)
        lag_s_ = run_.now() < goal ? 0 : lag_s_ - static_cast<double>((run_.now() - began).us) / 1e6;
    known_until_ = std::max(known_until_, run_.now());
    note_samples();
}

std::uint64_t IncidentRun::version() const { return rewinds_ % 256 << 40 | run_.world().event_count; }

void IncidentRun::note_samples() {
    const sim::MeasuredSeries& series = run_.series();
    const auto whole_seconds = static_cast<std::size_t>(run_.now().us / 1'000'000);
    while (record_.gateway_time_waits.size() <= whole_seconds) {
        const std::size_t second = record_.gateway_time_waits.size();
        const sim::Sample& sample = at_second(series, second);
        using lesson::incident::backend_id;
        float gateways = in_state(sample, incident::gateway_id, tcp::State::TimeWait) +
                         in_state(sample, incident::second_gateway_id, tcp::State::TimeWait);
        record_.gateway_time_waits.push_back(gateways);
        record_.backend_time_waits.push_back(in_state(sample, backend_id, tcp::State::TimeWait));
        record_.backend_close_waits.push_back(in_state(sample, backend_id, tcp::State::CloseWait));
        if (second > 0) record_.failures.push_back(failed(sample) - failed(at_second(series, second - 1)));
    }
}

}  // namespace hw::ui
