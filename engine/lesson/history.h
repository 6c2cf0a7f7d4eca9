#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/time.h"
#include "sim/measured_run.h"
#include "sim/timeline.h"
#include "sim/trace.h"
#include "sim/world.h"

// One run, whole: the world after every event, and the trace. Claims are judged over it. It is made by
// replaying the initial world and the command log (DESIGN law 6), so it never depends on what happens to
// be on the screen.

namespace hw::lesson {

// What a run is made from. A Timeline has both: initial(), and the log of its current branch.
struct RunSource {
    const sim::World& initial;
    std::span<const sim::LoggedCommand> log{};
    Duration measure_every{};  // of a scene that is measured (Scene::measure_every)
};

struct HistoryLimit {
    Instant until{};                    // the last moment that is judged
    std::uint32_t most_events = 2'000;  // a bound against endless exchanges (DESIGN law 8)
    std::uint32_t most_measured_events = 5'000'000;
};

// A run that is measured has samples instead: a moment is a sample, and there is no trace.
struct History {
    std::vector<sim::World> moments{};  // [0] before anything happened, [i] after the i-th event
    sim::Trace trace{};
    bool is_measured = false;
    sim::MeasuredSeries measured{};
    std::uint64_t digest_at_end = 0;  // of the world, when it is measured
    Instant until{};
    bool is_truncated = false;  // most_events came first: what lies beyond is not known

    // The moment that holds at `t`: after the last event at or before it.
    std::uint32_t moment_at(Instant t) const;
    // When a moment began: the time of its event; 0 for moment 0.
    Instant begins_at(std::uint32_t moment) const;
    std::uint32_t last_moment() const {
        return static_cast<std::uint32_t>(is_measured ? measured.samples.size() : moments.size()) - 1;
    }
    // Events up to and including the one that made the moment.
    std::uint32_t events_at(std::uint32_t moment) const {
        return is_measured ? measured.samples[moment].event_count : moment;
    }
};

// What is known of a measured run so far.
History history_of(const sim::MeasuredRun& run);

History replay(const RunSource& source, const HistoryLimit& limit);

}  // namespace hw::lesson
