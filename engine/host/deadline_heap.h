#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"

namespace hw::host {

// The next deadline of every connection, the earliest on top: a binary heap in which each slot knows its
// place. Nearly every deadline that moves, moves to later (each ACK restarts a timer): such a one only notes
// the new time, and its entry moves when it comes to the top. So moving a deadline back costs nothing,
// moving it forward log n, and asking for the earliest nothing. Equal deadlines are served in order of slots.
// A value; never iterated but through the top.
class DeadlineHeap {
  public:
    // never() when nothing is armed.
    Instant earliest() const { return heap_.empty() ? Instant::never() : heap_.front().at; }
    // Whose deadline that is; only when something is armed.
    std::uint32_t earliest_slot() const { return heap_.front().slot; }
    // Arms, moves or (never()) disarms the deadline of `slot`.
    void set(std::uint32_t slot, Instant at);
    void clear();

    friend bool operator==(const DeadlineHeap&, const DeadlineHeap&) = default;

  private:
    struct Entry {
        Instant at{};
        std::uint32_t slot = 0;
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    static constexpr std::uint32_t nowhere = 0xffff'ffffu;

    static bool is_before(const Entry& a, const Entry& b) {
        return a.at != b.at ? a.at < b.at : a.slot < b.slot;
    }
    void set_earlier(std::uint32_t slot);
    void settle_top();
    void put(std::uint32_t place, const Entry& entry);
    void sift_up(std::uint32_t place, const Entry& entry);
    void sift_down(std::uint32_t place, const Entry& entry);
    void remove_top();

    struct Slot {
        Instant due = Instant::never();
        std::uint32_t place = nowhere;  // of its entry, which is at `due` or earlier
        friend bool operator==(const Slot&, const Slot&) = default;
    };
    std::vector<Entry> heap_{};  // the top one is where its slot is due
    std::vector<Slot> slots_{};
};

}  // namespace hw::host
