#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"
#include "sim/trace.h"
#include "sim/world.h"

// Time is yours: keyframes (copies of the world, within a memory budget) and a command log (DESIGN
// law 7). Seeking from either side gives the same world. A command issued in the past starts a branch;
// the old future stays and can be compared.

namespace hw::sim {

// A command and the place in history where it was issued: it became event number `event_index`.
struct LoggedCommand {
    std::uint32_t event_index = 0;
    Instant at{};
    Command command{};
    friend bool operator==(const LoggedCommand&, const LoggedCommand&) = default;
};

using BranchId = std::uint32_t;  // index into Timeline::branches()

struct Branch {
    BranchId parent = 0;                    // itself for the first branch
    std::uint32_t forks_at_event = 0;       // shares the parent's events before this index
    Instant forks_at{};
    std::vector<LoggedCommand> log{};       // every command from the beginning, inherited ones included
    Trace trace{};                          // the whole known history, inherited part included
    Instant known_until{};                  // the run has been computed up to here
};

struct TimelineOptions {
    std::uint64_t keyframe_budget_bytes = 64u << 20;
    std::uint32_t events_between_keyframes = 64;
    std::uint32_t most_branches = 16;       // the oldest abandoned one makes room
};

class Timeline {
public:
    explicit Timeline(World initial, const TimelineOptions& options = {});

    // ---- where we are
    const World& world() const;             // after the last event at or before now()
    Instant now() const;                    // the playhead; between events it may lie later than world().now
    BranchId branch() const;
    const std::vector<Branch>& branches() const;
    const Trace& trace() const;             // of the current branch: past, and the future as far as known
    std::uint32_t event_index() const;      // events before the playhead == world().event_count
    bool is_at_known_end() const;

    // ---- moving; none of these changes history
    void seek(Instant t);                   // plays on beyond the known end if need be
    void seek_event(std::uint32_t count);   // to just after `count` events; clamped to what is known
    bool step_forward();                    // one event, playing on if need be; false when nothing is pending
    bool step_back();                       // false at the beginning
    void switch_to(BranchId branch);        // at the same now()

    // Computes ahead to `t` without moving the playhead, so that the future can be drawn.
    void look_ahead(Instant t, std::uint32_t most_events = 100'000);

    // ---- changing history: at the playhead. At the end of what is known the branch goes on; in the
    // past a new branch begins and becomes current. Returns what the command met.
    CommandError issue(const Command& command);

    const World& initial() const;
    // Approximate bytes held by keyframes.
    std::uint64_t keyframe_bytes() const;

private:
    struct Keyframe { BranchId branch; World world; };
    World initial_;
    TimelineOptions options_;
    std::vector<Branch> branches_{};
    BranchId branch_ = 0;
    World world_;
    Instant now_{};
    std::vector<Keyframe> keyframes_{};
};

}  // namespace hw::sim
