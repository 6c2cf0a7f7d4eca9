#include "host/deadline_heap.h"

#include <catch2/catch_test_macros.hpp>
#include <map>

#include "base/prng.h"

using hw::Instant;
using hw::host::DeadlineHeap;

TEST_CASE("The earliest of many deadlines is on top, however they are set, moved and disarmed", "[host]") {
    hw::Prng prng{12};
    DeadlineHeap heap;
    std::map<std::uint32_t, Instant> model;
    for (int i = 0; i < 20'000; ++i) {
        const std::uint32_t slot = prng.below(200);
        if (prng.chance(300'000)) {
            heap.set(slot, Instant::never());
            model.erase(slot);
        } else {
            const Instant at{prng.below(1'000)};
            heap.set(slot, at);
            model[slot] = at;
        }
        Instant earliest = Instant::never();
        std::uint32_t earliest_slot = 0;
        for (const auto& [of, at] : model)
            if (at < earliest) earliest = at, earliest_slot = of;
        REQUIRE(heap.earliest() == earliest);
        if (!model.empty()) REQUIRE(heap.earliest_slot() == earliest_slot);
    }
}

TEST_CASE("Deadlines come off the heap in order of time, equal ones in order of slots", "[host]") {
    hw::Prng prng{13};
    DeadlineHeap heap;
    for (std::uint32_t slot = 0; slot < 500; ++slot) heap.set(slot, Instant{prng.below(50)});
    Instant last_at{};
    std::uint32_t last_slot = 0, served = 0;
    for (; !heap.earliest().is_never(); ++served) {
        const Instant at = heap.earliest();
        const std::uint32_t slot = heap.earliest_slot();
        REQUIRE(at >= last_at);
        if (at == last_at && served > 0) REQUIRE(slot > last_slot);
        last_at = at;
        last_slot = slot;
        heap.set(slot, Instant::never());
    }
    CHECK(served == 500);
}

TEST_CASE("Disarming a deadline that was never armed changes nothing", "[host]") {
    DeadlineHeap heap;
    heap.set(7, Instant::never());
    CHECK(heap == DeadlineHeap{});
    CHECK(heap.earliest().is_never());
}
