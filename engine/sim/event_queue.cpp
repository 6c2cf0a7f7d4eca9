#include "sim/event_queue.h"

#include "base/check.h"

// Why not std::push_heap: the standard does not say how a heap lies in memory, two libraries do it
// differently, and the digest of a world reads it as it lies (DESIGN law 5).

namespace hw::sim {
namespace {

// Orders are compared around the circle, as sequence numbers are: fewer than 2^31 events are pending at once.
bool comes_before(const PendingEvent& a, const PendingEvent& b) {
    if (a.at != b.at) return a.at < b.at;
    return static_cast<std::int32_t>(a.order - b.order) < 0;
}

}  // namespace

void EventQueue::push(const PendingEvent& event) {
    heap_.push_back(event);
    std::size_t hole = heap_.size() - 1;
    while (hole > 0) {
        const std::size_t parent = (hole - 1) / 2;
        if (!comes_before(event, heap_[parent])) break;
        heap_[hole] = heap_[parent];
        hole = parent;
    }
    heap_[hole] = event;
}

void EventQueue::pop() {
    HW_CHECK(!heap_.empty());
    const PendingEvent last = heap_.back();
    heap_.pop_back();
    const std::size_t size = heap_.size();
    if (size == 0) return;
    std::size_t hole = 0;
    for (;;) {
        std::size_t child = 2 * hole + 1;
        if (child >= size) break;
        if (child + 1 < size && comes_before(heap_[child + 1], heap_[child])) ++child;
        if (!comes_before(heap_[child], last)) break;
        heap_[hole] = heap_[child];
        hole = child;
    }
    heap_[hole] = last;
}

void digest(Digest& d, const PendingEvent& event) {
    digest_all(d, event.at, event.order, event.kind, event.subject);
}

void digest(Digest& d, const EventQueue& queue) {
    digest_all(d, queue.size(), queue.made_);
    for (const PendingEvent& event : queue.heap_) digest(d, event);
}

}  // namespace hw::sim
