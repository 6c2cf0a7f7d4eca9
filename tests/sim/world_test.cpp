#include "sim/world.h"

#include <catch2/catch_test_macros.hpp>

#include "sim/canned_worlds.h"
#include "sim/trace.h"
#include "support/sim/ladder.h"

using namespace hw;
using namespace hw::sim;
using hw::sim::test::ladder_of;
using hw::sim::test::run_and_draw;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

World connecting() {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    return world;
}

}  // namespace

TEST_CASE("In W0 the three segments of the handshake are those of RFC 9293 Figure 6", "[sim][rfc9293][3.5]") {
    World world = connecting();
    REQUIRE(run_and_draw(world, at_ms(1'000)) ==
            "0 0->1 <SEQ=1000><CTL=SYN> 100 delivered\n"
            "100 1->0 <SEQ=5000><ACK=1001><CTL=SYN,ACK> 200 delivered\n"
            "200 0->1 <SEQ=1001><ACK=5001><CTL=ACK> 300 delivered\n");
    REQUIRE(host::state_of(world.hosts[0]) == tcp::State::Established);
    REQUIRE(host::state_of(world.hosts[1]) == tcp::State::Established);
    REQUIRE(next_event_at(world).is_never());
    REQUIRE(world.event_count == 4);
}

TEST_CASE("A copy of a world is equal to it, has its digest, and lives its own life", "[sim]") {
    World world = connecting();
    run(world, {.until = at_ms(150)});
    World copy = world;
    REQUIRE(copy == world);
    REQUIRE(digest_of(copy) == digest_of(world));
    run(copy, {.until = at_ms(300)});
    REQUIRE(copy != world);
    REQUIRE(digest_of(copy) != digest_of(world));
    run(world, {.until = at_ms(300)});
    REQUIRE(copy == world);
    REQUIRE(digest_of(copy) == digest_of(world));
}

TEST_CASE("A run that somebody watches is the same run", "[sim]") {
    World watched = connecting();
    World unwatched = connecting();
    Trace trace;
    run(watched, {.until = at_ms(5'000)}, &trace);
    run(unwatched, {.until = at_ms(5'000)});
    REQUIRE(watched == unwatched);
    REQUIRE(trace.events.size() == watched.event_count);
}
