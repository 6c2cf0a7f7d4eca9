#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/digest.h"
#include "base/time.h"

namespace hw::sim {

// Pending events in order of time, and at one instant in the order they were made: never by chance.
// An entry may be stale (a deadline that moved, a packet that was dropped); whoever looks at the top
// checks (settle() in sim/pending.h).
struct PendingEvent {
    enum class Kind : std::uint8_t { PacketArrives, HostDeadline };
    Instant at{};
    std::uint32_t order = 0;  // made before = served before; unique: it also tells a stale entry
    Kind kind{};
    std::uint32_t subject = 0;  // PacketArrives: slot of the packet; HostDeadline: host
    friend bool operator==(const PendingEvent&, const PendingEvent&) = default;
};

void digest(Digest& d, const PendingEvent& event);

// A radix heap (Ahuja, Mehlhorn, Orlin, Tarjan 1990: "Faster algorithms for the shortest path problem") with
// a small binary heap before it. Time runs forward, so what is far away need not be in order yet: an entry
// waits in the bucket of the highest bit in which its time differs from `horizon_`, and moves to lower
// buckets as the horizon does, each time for a bit. The few entries up to the horizon are in order.
class EventQueue {
  public:
    EventQueue() { buckets_.fill(no_node); }

    // The next place in the order of making; wraps around after 2^32 events.
    std::uint32_t next_order() { return made_++; }
    // event.at >= Instant{}.
    void push(const PendingEvent& event);
    bool empty() const { return near_.empty(); }
    const PendingEvent& top() const { return near_.front(); }
    void pop();
    std::uint32_t size() const { return static_cast<std::uint32_t>(near_.size()) + far_count_; }
    // Every entry, stale ones included, in the order in which they lie: for invariants.
    template <class F>
    void for_each(F&& f) const {
        for (const PendingEvent& event : near_) f(event);
        for (const std::uint32_t first : buckets_)
            for (std::uint32_t node = first; node != no_node; node = far_[node].next) f(far_[node].event);
    }
    friend bool operator==(const EventQueue&, const EventQueue&) = default;
    friend void digest(Digest& d, const EventQueue& queue);

  private:
    static constexpr std::uint32_t no_node = 0xffff'ffffu;
    struct Node {
        PendingEvent event{};
        std::uint32_t next = no_node;
        friend bool operator==(const Node&, const Node&) = default;
    };

    void push_near(const PendingEvent& event);
    void pop_near();
    void put_far(std::uint32_t node);
    void move_horizon();

    std::vector<PendingEvent> near_{};  // a binary heap of all up to horizon_; empty only when all is
    std::vector<Node> far_{};           // all beyond it, in a list for each bucket, and free nodes
    std::array<std::uint32_t, 64> buckets_{};
    std::uint64_t filled_buckets_ = 0;  // a bit for each bucket that is not empty
    std::uint32_t free_nodes_ = no_node;
    std::uint32_t far_count_ = 0;
    Instant horizon_{};
    std::uint32_t made_ = 0;
};

}  // namespace hw::sim
