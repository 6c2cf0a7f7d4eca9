#include "host/deadline_heap.h"

namespace hw::host {

void DeadlineHeap::set(std::uint32_t slot, Instant at) {
    if (slot >= place_of_.size()) {
        if (at.is_never()) return;
        place_of_.resize(slot + 1, nowhere);
    }
    const std::uint32_t place = place_of_[slot];
    if (at.is_never()) {
        if (place != nowhere) remove(place);
        return;
    }
    const Entry entry{.at = at, .slot = slot};
    if (place == nowhere) {
        heap_.push_back(entry);
        sift_up(static_cast<std::uint32_t>(heap_.size()) - 1, entry);
    } else if (is_before(entry, heap_[place])) {
        sift_up(place, entry);
    } else {
        sift_down(place, entry);
    }
}

void DeadlineHeap::clear() {
    heap_.clear();
    place_of_.clear();
}

void DeadlineHeap::put(std::uint32_t place, const Entry& entry) {
    heap_[place] = entry;
    place_of_[entry.slot] = place;
}

// Moves the hole at `place` towards the top until `entry` fits into it.
void DeadlineHeap::sift_up(std::uint32_t place, const Entry& entry) {
    while (place > 0) {
        const std::uint32_t parent = (place - 1) / 2;
        if (!is_before(entry, heap_[parent])) break;
        put(place, heap_[parent]);
        place = parent;
    }
    put(place, entry);
}

// Moves the hole at `place` towards the leaves until `entry` fits into it.
void DeadlineHeap::sift_down(std::uint32_t place, const Entry& entry) {
    const std::uint32_t size = static_cast<std::uint32_t>(heap_.size());
    for (std::uint32_t child = 2 * place + 1; child < size; child = 2 * place + 1) {
        if (child + 1 < size && is_before(heap_[child + 1], heap_[child])) ++child;
        if (!is_before(heap_[child], entry)) break;
        put(place, heap_[child]);
        place = child;
    }
    put(place, entry);
}

void DeadlineHeap::remove(std::uint32_t place) {
    place_of_[heap_[place].slot] = nowhere;
    const Entry last = heap_.back();
    heap_.pop_back();
    if (place == heap_.size()) return;  // it was the last itself
    const bool rises = place > 0 && is_before(last, heap_[(place - 1) / 2]);
    rises ? sift_up(place, last) : sift_down(place, last);
}

}  // namespace hw::host
