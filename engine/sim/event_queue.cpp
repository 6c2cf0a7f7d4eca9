#include "sim/event_queue.h"

#include <bit>
#include <utility>

#include "base/check.h"

// Why not std::push_heap: the standard does not say how a heap lies in memory, two libraries do it
// differently, and the digest of a world reads it as it lies (DESIGN law 5).

namespace hw::sim {
namespace {

// So few entries are put in order at once, whatever their times.
constexpr std::uint32_t few = 16;

// Orders are compared around the circle, as sequence numbers are: fewer than 2^31 events are pending at once.
bool comes_before(const PendingEvent& a, const PendingEvent& b) {
    if (a.at != b.at) return a.at < b.at;
    return static_cast<std::int32_t>(a.order - b.order) < 0;
}

// Field by field. Why: an event comes here fresh from its maker, and a processor waits for what was stored in smaller
// pieces than it is now read.
void put(PendingEvent& place, const PendingEvent& event) {
    place.at = event.at;
    place.order = event.order;
    place.kind = event.kind;
    place.subject = event.subject;
}

std::uint32_t bucket_of(Instant at, Instant horizon) {
    return 63u - static_cast<std::uint32_t>(std::countl_zero(static_cast<std::uint64_t>(at.us ^ horizon.us)));
}

}  // namespace

void EventQueue::push(const PendingEvent& event) {
    if (empty()) horizon_ = event.at;
    if (event.at <= horizon_) return push_near(event);
    std::uint32_t node = free_nodes_;
    if (node == no_node) {
        node = static_cast<std::uint32_t>(far_.size());
        far_.emplace_back();
    } else {
        free_nodes_ = far_[node].next;
    }
    put(far_[node].event, event);
    ++far_count_;
    put_far(node);
}

void EventQueue::pop() {
    HW_CHECK(!empty());
    pop_near();
    if (near_.empty() && far_count_ > 0) move_horizon();
}

void EventQueue::put_far(std::uint32_t node) {
    const std::uint32_t bucket = bucket_of(far_[node].event.at, horizon_);
    far_[node].next = std::exchange(buckets_[bucket], node);
    filled_buckets_ |= std::uint64_t{1} << bucket;
}

// To the first entry of the lowest bucket, which has the earliest, and this bucket's others into lower ones.
// When it has only a few, to the last of them: they are put in order at once.
void EventQueue::move_horizon() {
    const auto bucket = static_cast<std::uint32_t>(std::countr_zero(filled_buckets_));
    std::uint32_t node = std::exchange(buckets_[bucket], no_node);
    filled_buckets_ &= filled_buckets_ - 1;
    Instant earliest = Instant::never(), latest{};
    std::uint32_t count = 0;
    for (std::uint32_t at = node; at != no_node; at = far_[at].next, ++count) {
        earliest = earlier_of(earliest, far_[at].event.at);
        latest = later_of(latest, far_[at].event.at);
    }
    horizon_ = count <= few ? latest : earliest;
    while (node != no_node) {
        const std::uint32_t next = far_[node].next;
        if (far_[node].event.at <= horizon_) {
            push_near(far_[node].event);
            far_[node] = {.event = {}, .next = std::exchange(free_nodes_, node)};
            --far_count_;
        } else {
            put_far(node);
        }
        node = next;
    }
}

void EventQueue::push_near(const PendingEvent& event) {
    near_.emplace_back();
    std::size_t hole = near_.size() - 1;
    while (hole > 0) {
        const std::size_t parent = (hole - 1) / 2;
        if (!comes_before(event, near_[parent])) break;
        near_[hole] = near_[parent];
        hole = parent;
    }
    put(near_[hole], event);
}

void EventQueue::pop_near() {
    const PendingEvent last = near_.back();
    near_.pop_back();
    const std::size_t size = near_.size();
    if (size == 0) return;
    std::size_t hole = 0;
    for (;;) {
        std::size_t child = 2 * hole + 1;
        if (child >= size) break;
        if (child + 1 < size && comes_before(near_[child + 1], near_[child])) ++child;
        if (!comes_before(near_[child], last)) break;
        near_[hole] = near_[child];
        hole = child;
    }
    near_[hole] = last;
}

void digest(Digest& d, const PendingEvent& event) {
    digest_all(d, event.at, event.order, event.kind, event.subject);
}

void digest(Digest& d, const EventQueue& queue) {
    digest_all(d, queue.size(), queue.made_, queue.horizon_);
    queue.for_each([&](const PendingEvent& event) { digest(d, event); });
}

}  // namespace hw::sim
