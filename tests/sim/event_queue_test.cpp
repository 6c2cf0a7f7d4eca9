#include "sim/event_queue.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "base/prng.h"

using namespace hw;
using namespace hw::sim;

namespace {

PendingEvent event_at(EventQueue& queue, std::int64_t us, std::uint32_t subject = 0) {
    return {.at = Instant{us}, .order = queue.next_order(), .subject = subject};
}

}  // namespace

TEST_CASE("Pending events come out in order of time, and at one instant in the order they were made",
          "[sim]") {
    Prng prng{7};
    EventQueue queue;
    std::vector<PendingEvent> expected;
    for (std::uint32_t i = 0; i < 2'000; ++i) {
        const PendingEvent event = event_at(queue, prng.below(200), i);
        queue.push(event);
        expected.push_back(event);
    }
    std::stable_sort(expected.begin(), expected.end(),
                     [](const PendingEvent& a, const PendingEvent& b) { return a.at < b.at; });
    for (const PendingEvent& event : expected) {
        REQUIRE(queue.top() == event);
        queue.pop();
    }
    REQUIRE(queue.empty());
}

TEST_CASE("Events pushed and popped in turns still come out in order", "[sim]") {
    Prng prng{8};
    EventQueue queue;
    Instant now{};
    std::uint32_t last_order = 0;
    for (std::uint32_t i = 0; i < 5'000; ++i) {
        if (queue.empty() || prng.chance(550'000)) {
            queue.push(event_at(queue, now.us + prng.below(50)));
            continue;
        }
        const PendingEvent event = queue.top();
        const bool is_later = now < event.at || event.order > last_order || event.at == now;
        REQUIRE(now <= event.at);
        REQUIRE(is_later);
        now = event.at;
        last_order = event.order;
        queue.pop();
    }
}

TEST_CASE("An event may be pushed before the one that is on top, and long after it", "[sim]") {
    Prng prng{9};
    EventQueue queue;
    std::vector<PendingEvent> expected;
    const auto is_before = [](const PendingEvent& a, const PendingEvent& b) {
        return a.at != b.at ? a.at < b.at : a.order < b.order;
    };
    for (std::uint32_t i = 0; i < 20'000; ++i) {
        if (expected.empty() || prng.chance(520'000)) {
            const std::int64_t far = std::int64_t{1} << prng.below(40);
            const PendingEvent event =
                event_at(queue, prng.below(1'000) + (prng.chance(500'000) ? far : 0), i);
            queue.push(event);
            expected.insert(std::upper_bound(expected.begin(), expected.end(), event, is_before), event);
        } else {
            REQUIRE(queue.top() == expected.front());
            queue.pop();
            expected.erase(expected.begin());
        }
        REQUIRE(queue.size() == expected.size());
    }
}

TEST_CASE("The order of making wraps around after 2^32 events without confusing neighbours", "[sim]") {
    EventQueue queue;
    queue.push({.at = Instant{5}, .order = 0xffff'ffffu, .subject = 1});
    queue.push({.at = Instant{5}, .order = 1, .subject = 3});
    queue.push({.at = Instant{5}, .order = 0, .subject = 2});
    for (const std::uint32_t subject : {1u, 2u, 3u}) {
        REQUIRE(queue.top().subject == subject);
        queue.pop();
    }
}

TEST_CASE("Queues with the same history are equal and have the same digest", "[sim]") {
    EventQueue a;
    EventQueue b;
    for (const std::int64_t us : {5, 3, 9, 3, 1}) {
        a.push(event_at(a, us));
        b.push(event_at(b, us));
    }
    const auto digest_of_queue = [](const EventQueue& queue) {
        Digest d;
        digest(d, queue);
        return d.value();
    };
    REQUIRE(a == b);
    REQUIRE(digest_of_queue(a) == digest_of_queue(b));
    b.pop();
    REQUIRE(a != b);
    REQUIRE(digest_of_queue(a) != digest_of_queue(b));
}
