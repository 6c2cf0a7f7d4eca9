#include <catch2/catch_test_macros.hpp>

#include "host/profile.h"
#include "host/time_wait.h"
#include "sim/world.h"

// What was measured on Linux 6.18 about a machine that connects to itself, in the linux profile.

using namespace hw::literals;
using hw::HostId;

namespace {

// A machine that talks to itself: a server that closes after its clients, which close as soon as they are connected.
struct Alone {
    hw::sim::World world = hw::sim::make_world({.seed = 1});
    HostId host{};
    hw::wire::Endpoint server{};
    bool is_server_set_up = false;

    explicit Alone(hw::wire::Ipv4Address address, std::uint16_t port = 80) : server{address, port} {
        hw::host::HostConfig config;
        config.address = hw::wire::Ipv4Address{0x0a00'0001};
        config.isn.secret = {1, 2};
        hw::host::linux_profile(config);
        config.kept_content_bytes = 0;
        config.kept_closed_connections = 0;
        host = hw::sim::add_host(world, config);
        apply(world, hw::sim::Listen{host, port, {.on_peer_close = hw::host::OnPeerClose::Close}}, world.now);
    }
    hw::sim::CommandError connect() {
        const hw::host::ApplicationSpec closes_at_once{.kind = hw::host::ApplicationKind::Source};
        const auto error = apply(world, hw::sim::Connect{host, 0, server, closes_at_once}, world.now + 1_ms);
        hw::sim::run(world, {.until = world.now + 100_us, .most_events = 0xffff'ffffu});
        return error;
    }
    const hw::host::Host& machine() const { return world.hosts[host.value]; }
};

}  // namespace

TEST_CASE(
    "M8: to the host's own address, EADDRNOTAVAIL comes after 28,231 connections: the range has 28,232 ports "
    "and "
    "the listener took one",
    "[oracle][M8]") {
    Alone alone(hw::wire::Ipv4Address{0x0a00'0001}, 40'001);
    for (int i = 0; i < 28'231; ++i) REQUIRE(alone.connect() == hw::sim::CommandError::None);
    CHECK(time_wait_count(alone.machine()) == 28'231);
    CHECK(alone.connect() == hw::sim::CommandError::NoPortLeft);
    // A minute later every port is free again.
    hw::sim::run(alone.world, {.until = alone.world.now + 61_s, .most_events = 0xffff'ffffu});
    CHECK(alone.connect() == hw::sim::CommandError::None);
}

TEST_CASE("M7: 40,000 short connections to 127.0.0.1 all succeed: tcp_tw_reuse=2 covers the loopback",
          "[oracle][M7]") {
    Alone alone({0x7f00'0001});
    for (int i = 0; i < 40'000; ++i) REQUIRE(alone.connect() == hw::sim::CommandError::None);
    CHECK(alone.machine().counters.time_waits_recycled > 0);
    CHECK(time_wait_count(alone.machine()) <= 28'232);
}
