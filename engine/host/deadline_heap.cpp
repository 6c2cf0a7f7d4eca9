#include "host/deadline_heap.h"

namespace hw::host {

void DeadlineHeap::set(std::uint32_t slot, Instant at) {
    if (slot >= slots_.size()) {
        if (at.is_never()) return;
        slots_.resize(slot + 1);
    }
    slots_[slot].due = at;
    const std::uint32_t place = slots_[slot].place;
    if (place == nowhere ? !at.is_never() : at < heap_[place].at) set_earlier(slot);
    settle_top();
}

void DeadlineHeap::set_earlier(std::uint32_t slot) {
    const Entry entry{.at = slots_[slot].due, .slot = slot};
    std::uint32_t place = slots_[slot].place;
    if (place == nowhere) {
        place = static_cast<std::uint32_t>(heap_.size());
        heap_.push_back(entry);
    }
    sift_up(place, entry);
}

void DeadlineHeap::settle_top() {
    while (!heap_.empty()) {
        const Entry top = heap_.front();
        const Instant due = slots_[top.slot].due;
        if (due == top.at) return;
        due.is_never() ? remove_top() : sift_down(0, {.at = due, .slot = top.slot});
    }
}

void DeadlineHeap::clear() {
    heap_.clear();
    slots_.clear();
}

void DeadlineHeap::put(std::uint32_t place, const Entry& entry) {
    heap_[place] = entry;
    slots_[entry.slot].place = place;
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

void DeadlineHeap::remove_top() {
    slots_[heap_.front().slot].place = nowhere;
    const Entry last = heap_.back();
    heap_.pop_back();
    if (!heap_.empty()) sift_down(0, last);
}

}  // namespace hw::host
