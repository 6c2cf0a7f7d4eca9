#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"
#include "sim/keyframes.h"
#include "sim/story.h"
#include "sim/trace.h"
#include "sim/world.h"

// Time is yours: keyframes (copies of the world, within a memory budget) and a command log (DESIGN
// law 7). Seeking from either side gives the same world. A command issued in the past starts a branch;
// the old future stays and can be compared.

namespace hw::sim {

struct Branch {
    BranchId parent = 0;               // itself for the first branch
    std::uint32_t forks_at_event = 0;  // shares the parent's events before this index
    Instant forks_at{};
    CommandLog log{};                // every command from the beginning, inherited ones included
    Trace trace{};                   // the whole known history, inherited part included
    Instant known_until{};           // the run has been computed up to here …
    std::uint32_t known_events = 0;  // … which is so many events
    std::uint32_t lived_events = 0;  // the playhead has been so far; beyond it is only looked ahead
    std::uint64_t last_used = 0;     // the higher, the later it was current
    bool is_forgotten = false;       // made room for another; its id will be used again
};

struct TimelineOptions {
    std::uint64_t keyframe_budget_bytes = 64u << 20;
    std::uint32_t events_between_keyframes = 64;
    // The branch that was not looked at for longest makes room; never the first, nor the current one.
    std::uint32_t most_branches = 16;
    std::uint32_t most_events_per_move = 1'000'000;  // a bound against endless ACK storms
};

class Timeline {
  public:
    // `initial` is a world in which nothing has happened yet (event_count is 0).
    explicit Timeline(World initial, const TimelineOptions& options = {});
    Timeline(const Timeline&);
    Timeline(Timeline&&) noexcept;
    Timeline& operator=(const Timeline&);
    Timeline& operator=(Timeline&&) noexcept;
    ~Timeline();

    // ---- where we are
    const World& world() const { return world_; }  // after the last event at or before now()
    Instant now() const { return now_; }           // the playhead; may lie later than world().now
    BranchId branch() const { return branch_; }
    const std::vector<Branch>& branches() const { return branches_; }
    const Trace& trace() const { return current().trace; }            // past, and the future as far as known
    std::uint32_t event_index() const { return world_.event_count; }  // events before the playhead
    bool is_at_known_end() const;  // no known event, and no known time, lies after the playhead

    // ---- moving; none of these changes history
    void seek(Instant t);                  // plays on beyond the known end if need be
    void seek_event(std::uint32_t count);  // to just after `count` events; clamped to what is known
    bool step_forward();                   // one event, playing on if need be; false when nothing is pending
    bool step_back();                      // before the latest event; false at the beginning
    void switch_to(BranchId branch);       // at the same now(); a forgotten or unknown branch: nothing

    // Computes ahead to `t` without moving the playhead, so that the future can be drawn.
    void look_ahead(Instant t, std::uint32_t most_events = 100'000);

    // ---- changing history, at the playhead. Where the playhead has already been further, a new branch
    // begins and becomes current; elsewhere the branch goes on, and what was only looked ahead is
    // forgotten. Returns what the command met; an impossible one starts no branch.
    CommandError issue(const Command& command);

    const World& initial() const { return initial_; }
    // Approximate bytes held by keyframes.
    std::uint64_t keyframe_bytes() const { return keyframes_.bytes(); }

  private:
    Branch& current() { return branches_[branch_]; }
    const Branch& current() const { return branches_[branch_]; }
    bool world_is_the_end() const { return world_.event_count == current().known_events; }

    void replay_one(World& world) const;
    Instant next_at(const World& world) const;
    bool is_in_current_past(BranchId branch, std::uint32_t event_count) const;
    void go_to_event(std::uint32_t count);
    void go_to_time(Instant t);
    void go_to_end();
    template <class IsBefore>
    void start_from_nearest(IsBefore is_before);
    void extend(World& world, Instant until, std::uint32_t most_events);
    void has_moved();
    void forget_future();
    void fork();
    BranchId make_room_for_branch();
    void forget_branch(BranchId forgotten);

    World initial_;
    TimelineOptions options_;
    std::vector<Branch> branches_{};
    BranchId branch_ = 0;
    std::uint64_t uses_ = 0;
    World world_;
    BranchId world_branch_ = 0;  // whose history world_ is; differs from branch_ only while switching
    Instant now_{};
    // The world at the end of what is known of the current branch, if that is not world_ and was needed.
    std::optional<World> end_{};
    Keyframes keyframes_;
};

}  // namespace hw::sim
