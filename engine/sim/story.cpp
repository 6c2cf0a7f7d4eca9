#include "sim/story.h"

#include "sim/text.h"

namespace hw::sim {

std::string to_text(const CommandLog& log) {
    std::string text;
    for (const LoggedCommand& entry : log) {
        text += "event " + std::to_string(entry.event_index) + " at " + seconds_of(entry.at) + ": " +
                to_text(entry.command) + "\n";
    }
    return text;
}

std::string story_of(const World& world, const CommandLog& log) {
    std::string text = "at " + seconds_of(world.now) + ", after " + std::to_string(world.event_count) +
                       " events, in the world of seed " + std::to_string(world.seed) + "\n";
    for (std::uint32_t i = 0; i < world.schedule_next; ++i) {
        const ScheduledCommand& entry = world.schedule[i];
        text += "scheduled at " + seconds_of(entry.at) + ": " + to_text(entry.command) + "\n";
    }
    return text + to_text(log);
}

std::string ScopedStory::tell(const void* self) {
    const auto* story = static_cast<const ScopedStory*>(self);
    return story_of(*story->world_, *story->log_);
}

bool replay(World& world, const CommandLog& log, std::uint32_t event_count, Trace* trace) {
    for (const LoggedCommand& entry : log) {
        while (world.event_count < entry.event_index)
            if (!step(world, trace)) return false;
        const bool fits = world.event_count == entry.event_index && world.now <= entry.at &&
                          entry.at <= next_event_at(world);
        if (!fits) return false;
        apply(world, entry.command, entry.at, trace);
    }
    while (world.event_count < event_count)
        if (!step(world, trace)) return false;
    return true;
}

}  // namespace hw::sim
