// kill -9, and rules that change in the middle of a connection.

#include <catch2/catch_test_macros.hpp>

#include "sim/canned_worlds.h"
#include "sim/trace.h"

using namespace hw;
using namespace hw::sim;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

World connected_world() {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    return world;
}

const host::Connection& first_of(const World& world, HostId host) {
    return world.hosts[host.value].connections[0];
}

}  // namespace

TEST_CASE("The kernel closes what a killed program leaves, in good order where nothing is lost",
          "[sim][rfc9293][3.6]") {
    World world = connected_world();
    schedule(world, at_ms(1'000), KillProgram{w0_client});
    run(world, {.until = at_ms(2'000)});
    CHECK(first_of(world, w0_client).tcb.is_orphan);
    CHECK(first_of(world, w0_client).tcb.state == tcp::State::FinWait2);
    CHECK(first_of(world, w0_server).tcb.state == tcp::State::CloseWait);
    CHECK(world.hosts[w0_client.value].sockets.open_files == 0);
}

TEST_CASE("A killed program answers text that comes later with a reset", "[sim][rfc9293][3.6.1][SHLD-3]") {
    World world = connected_world();
    world.hosts[w0_client.value].config.tcp.reset_on_unread_close = tcp::Switch::On;
    schedule(world, at_ms(1'000), KillProgram{w0_client});
    schedule(world, at_ms(2'000), Send{w0_server, ConnectionId{0}, "too late"});
    run(world, {.until = at_ms(3'000)});
    CHECK(first_of(world, w0_client).tcb.state == tcp::State::Closed);
    CHECK(first_of(world, w0_client).delivered_bytes == 0);
    CHECK(first_of(world, w0_server).closed_by == host::ClosedBy::Rst);
}

TEST_CASE("A killed server refuses, until another program listens", "[sim][rfc9293][3.5.2]") {
    World world = w0();
    schedule(world, Instant{}, KillProgram{w0_server});
    schedule(world, at_ms(1), w0_connect());
    run(world, {.until = at_ms(500)});
    CHECK(first_of(world, w0_client).error == host::SocketError::ConnRefused);
    CHECK(world.hosts[w0_server.value].listeners.empty());

    Connect again = w0_connect();
    again.local_port = 40'002;
    schedule(world, at_ms(1'000), Listen{w0_server, again.remote.port, {}});
    schedule(world, at_ms(1'000), again);
    run(world, {.until = at_ms(2'000)});
    CHECK(world.hosts[w0_client.value].connections[1].tcb.state == tcp::State::Established);
}

TEST_CASE("The RFC's CLOSE reads on; a program that is killed does not", "[sim][rfc9293][3.6]") {
    World world = connected_world();
    schedule(world, at_ms(1'000), Close{w0_client, ConnectionId{0}});
    schedule(world, at_ms(2'000), Send{w0_server, ConnectionId{0}, "read"});
    schedule(world, at_ms(3'000), KillProgram{w0_client});
    schedule(world, at_ms(4'000), Send{w0_server, ConnectionId{0}, " and lost"});
    run(world, {.until = at_ms(5'000)});
    CHECK(first_of(world, w0_client).delivered_content == "read");
}

TEST_CASE("Rules change in the middle of a connection if they are asked to", "[sim][rfc5961][3.2]") {
    for (const bool switches : {false, true}) {
        World world = connected_world();
        schedule(world, at_ms(1'000), SetRuleBook{w0_server, tcp::RuleBookId::AcceptAnyRst, switches});
        run(world, {.until = at_ms(1'500)});
        Inject forgery{.from = w0_client, .to = w0_server, .kind = Inject::Kind::Forged};
        const host::Connection& target = first_of(world, w0_server);
        forgery.header.source_port = target.tuple.remote.port;
        forgery.header.destination_port = target.tuple.local.port;
        forgery.header.seq = target.tcb.rcv.nxt + 100;
        forgery.header.ctl = wire::rst;
        schedule(world, at_ms(2'000), forgery);
        run(world, {.until = at_ms(3'000)});
        CHECK((first_of(world, w0_server).closed_by == host::ClosedBy::Rst) == switches);
    }
}
