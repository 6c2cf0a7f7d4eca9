// What random worlds have found between two hosts, each told once more by itself.

#include <catch2/catch_test_macros.hpp>
#include <string>

#include "sim/canned_worlds.h"
#include "sim/trace.h"

using namespace hw;
using namespace hw::sim;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

}  // namespace

TEST_CASE("A connection that a SYN cookie has opened takes the next segment, whatever its number",
          "[sim][rfc4987][3.6]") {
    for (const std::uint32_t isn : {1'000u, 0xc000'0000u}) {
        World world = w0();
        world.hosts[w0_client.value].config.isn.pinned = {isn};
        host::HostConfig& server = world.hosts[w0_server.value].config;
        server.syn_cookies = host::SynCookies::Always;
        server.tcp.rules = tcp::RuleBookId::Linux;
        schedule(world, Instant{}, w0_connect());
        schedule(world, at_ms(1'000), Send{w0_client, ConnectionId{0}, "first"});
        run(world, {.until = at_ms(1'150)});
        CHECK(world.hosts[w0_server.value].connections[0].delivered_content == "first");
    }
}

TEST_CASE("A socket that connects to itself comes to rest", "[sim][rfc9293][3.5][rfc7323][2.4]") {
    World world = w0();
    tcp::Config& config = world.hosts[w0_client.value].config.tcp;
    config.window_scaling = tcp::Switch::On;
    config.window_scale = 2;
    config.receive_buffer_bytes = 10;
    Connect itself = w0_connect();
    itself.remote = {w0_client_socket.address, itself.local_port};
    itself.application = {.kind = host::ApplicationKind::Greeter, .text = std::string(40, 'g')};
    schedule(world, Instant{}, itself);
    const std::uint32_t events = run(world, {.until = at_ms(20'000), .most_events = 5'000});
    CHECK(events < 200);
    CHECK(world.hosts[w0_client.value].connections[0].delivered_content == std::string(40, 'g'));
}
