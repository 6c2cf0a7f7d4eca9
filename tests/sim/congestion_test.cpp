// Congestion control over a bottleneck: 100 Mbit/s, 20 ms there and back, a queue of one bandwidth-delay product.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <vector>

#include "sim/canned_worlds.h"

using namespace hw;
using namespace hw::sim;
using tcp::CongestionId;

namespace {

constexpr std::uint32_t bdp_bytes = 250'000;  // 100 Mbit/s * 20 ms
constexpr std::uint32_t bdp_segments = 171;   // of 1460 bytes

World bottleneck(tcp::Config config) {
    config.receive_buffer_bytes = config.send_buffer_bytes = 4'000'000;
    config.window_scaling = config.sack = config.timestamps = tcp::Switch::On;
    World world = w0();
    world.links[0].config[0] = {.delay = 10_ms, .rate_bps = 100'000'000, .queue_bytes = bdp_bytes};
    world.links[0].config[1] = {.delay = 10_ms};
    for (host::Host& host : world.hosts) host.config.tcp = config;
    return world;
}

void start_flow(World& world, Instant at) {
    Connect connect = w0_connect();
    connect.local_port = 0;
    connect.application = {.kind = host::ApplicationKind::Source, .total_bytes = 1'000'000'000};
    schedule(world, at, connect);
}

const tcp::CongestionState& flow(const World& world, std::uint32_t i) {
    return world.hosts[0].connections[i].tcb.congestion;
}

// cwnd in segments, every 10 ms from `from` to `until` seconds.
std::vector<std::uint32_t> sawtooth(World& world, std::int64_t from, std::int64_t until) {
    std::vector<std::uint32_t> windows;
    for (std::int64_t ms = from * 1'000; ms < until * 1'000; ms += 10) {
        run(world, {.until = Instant{ms * 1'000}});
        windows.push_back(flow(world, 0).cwnd_bytes / 1'460);
    }
    return windows;
}

}  // namespace

TEST_CASE("NewReno's window swings between the pipe and the pipe with its queue full", "[rfc5681][3.1]") {
    World world = bottleneck({});
    start_flow(world, Instant{});
    const std::vector<std::uint32_t> windows = sawtooth(world, 5, 25);
    const auto [least, most] = std::minmax_element(windows.begin(), windows.end());
    CHECK(*most >= 2 * bdp_segments - 20);
    CHECK(*most <= 2 * bdp_segments + 40);
    CHECK(*least >= bdp_segments - 40);
    // The pipe never ran dry: all the time the link was busy.
    CHECK(host::find(world.hosts[1], ConnectionId{0})->delivered_bytes > 20 * 11'000'000u);
}

TEST_CASE("CUBIC's window swings between seven tenths of the pipe with its queue full and all of it",
          "[rfc9438][4.6]") {
    World world = bottleneck({.congestion = CongestionId::Cubic});
    start_flow(world, Instant{});
    const std::vector<std::uint32_t> windows = sawtooth(world, 5, 25);
    const auto [least, most] = std::minmax_element(windows.begin(), windows.end());
    CHECK(*most >= 2 * bdp_segments - 20);
    CHECK(*most <= 2 * bdp_segments + 60);
    CHECK(*least >= bdp_segments * 14 / 10 - 50);
    CHECK(host::find(world.hosts[1], ConnectionId{0})->delivered_bytes > 20 * 11'000'000u);
}

TEST_CASE("Two NewReno flows share a bottleneck within a factor of two", "[rfc5681][3.1]") {
    World world = bottleneck({});
    start_flow(world, Instant{});
    start_flow(world, Instant{500'000});
    run(world, {.until = Instant{20'000'000}});
    const auto delivered = [&](std::uint32_t i) {
        return host::find(world.hosts[1], ConnectionId{i})->delivered_bytes;
    };
    const std::uint64_t first = delivered(0), second = delivered(1);
    run(world, {.until = Instant{60'000'000}});
    const std::uint64_t a = delivered(0) - first, b = delivered(1) - second;
    CHECK(a < 2 * b);
    CHECK(b < 2 * a);
    CHECK(a + b > 40 * 11'000'000u);
}
