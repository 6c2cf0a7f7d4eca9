#include "lesson/history.h"

#include <algorithm>

namespace hw::lesson {

std::uint32_t History::moment_at(Instant t) const {
    const auto after = std::upper_bound(moments.begin() + 1, moments.end(), t,
                                        [](Instant at, const sim::World& world) { return at < world.now; });
    return static_cast<std::uint32_t>(after - moments.begin()) - 1;
}

Instant History::begins_at(std::uint32_t moment) const {
    return moment == 0 ? Instant{} : moments[moment].now;
}

History replay(const RunSource& source, const HistoryLimit& limit) {
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
