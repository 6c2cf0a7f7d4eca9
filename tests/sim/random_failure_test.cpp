// What a failure of a random world tells: no more than it takes to see it again.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "sim/random_world.h"

using namespace hw;
using namespace hw::sim;

namespace {

// Not wrong at all, but seldom enough to be looked for.
std::optional<std::string> power_was_cut(const World& world, const Trace&) {
    for (const host::Host& host : world.hosts)
        if (!host.is_powered) return "a host is without power";
    return {};
}

// Only the healing brings it about.
std::optional<std::string> all_links_are_clean(const World& world, const Trace&) {
    for (const Link& link : world.links)
        if (!(link.config[0] == LinkConfig{.delay = link.config[0].delay})) return {};
    return world.now > Instant{} ? std::optional<std::string>("the first directions are clean")
                                 : std::nullopt;
}

std::uint32_t lines_told(const std::string& failure) {
    const std::size_t story = failure.find("in the world of this seed");
    if (story == failure.npos) return 0;
    return static_cast<std::uint32_t>(
               std::count(failure.begin() + static_cast<std::ptrdiff_t>(story), failure.end(), '\n')) -
           1;
}

}  // namespace

TEST_CASE("A failure's story is cut to the commands that it takes", "[sim][random][shrink]") {
    std::uint32_t failures = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const RandomRun whole = run_random_world(seed, power_was_cut);
        if (whole.failure.empty()) continue;
        ++failures;
        const RandomRun least = run_shortest_failure(seed, power_was_cut);
        INFO(least.failure);
        CHECK(lines_told(least.failure) == 1);
        CHECK(least.failure.find(": power off\n") != std::string::npos);
        CHECK(least.failure.size() <= whole.failure.size());
    }
    CHECK(failures > 3);
}

TEST_CASE("Neither schedule nor healing is told; that the world heals is, where it matters",
          "[sim][random][shrink]") {
    std::uint32_t failures = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const RandomRun whole = run_random_world(seed, all_links_are_clean);
        if (whole.failure.empty()) continue;
        ++failures;
        const RandomRun least = run_shortest_failure(seed, all_links_are_clean);
        INFO(least.failure);
        CHECK(lines_told(least.failure) <= 2);  // a command, for time to pass
        CHECK(least.failure.ends_with("then the world heals\n"));
        CHECK(least.failure.find("scheduled at") == std::string::npos);
        CHECK(least.failure.find("direction 0: delay") < least.failure.find("in the world of"));
    }
    CHECK(failures > 20);
}
