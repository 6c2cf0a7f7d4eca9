#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"

namespace hw::host {

// The next deadline of every connection, the earliest on top: a binary heap in which each slot knows its
// place, so that moving a deadline costs log n and asking for the earliest costs nothing. Equal
// deadlines are served in order of slots. A value; never iterated but through the top.
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
    void put(std::uint32_t place, const Entry& entry);
    void sift_up(std::uint32_t place, const Entry& entry);
    void sift_down(std::uint32_t place, const Entry& entry);
    void remove(std::uint32_t place);

    std::vector<Entry> heap_{};
    std::vector<std::uint32_t> place_of_{};  // by slot; nowhere: not armed
};

}  // namespace hw::host
