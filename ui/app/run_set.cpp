#include "ui/app/run_set.h"

#include <algorithm>
#include <optional>

namespace hw::ui {

namespace {

// Of a measured run, when nobody waits for a frame.
constexpr std::uint32_t most_events_at_once = 1'000'000;

// Where on its way a segment that is long gone is caught again.
constexpr std::int64_t catch_at_percent = 45;

std::optional<sim::Command> command_of(PacketId packet, PacketAction action, Duration round_trip) {
    switch (action) {
        case PacketAction::Drop: return sim::DropPacket{packet};
        case PacketAction::Hold: return sim::HoldPacket{packet};
        case PacketAction::Release: return sim::ReleasePacket{packet};
        // Half a round trip later: enough for another segment to overtake it.
        case PacketAction::Delay: return sim::DelayPacket{packet, round_trip / 2};
        case PacketAction::Duplicate: return sim::DuplicatePacket{packet, round_trip / 4};
    }
    return std::nullopt;
}

// A moment at which the segment was on its way, for going back to it.
Instant moment_of_flight(const sim::PacketRecord& packet) {
    const Instant end =
        packet.ended_at.is_never() || packet.ended_at <= packet.sent_at ? packet.arrives_at : packet.ended_at;
    if (end.is_never() || end <= packet.sent_at) return packet.sent_at;
    return packet.sent_at + (end - packet.sent_at) * catch_at_percent / 100;
}

Duration delay_of(const sim::World& world, std::size_t direction) {
    if (world.links.empty()) return 100_ms;
    return world.links.front().config[direction].delay;
}

// The trace of a long silence grows by nothing; its version is told by what it holds.
std::uint64_t version_of(const sim::Trace& trace, sim::BranchId branch, std::uint64_t history_version) {
    return history_version << 40 | std::uint64_t{branch} << 32 | trace.events.size();
}

}  // namespace

RunSet::RunSet(const std::vector<const lesson::Scene*>& scenes, Instant opens_at, Instant until) {
    for (const lesson::Scene* scene : scenes) {
        timelines_.emplace_back(lesson::initial_world(*scene));
        if (scene->measure_every != Duration{})
            measured_.emplace_back(timelines_.back().initial(),
                                   sim::MeasureOptions{.every = scene->measure_every, .until = until});
    }
    if (is_measured()) {
        while (!advance_measured(opens_at, most_events_at_once)) {}
        return;
    }
    stand_at(opens_at);
}

RunSet::RunSet(std::vector<sim::World> worlds, Instant opens_at) {
    for (sim::World& world : worlds) timelines_.emplace_back(std::move(world));
    stand_at(opens_at);
}

void RunSet::stand_at(Instant opens_at) {
    for (sim::Timeline& timeline : timelines_) {
        timeline.seek(opens_at);
        // What the scene does at this very moment belongs to the stage.
        while (sim::next_event_at(timeline.world()) <= opens_at && timeline.step_forward()) {}
    }
    note_seen();
}

void RunSet::note_seen() {
    for (std::size_t run = 0; run < timelines_.size(); ++run) {
        Instant& seen = seen_until_[{run, timelines_[run].branch()}];
        seen = later_of(seen, timelines_[run].now());
    }
}

std::vector<lesson::RunSource> RunSet::sources() const {
    std::vector<lesson::RunSource> sources;
    for (const sim::Timeline& timeline : timelines_) {
        sources.push_back({timeline.initial(), timeline.branches()[timeline.branch()].log});
    }
    return sources;
}

RunModel RunSet::model(std::size_t run, bool is_playing) const {
    const sim::Timeline& timeline = timelines_[run];
    RunModel model = model_of_branch(run, timeline.branch());
    model.is_playing = is_playing;
    if (is_measured()) {
        model.world = &measured_[run].world();
        model.now = model.seen_until = measured_now_;
        return model;
    }
    if (timeline.is_at_known_end()) model.next_event_at = sim::next_event_at(timeline.world());
    return model;
}

RunModel RunSet::model_of_branch(std::size_t run, sim::BranchId branch) const {
    const sim::Timeline& timeline = timelines_[run];
    const sim::Trace& trace = timeline.branches()[branch].trace;
    RunModel model{.trace = &trace, .world = &timeline.world()};
    model.hosts = host_lines(timeline.world(), trace);
    model.now = timeline.now();
    const auto seen = seen_until_.find({run, branch});
    model.seen_until = later_of(model.now, seen == seen_until_.end() ? Instant{} : seen->second);
    const auto passed =
        std::count_if(trace.events.begin(), trace.events.end(),
                      [&model](const sim::EventRecord& event) { return event.at <= model.now; });
    model.events_passed = static_cast<std::uint32_t>(passed);
    model.delay = delay_of(timeline.world(), 0);
    model.delay_back = delay_of(timeline.world(), 1);
    model.version = version_of(trace, branch, history_version_);
    return model;
}

Instant RunSet::seen_until() const {
    Instant latest{};
    for (const sim::MeasuredRun& run : measured_) latest = later_of(latest, run.now());
    for (std::size_t run = 0; run < timelines_.size(); ++run) {
        const auto seen = seen_until_.find({run, timelines_[run].branch()});
        if (seen != seen_until_.end()) latest = later_of(latest, seen->second);
    }
    return later_of(latest, now());
}

Instant RunSet::next_event_at() const {
    Instant next = Instant::never();
    for (const sim::MeasuredRun& run : measured_)
        if (measured_now_ < run.now() || !run.is_over())
            next = earlier_of(next, measured_now_ + run.series().every);
    if (is_measured()) return next;
    for (const sim::Timeline& timeline : timelines_) {
        const auto& events = timeline.trace().events;
        const auto later =
            std::find_if(events.begin(), events.end(),
                         [&timeline](const sim::EventRecord& event) { return event.at > timeline.now(); });
        if (later != events.end())
            next = earlier_of(next, later->at);
        else if (timeline.is_at_known_end())
            next = earlier_of(next, sim::next_event_at(timeline.world()));
    }
    return next;
}

bool RunSet::is_at_start() const {
    if (is_measured()) return measured_now_ == Instant{};
    return std::all_of(timelines_.begin(), timelines_.end(),
                       [](const sim::Timeline& timeline) { return timeline.event_index() == 0; });
}

void RunSet::seek(Instant t) {
    if (is_measured()) {
        measured_now_ = earlier_of(t, seen_until());
        while (!advance_measured(t, most_events_at_once)) {}
        return;
    }
    for (sim::Timeline& timeline : timelines_) timeline.seek(t);
    note_seen();
}

void RunSet::seek_event(std::size_t run, std::uint32_t count) {
    timelines_[run].seek_event(count);
    const Instant t = timelines_[run].now();
    for (std::size_t other = 0; other < timelines_.size(); ++other) {
        if (other != run) timelines_[other].seek(t);
    }
    note_seen();
}

bool RunSet::step_forward() {
    if (is_measured()) {
        const Instant next = next_event_at();
        return !next.is_never() && advance_measured(next, most_events_at_once);
    }
    if (timelines_.size() == 1) {
        const bool has_moved = timelines_.front().step_forward();
        note_seen();
        return has_moved;
    }
    const Instant next = next_event_at();
    if (next.is_never()) return false;
    seek(next);
    return true;
}

bool RunSet::step_back() {
    if (is_measured()) {
        const bool is_possible = measured_now_ > Instant{};
        measured_now_ = later_of(Instant{}, measured_now_ - measured_.front().series().every);
        return is_possible;
    }
    if (timelines_.size() == 1) return timelines_.front().step_back();
    Instant previous{-1};
    for (const sim::Timeline& timeline : timelines_) {
        for (const sim::EventRecord& event : timeline.trace().events) {
            if (event.at < now()) previous = later_of(previous, event.at);
        }
    }
    if (previous < Instant{}) return false;
    seek(previous);
    return true;
}

void RunSet::switch_to(std::size_t run, sim::BranchId branch) {
    if (branch >= timelines_[run].branches().size()) return;
    timelines_[run].switch_to(branch);
    ++history_version_;
    note_seen();
}

sim::CommandError RunSet::issue(std::size_t run, const sim::Command& command) {
    if (is_measured()) return issue_measured(run, command);
    const sim::CommandError error = timelines_[run].issue(command);
    ++history_version_;
    // A new branch has been seen up to here, however far its parent had been.
    seen_until_[{run, timelines_[run].branch()}] = timelines_[run].now();
    note_seen();
    return error;
}

std::vector<lesson::History> RunSet::known() const {
    std::vector<lesson::History> runs;
    for (const sim::MeasuredRun& run : measured_) runs.push_back(lesson::history_of(run));
    return runs;
}

bool RunSet::advance_measured(Instant t, std::uint32_t most_events) {
    Instant reached = t;
    for (sim::MeasuredRun& run : measured_) {
        const bool was_over = run.is_over();
        if (run.now() < t && !was_over) run.advance(most_events, t);
        if (run.is_over() && !was_over) ++history_version_;
        reached = earlier_of(reached, run.now());
    }
    measured_now_ = later_of(measured_now_, reached);
    const auto is_there = [t](const sim::MeasuredRun& run) { return run.is_over() || t <= run.now(); };
    return std::all_of(measured_.begin(), measured_.end(), is_there);
}

// In the past of what is known, the run begins again and goes another way from there.
sim::CommandError RunSet::issue_measured(std::size_t run, const sim::Command& command) {
    if (measured_now_ < measured_[run].now()) {
        sim::CommandLog log = measured_[run].log();
        std::erase_if(log, [this](const sim::LoggedCommand& entry) { return entry.at > measured_now_; });
        measured_[run] =
            sim::MeasuredRun(timelines_[run].initial(), measured_[run].options(), std::move(log));
        while (!measured_[run].advance(most_events_at_once, measured_now_)) {}
    }
    ++history_version_;
    return measured_[run].issue(command);
}

sim::CommandError RunSet::go_to_flight(std::size_t run, PacketId packet) {
    const sim::Timeline& timeline = timelines_[run];
    const sim::PacketRecord* record = find_record(timeline.trace(), packet);
    if (record == nullptr) return sim::CommandError::NoSuchPacket;
    const bool is_under_way = sim::find_packet(timeline.world(), packet) != nullptr;
    if (!is_under_way) seek(moment_of_flight(*record));
    return sim::CommandError::None;
}

sim::CommandError RunSet::act(std::size_t run, PacketId packet, PacketAction action) {
    if (const auto error = go_to_flight(run, packet); error != sim::CommandError::None) return error;
    const sim::Timeline& timeline = timelines_[run];
    const Duration round_trip = delay_of(timeline.world(), 0) + delay_of(timeline.world(), 1);
    const auto command = command_of(packet, action, round_trip);
    return command ? issue(run, *command) : sim::CommandError::BadArgument;
}

sim::CommandError RunSet::edit(std::size_t run, PacketId packet, const wire::SegmentEdit& edit) {
    if (const auto error = go_to_flight(run, packet); error != sim::CommandError::None) return error;
    return issue(run, sim::EditPacket{packet, edit});
}

}  // namespace hw::ui
