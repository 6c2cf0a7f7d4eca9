// A host's clocks jump: what its timestamps, its next ISN and its timers make of that.

#include <catch2/catch_test_macros.hpp>

#include "sim/canned_worlds.h"
#include "sim/trace.h"

using namespace hw;
using namespace hw::sim;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

World stamped_world() {
    World world = w0();
    for (host::Host& host : world.hosts) host.config.tcp.timestamps = tcp::Switch::On;
    schedule(world, Instant{}, w0_connect());
    return world;
}

const wire::TcpHeader& latest_from(const Trace& trace, HostId host) {
    for (std::size_t i = trace.packets.size(); i-- > 0;)
        if (trace.packets[i].from == host) return trace.packets[i].header;
    return trace.packets.front().header;
}

}  // namespace

TEST_CASE("A clock that jumps ahead stamps what follows later, and the peer goes along",
          "[sim][rfc7323][5.4]") {
    World world = stamped_world();
    Trace trace;
    run(world, {.until = at_ms(500)}, &trace);
    const std::uint32_t before = latest_from(trace, w0_client).options.timestamps.value;
    schedule(world, at_ms(600), JumpClock{w0_client, 3'600_s});
    schedule(world, at_ms(600), Send{w0_client, ConnectionId{0}, "later"});
    run(world, {.until = at_ms(1'000)}, &trace);
    CHECK(world.hosts[w0_server.value].connections[0].delivered_content == "later");
    CHECK(world.hosts[w0_server.value].connections[0].tcb.timestamps.recent - before >= 3'600'000);
}

TEST_CASE("A clock that jumps back makes every segment an old one to the peer", "[sim][rfc7323][5.3]") {
    World world = stamped_world();
    run(world, {.until = at_ms(500)});
    schedule(world, at_ms(600), JumpClock{w0_client, Duration{} - 2_s});
    schedule(world, at_ms(600), Send{w0_client, ConnectionId{0}, "stale"});
    run(world, {.until = at_ms(2'000)});
    CHECK(world.hosts[w0_server.value].connections[0].delivered_bytes == 0);
    // Until the retransmissions come from a clock that has caught up: timers count virtual time.
    run(world, {.until = at_ms(20'000)});
    CHECK(world.hosts[w0_server.value].connections[0].delivered_content == "stale");
}

TEST_CASE("Initial sequence numbers follow the clock that jumped", "[sim][rfc6528][3]") {
    const auto iss_after = [](Duration jump) {
        World world = w0();
        world.hosts[w0_client.value].config.isn = {.secret = {1, 2}};
        if (jump != Duration{}) schedule(world, at_ms(100), JumpClock{w0_client, jump});
        schedule(world, at_ms(100), w0_connect());
        run(world, {.until = at_ms(100)});
        return world.hosts[w0_client.value].connections[0].tcb.snd.iss;
    };
    // "M is the 4 microsecond timer".
    CHECK(iss_after(4_ms) == iss_after({}) + 1'000);
    CHECK(iss_after(Duration{-4'000}) + 1'000 == iss_after({}));
}
