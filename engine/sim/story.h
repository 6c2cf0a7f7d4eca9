#pragma once

#include <string>
#include <vector>

#include "base/check.h"
#include "sim/trace.h"
#include "sim/world.h"

// What a bug report must hold so that somebody else meets the same bug: the virtual time, the seed, and
// every command with its time and place among the events (DESIGN law 6).

namespace hw::sim {

// A command and the place in history where it was issued: it became event number `event_index`.
struct LoggedCommand {
    std::uint32_t event_index = 0;
    Instant at{};
    Command command{};
    friend bool operator==(const LoggedCommand&, const LoggedCommand&) = default;
};

using CommandLog = std::vector<LoggedCommand>;

// One line each: "event 12 at 0.350000 s: drop packet 3".
std::string to_text(const CommandLog& log);

// The commands of the world's own schedule that were carried out already are told first.
std::string story_of(const World& world, const CommandLog& log);

// The latest `most` events as a reader of a bug report wants them: what happened, which rows TCP went
// through and what they found, what was sent.
std::string latest_events(const Trace& trace, std::uint32_t most);

// While this object lives, a failing CHECK tells the story of `world` and `log` as they are then. Both
// must outlive it.
class ScopedStory {
  public:
    ScopedStory(const World& world, const CommandLog& log)
        : world_(&world), log_(&log), teller_(tell, this) {}

  private:
    static std::string tell(const void* self);

    const World* world_;
    const CommandLog* log_;
    ScopedCheckStory teller_;
};

// Carries out a log from an initial world: the commands where they were issued, the world's own events in
// between, and what comes after the last one up to `event_count` events in all. False when the log does
// not fit the world: an index or a time that the run never reaches.
bool replay(World& world, const CommandLog& log, std::uint32_t event_count, Trace* trace = nullptr);

}  // namespace hw::sim
