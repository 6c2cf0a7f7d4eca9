// Applications that are data open fast, too: RFC 7413 between two hosts of a world.

#include <catch2/catch_test_macros.hpp>

#include "sim/canned_worlds.h"
#include "sim/trace.h"

using namespace hw;
using namespace hw::sim;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

World fast_world() {
    World world = w0();
    world.hosts[w0_client.value].config.tcp.fast_open_client = tcp::Switch::On;
    world.hosts[w0_server.value].config.tcp.fast_open_server = tcp::Switch::On;
    return world;
}

Connect fast_connect(std::uint16_t port, const host::ApplicationSpec& application) {
    Connect connect = w0_connect();
    connect.local_port = port;
    connect.application = application;
    connect.opens_fast = true;
    return connect;
}

std::uint32_t text_on_syns(const Trace& trace) {
    std::uint32_t bytes = 0;
    for (const PacketRecord& packet : trace.packets)
        if (packet.header.ctl.syn()) bytes += packet.text_length;
    return bytes;
}

}  // namespace

TEST_CASE("The first fast connect asks for a cookie, the second carries text on its SYN",
          "[sim][rfc7413][4.1]") {
    World world = fast_world();
    Trace trace;
    const host::ApplicationSpec greeter{.kind = host::ApplicationKind::Greeter, .text = "hello"};
    schedule(world, Instant{}, fast_connect(40'001, greeter));
    run(world, {.until = at_ms(900)}, &trace);
    CHECK(text_on_syns(trace) == 0);
    CHECK(world.hosts[w0_client.value].sockets.fast_open_memory.size() == 1);

    schedule(world, at_ms(1'000), fast_connect(40'002, greeter));
    run(world, {.until = at_ms(1'100)}, &trace);
    CHECK(text_on_syns(trace) == 5);
    CHECK(world.hosts[w0_server.value].connections[1].delivered_content == "hello");
    run(world, {.until = at_ms(3'000)}, &trace);
    CHECK(world.hosts[w0_server.value].connections[1].delivered_content == "hello");
    CHECK(world.hosts[w0_client.value].connections[1].sent_bytes == 5);
}

TEST_CASE("A source goes on behind what its SYN has carried", "[sim][rfc7413][4.2]") {
    World world = fast_world();
    const host::ApplicationSpec source{.kind = host::ApplicationKind::Source, .total_bytes = 9'000};
    schedule(world, Instant{}, fast_connect(40'001, source));
    schedule(world, at_ms(5'000), fast_connect(40'002, source));
    run(world, {.until = at_ms(20'000)});
    const auto& server = world.hosts[w0_server.value].connections;
    CHECK(server[0].delivered_bytes == 9'000);
    CHECK(server[1].delivered_bytes == 9'000);
    CHECK(server[0].delivered_content == server[1].delivered_content);
}

TEST_CASE("A host that does not open fast connects as ever", "[sim][rfc7413][4.1]") {
    World world = fast_world();
    world.hosts[w0_client.value].config.tcp.fast_open_client = tcp::Switch::Off;
    Trace trace;
    schedule(world, Instant{},
             fast_connect(40'001, {.kind = host::ApplicationKind::Greeter, .text = "hello"}));
    run(world, {.until = at_ms(900)}, &trace);
    CHECK_FALSE(trace.packets[0].header.options.has_fast_open);
    CHECK(world.hosts[w0_server.value].connections[0].delivered_content == "hello");
}
