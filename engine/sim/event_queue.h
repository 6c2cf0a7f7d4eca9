#pragma once

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

class EventQueue {
  public:
    // The next place in the order of making; wraps around after 2^32 events.
    std::uint32_t next_order() { return made_++; }
    void push(const PendingEvent& event);
    bool empty() const { return heap_.empty(); }
    const PendingEvent& top() const { return heap_.front(); }
    void pop();
    std::uint32_t size() const { return static_cast<std::uint32_t>(heap_.size()); }
    // Every entry, stale ones included, in the heap's order: for invariants and estimates.
    const std::vector<PendingEvent>& entries() const { return heap_; }
    friend bool operator==(const EventQueue&, const EventQueue&) = default;
    friend void digest(Digest& d, const EventQueue& queue);

  private:
    std::vector<PendingEvent> heap_{};  // binary heap
    std::uint32_t made_ = 0;
};

}  // namespace hw::sim
