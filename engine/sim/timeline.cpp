#include "sim/timeline.h"

#include <algorithm>

#include "base/check.h"

namespace hw::sim {

Timeline::Timeline(const Timeline&) = default;
Timeline::Timeline(Timeline&&) noexcept = default;
Timeline& Timeline::operator=(const Timeline&) = default;
Timeline& Timeline::operator=(Timeline&&) noexcept = default;
Timeline::~Timeline() = default;

Timeline::Timeline(World initial, const TimelineOptions& options)
    : initial_(std::move(initial)),
      options_(options),
      world_(initial_),
      now_(initial_.now),
      keyframes_({.budget_bytes = options.keyframe_budget_bytes,
                  .events_between = std::max(options.events_between_keyframes, 1u)}) {
    HW_CHECK(initial_.event_count == 0 && initial_.packets_made == 0);
    Branch first;
    first.known_until = initial_.now;
    branches_.push_back(std::move(first));
}

bool Timeline::is_at_known_end() const { return world_is_the_end() && now_ >= current().known_until; }

// ---- playing known history again ----------------------------------------------------------------------

namespace {

// The command that became event number `event_index`; nullptr when that event was none.
const LoggedCommand* find_command(const CommandLog& log, std::uint32_t event_index) {
    const auto is_before = [](const LoggedCommand& entry, std::uint32_t index) {
        return entry.event_index < index;
    };
    const auto found = std::lower_bound(log.begin(), log.end(), event_index, is_before);
    return found != log.end() && found->event_index == event_index ? &*found : nullptr;
}

}  // namespace

Instant Timeline::next_at(const World& world) const {
    const LoggedCommand* command = find_command(current().log, world.event_count);
    return command != nullptr ? command->at : next_event_at(world);
}

void Timeline::replay_one(World& world) const {
    if (const LoggedCommand* command = find_command(current().log, world.event_count)) {
        apply(world, command->command, command->at);
    } else {
        const bool has_stepped = step(world);
        HW_CHECK(has_stepped);
    }
}

bool Timeline::is_in_current_past(BranchId branch, std::uint32_t event_count) const {
    for (BranchId b = branch_; b != branch; b = branches_[b].parent) {
        if (event_count > branches_[b].forks_at_event || branches_[b].parent == b) return false;
    }
    return true;
}

// The latest world at hand from which playing forward leads to where we want to be.
template <class IsBefore>
void Timeline::start_from_nearest(IsBefore is_before) {
    const bool world_serves = is_in_current_past(world_branch_, world_.event_count) && is_before(world_);
    const World* nearest = world_serves ? &world_ : &initial_;
    for (const Keyframes::Keyframe& frame : keyframes_.all()) {
        if (frame.world.event_count <= nearest->event_count) continue;
        if (is_in_current_past(frame.branch, frame.world.event_count) && is_before(frame.world))
            nearest = &frame.world;
    }
    if (nearest != &world_) world_ = *nearest;
    world_branch_ = branch_;
}

void Timeline::go_to_event(std::uint32_t count) {
    start_from_nearest([count](const World& world) { return world.event_count <= count; });
    while (world_.event_count < count) replay_one(world_);
}

void Timeline::go_to_time(Instant t) {
    start_from_nearest([t](const World& world) { return world.now <= t; });
    while (world_.event_count < current().known_events && next_at(world_) <= t) replay_one(world_);
}

void Timeline::go_to_end() {
    if (world_is_the_end() && world_branch_ == branch_) return;
    if (end_.has_value()) {
        world_ = std::move(*end_);
        world_branch_ = branch_;
    } else {
        go_to_event(current().known_events);
    }
    end_.reset();
}

// ---- playing on ---------------------------------------------------------------------------------------

// From the end of what is known, up to and including `until`.
void Timeline::extend(World& world, Instant until, std::uint32_t most_events) {
    Branch& branch = current();
    const ScopedStory story(world, branch.log);
    for (std::uint32_t i = 0; i < most_events; ++i) {
        const Instant next = next_event_at(world);
        if (next.is_never() || next > until) {
            if (!until.is_never()) branch.known_until = later_of(branch.known_until, until);
            break;
        }
        step(world, &branch.trace);
        branch.known_events = world.event_count;
        branch.known_until = later_of(branch.known_until, world.now);
        keyframes_.offer(branch_, world);
    }
}

void Timeline::look_ahead(Instant t, std::uint32_t most_events) {
    if (t <= current().known_until) return;
    if (!end_.has_value()) {
        const World playhead = world_;
        go_to_end();
        end_ = std::move(world_);
        world_ = playhead;
    }
    extend(*end_, t, most_events);
    if (world_is_the_end()) end_.reset();
}

// ---- moving -------------------------------------------------------------------------------------------

void Timeline::has_moved() {
    if (world_is_the_end()) end_.reset();
    Branch& branch = current();
    branch.lived_events = std::max(branch.lived_events, world_.event_count);
    branch.last_used = ++uses_;
}

void Timeline::seek(Instant t) {
    t = later_of(t, initial_.now);
    if (t <= current().known_until) {
        go_to_time(t);
        now_ = t;
    } else {
        go_to_end();
        extend(world_, t, options_.most_events_per_move);
        now_ = earlier_of(t, current().known_until);
    }
    has_moved();
}

void Timeline::seek_event(std::uint32_t count) {
    go_to_event(std::min(count, current().known_events));
    now_ = world_.now;
    has_moved();
}

bool Timeline::step_forward() {
    if (!world_is_the_end()) {
        replay_one(world_);
    } else {
        if (next_event_at(world_).is_never()) return false;
        extend(world_, Instant::never(), 1);
    }
    now_ = world_.now;
    has_moved();
    return true;
}

bool Timeline::step_back() {
    if (world_.event_count == 0) {
        const bool was_later = now_ > initial_.now;
        now_ = initial_.now;
        return was_later;
    }
    seek_event(world_.event_count - 1);
    return true;
}

void Timeline::switch_to(BranchId branch) {
    if (branch >= branches_.size() || branches_[branch].is_forgotten || branch == branch_) return;
    branch_ = branch;
    end_.reset();
    seek(now_);
}

// ---- changing history ---------------------------------------------------------------------------------

CommandError Timeline::issue(const Command& command) {
    if (world_.event_count < current().lived_events) {
        World trial = world_;
        const CommandError error = apply(trial, command, now_);
        if (error != CommandError::None) return error;
        fork();
    } else {
        forget_future();
    }
    Branch& branch = current();
    branch.log.push_back({.event_index = world_.event_count, .at = now_, .command = command});
    const ScopedStory story(world_, branch.log);
    const CommandError error = apply(world_, command, now_, &branch.trace);
    branch.known_events = world_.event_count;
    branch.known_until = now_;
    keyframes_.offer(branch_, world_);
    has_moved();
    return error;
}

// What was only looked ahead will not happen.
void Timeline::forget_future() {
    end_.reset();
    truncate(current().trace, world_.event_count);
    keyframes_.forget_after(branch_, world_.event_count);
    current().known_events = world_.event_count;
}

void Timeline::fork() {
    const BranchId id = make_room_for_branch();
    const Branch& parent = current();
    Branch child;
    child.parent = branch_;
    child.forks_at_event = world_.event_count;
    child.forks_at = now_;
    child.trace = parent.trace;
    truncate(child.trace, world_.event_count);
    for (const LoggedCommand& entry : parent.log)
        if (entry.event_index < world_.event_count) child.log.push_back(entry);
    child.known_events = world_.event_count;
    branches_[id] = std::move(child);
    branch_ = id;
    world_branch_ = id;
    end_.reset();
}

BranchId Timeline::make_room_for_branch() {
    constexpr std::uint32_t fewest_branches = 2;  // the first one and the new one
    std::uint32_t living = 0;
    BranchId oldest = branch_;
    BranchId free = static_cast<BranchId>(branches_.size());
    for (BranchId id = 0; id < branches_.size(); ++id) {
        if (branches_[id].is_forgotten) {
            free = std::min(free, id);
            continue;
        }
        ++living;
        const bool may_go = id != 0 && id != branch_;
        if (may_go && (oldest == branch_ || branches_[id].last_used < branches_[oldest].last_used))
            oldest = id;
    }
    if (living >= std::max(options_.most_branches, fewest_branches) && oldest != branch_) {
        forget_branch(oldest);
        free = std::min(free, oldest);
    }
    if (free == branches_.size()) branches_.emplace_back();
    return free;
}

// Its children become its parent's: with that they share what they shared with it, up to where it forked.
void Timeline::forget_branch(BranchId forgotten) {
    const Branch& gone = branches_[forgotten];
    for (Branch& child : branches_) {
        if (child.is_forgotten || child.parent != forgotten) continue;
        child.parent = gone.parent;
        if (gone.forks_at_event < child.forks_at_event) {
            child.forks_at_event = gone.forks_at_event;
            child.forks_at = gone.forks_at;
        }
    }
    keyframes_.forget(forgotten);
    branches_[forgotten] = Branch{};
    branches_[forgotten].is_forgotten = true;
}

}  // namespace hw::sim
