#include "sim/random_world.h"

#include <catch2/catch_test_macros.hpp>

using namespace hw;
using namespace hw::sim;

TEST_CASE("A thousand random worlds hold every invariant after every event", "[sim][random]") {
    for (std::uint64_t seed = 1; seed <= 1'000; ++seed) {
        const RandomRun run = run_random_world(seed);
        INFO(run.failure);
        REQUIRE(run.failure.empty());
    }
}

TEST_CASE("A random world is the same every time", "[sim][random]") {
    for (const std::uint64_t seed : {3, 17, 404}) {
        const RandomRun first = run_random_world(seed);
        const RandomRun second = run_random_world(seed);
        REQUIRE(first.digest == second.digest);
        REQUIRE(first.events == second.events);
        REQUIRE(first.events > 10);
    }
}
