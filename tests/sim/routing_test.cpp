#include "sim/routing.h"

#include <catch2/catch_test_macros.hpp>

#include "sim/canned_worlds.h"
#include "sim/trace.h"
#include "support/sim/ladder.h"
#include "wire/emit.h"

using namespace hw;
using namespace hw::sim;
using hw::sim::test::run_and_draw;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }
constexpr wire::Ipv4Address second_client_address{0x0a00'0101};

World two_addresses() {
    World world = w0();
    world.hosts[0].config.more_addresses = {second_client_address};
    return world;
}

}  // namespace

TEST_CASE("A packet goes to the neighbour that has its destination among its addresses", "[sim][rfc1122]") {
    World world = two_addresses();
    const Route there = route_to(world, w0_client, w0_server_socket.address);
    CHECK(there.to == w0_server);
    CHECK(there.link == w0_link);
    CHECK(there.direction == 0);
    CHECK(route_to(world, w0_server, second_client_address).to == w0_client);
    CHECK(route_to(world, w0_server, second_client_address).direction == 1);
    CHECK_FALSE(route_to(world, w0_client, {0x0a00'0909}).to.exists());
}

TEST_CASE("A packet to an address of its sender's, or to 127/8, comes back to it",
          "[sim][rfc1122][3.2.1.3]") {
    World world = two_addresses();
    for (const wire::Ipv4Address own : {w0_client_socket.address, second_client_address,
                                        wire::Ipv4Address{0x7f00'0001}, wire::Ipv4Address{0x7fff'fffe}}) {
        CHECK(route_to(world, w0_client, own).to == w0_client);
        CHECK_FALSE(route_to(world, w0_client, own).link.exists());
    }
}

TEST_CASE("A connection may begin at any address of its host; the same ports from two are two connections",
          "[sim][host]") {
    World world = two_addresses();
    host::Host& client = world.hosts[0];
    host::Output output;
    for (const wire::Ipv4Address from : {w0_client_socket.address, second_client_address})
        REQUIRE(host::connect(client,
                              {.local_address = from, .local_port = 40'000, .remote = w0_server_socket},
                              world.now, output) == host::SocketError::None);
    CHECK(client.demux.size() == 2);
    CHECK(host::connect(
              client,
              {.local_address = second_client_address, .local_port = 40'000, .remote = w0_server_socket},
              world.now, output) == host::SocketError::AddrInUse);
    CHECK(host::connect(client, {.local_address = {0x0a00'0909}, .remote = w0_server_socket}, world.now,
                        output) == host::SocketError::AddrNotAvail);
}

TEST_CASE("A host talks to itself, and the learner's rules see it", "[sim][loopback]") {
    World world = w0();
    schedule(world, Instant{},
             Connect{.host = w0_server, .local_port = 40'000, .remote = {{0x7f00'0001}, 80}});
    CHECK(run_and_draw(world, at_ms(1)) ==
          "0 1->1 <SEQ=5000><CTL=SYN> 0.010 delivered\n"
          "0.010 1->1 <SEQ=5002><ACK=5001><CTL=SYN,ACK> 0.020 delivered\n"
          "0.020 1->1 <SEQ=5001><ACK=5003><CTL=ACK> 0.030 delivered\n");
    REQUIRE(world.hosts[1].live.count == 2);
    for (const host::Connection& connection : world.hosts[1].connections)
        CHECK(connection.tcb.state == tcp::State::Established);

    World ruled = w0();
    schedule(ruled, Instant{}, AddRule{{.filter = {.ctl_set = wire::syn | wire::ack}}});
    schedule(ruled, Instant{},
             Connect{.host = w0_server, .local_port = 40'000, .remote = {w0_server_socket.address, 80}});
    Trace trace;
    run(ruled, {.until = at_ms(1)}, &trace);
    REQUIRE(trace.packets.size() == 2);
    CHECK(trace.packets[1].fate == Fate::Dropped);
}

TEST_CASE("A socket connected to itself opens simultaneously with itself", "[sim][loopback][rfc9293][3.5]") {
    World world = w0();
    const Connect itself{.host = w0_client, .local_port = 40'000, .remote = w0_client_socket};
    schedule(world, Instant{}, itself);
    run(world, {.until = at_ms(1)});
    REQUIRE(world.hosts[0].live.count == 1);
    CHECK(host::state_of(world.hosts[0]) == tcp::State::Established);
}

TEST_CASE("A packet from 127/8, or from our own address, does not come from a link",
          "[sim][host][rfc1122][3.2.1.3]") {
    World world = w0();
    for (const std::uint32_t source : {0x7f00'0001u, w0_server_socket.address.raw}) {
        const wire::TcpHeader header{.source_port = 1, .destination_port = 80, .ctl = wire::syn};
        std::vector<std::uint8_t> bytes(40);
        REQUIRE(wire::emit_packet({.source = {source}, .destination = w0_server_socket.address}, header, {},
                                  bytes)
                    .ok());
        host::Output output;
        host::packet_arrives(world.hosts[1], bytes, world.now, output);
        CHECK(output.packet_count == 0);
    }
    CHECK(world.hosts[1].counters.ip_in_addr_errors == 2);
}
