#include "lesson/history.h"

#include <algorithm>

namespace hw::lesson {

std::uint32_t History::moment_at(Instant t) const {
    if (is_measured) return measured.index_at(t);
    const auto after = std::upper_bound(moments.begin() + 1, moments.end(), t,
                                        [](Instant at, const sim::World& world) { return at < world.now; });
    return static_cast<std::uint32_t>(after - moments.begin()) - 1;
}

Instant History::begins_at(std::uint32_t moment) const {
    if (is_measured) return measured.samples[moment].at;
    return moment == 0 ? Instant{} : moments[moment].now;
}

History history_of(const sim::MeasuredRun& run) {
    History history;
    history.until = run.now();
    history.is_measured = true;
    history.measured = run.series();
    history.digest_at_end = sim::digest_of(run.world());
    return history;
}

namespace {

History measure(const RunSource& source, const HistoryLimit& limit) {
    sim::MeasuredRun run(source.initial, {.every = source.measure_every, .until = limit.until},
                         {source.log.begin(), source.log.end()});
    const bool is_whole = run.advance(limit.most_measured_events);
    History history = history_of(run);
    history.until = limit.until;
    history.is_truncated = !is_whole;
    return history;
}

}  // namespace

History replay(const RunSource& source, const HistoryLimit& limit) {
    if (source.measure_every != Duration{}) return measure(source, limit);
    History history;
    history.until = limit.until;
    history.moments.push_back(source.initial);
    sim::World world = source.initial;
    std::size_t next_command = 0;
    while (true) {
        const bool has_command =
            next_command < source.log.size() && source.log[next_command].event_index == world.event_count;
        const Instant at = has_command ? source.log[next_command].at : sim::next_event_at(world);
        if (at.is_never() || at > limit.until) return history;
        if (history.moments.size() > limit.most_events) {
            history.is_truncated = true;
            return history;
        }
        if (has_command) {
            sim::apply(world, source.log[next_command++].command, at, &history.trace);
        } else if (!sim::step(world, &history.trace)) {
            return history;
        }
        history.moments.push_back(world);
    }
}

}  // namespace hw::lesson
