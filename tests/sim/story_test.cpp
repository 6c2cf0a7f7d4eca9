#include "sim/story.h"

#include <catch2/catch_test_macros.hpp>

#include "sim/canned_worlds.h"

using namespace hw;
using namespace hw::sim;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

}  // namespace

TEST_CASE("A story holds time, seed and every command, scheduled or issued", "[sim]") {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    run(world, {.until = at_ms(50)});
    const CommandLog log = {{.event_index = 1, .at = at_ms(50), .command = DropPacket{PacketId{0}}}};
    apply(world, log[0].command, log[0].at);
    REQUIRE(story_of(world, log) ==
            "at 0.050000 s, after 2 events, in the world of seed 1\n"
            "scheduled at 0.000000 s: host 0: connect from port 40000 to 10.0.0.2:80, reader\n"
            "event 1 at 0.050000 s: drop packet 0\n");
}

TEST_CASE("A log replayed on the initial world gives the same digest", "[sim]") {
    World world = w0();
    CommandLog log;
    const auto issue = [&](std::int64_t ms, const Command& command) {
        run(world, {.until = at_ms(ms)});
        log.push_back({.event_index = world.event_count, .at = at_ms(ms), .command = command});
        apply(world, command, at_ms(ms));
    };
    issue(10, w0_connect());
    issue(60, HoldPacket{PacketId{0}});
    issue(900, ReleasePacket{PacketId{0}});
    issue(2'000, Send{w0_client, ConnectionId{0}, "hello"});
    run(world, {.until = at_ms(9'000)});

    World again = w0();
    REQUIRE(replay(again, log, world.event_count));
    REQUIRE(again == world);
    REQUIRE(digest_of(again) == digest_of(world));
}

TEST_CASE("A log that does not fit its world is refused", "[sim]") {
    World world = w0();
    REQUIRE_FALSE(replay(world, {{.event_index = 3, .at = at_ms(0), .command = w0_connect()}}, 9));
    World late = w0();
    schedule(late, at_ms(5), w0_connect());
    REQUIRE_FALSE(replay(late, {{.event_index = 0, .at = at_ms(6), .command = w0_connect()}}, 1));
}

TEST_CASE("The latest events are told with what TCP found", "[sim]") {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    Trace trace;
    run(world, {.until = at_ms(100)}, &trace);
    const std::string told = latest_events(trace, 1);
    REQUIRE(told.find("event 1 at 0.100000 s, host 1: packet 0") == 0);
    REQUIRE(told.find("LISTEN to SYN-RECEIVED") != std::string::npos);
    REQUIRE(told.find("listen_syn_accepted") != std::string::npos);
    REQUIRE(told.find("sends packet 1") != std::string::npos);
    REQUIRE(told.find("event 0") == std::string::npos);
}
