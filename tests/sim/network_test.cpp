#include <bit>
#include <catch2/catch_test_macros.hpp>

#include "sim/canned_worlds.h"
#include "sim/trace.h"
#include "sim/world.h"
#include "support/allocations.h"
#include "support/sim/ladder.h"

using namespace hw;
using namespace hw::sim;
using hw::sim::test::run_and_draw;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

// W0 with the client sending `bytes` over a link that is like `config` from client to server.
World sending_over(const LinkConfig& config, std::uint64_t bytes) {
    World world = w0();
    world.links[0].config[0] = config;
    Connect connect = w0_connect();
    connect.application = {.kind = host::ApplicationKind::Source, .total_bytes = bytes};
    schedule(world, Instant{}, connect);
    return world;
}

std::uint32_t count(const Trace& trace, Fate fate) {
    std::uint32_t found = 0;
    for (const PacketRecord& record : trace.packets) found += record.fate == fate ? 1u : 0u;
    return found;
}

}  // namespace

TEST_CASE("A link without impairments draws no random number", "[sim]") {
    World world = sending_over({}, 100'000);
    run(world, {.until = at_ms(20'000)});
    REQUIRE(world.hosts[1].counters.tcp_in_segs > 60);
    REQUIRE(world.prng == Prng{world.seed});
}

TEST_CASE("Chance takes about as many packets as the configuration says, and TCP repairs it", "[sim]") {
    World world = sending_over({.delay = 1_ms, .loss_ppm = 30'000}, 1'000'000);
    world.hosts[0].config.tcp.min_rto = world.hosts[0].config.tcp.initial_rto = 10_ms;
    Trace trace;
    run(world, {}, &trace);
    const std::uint32_t lost = count(trace, Fate::Lost);
    std::uint32_t entered = 0;
    for (const PacketRecord& record : trace.packets) entered += record.from == w0_client ? 1u : 0u;
    REQUIRE(entered > 600);
    REQUIRE(lost > entered / 100);
    REQUIRE(lost < entered / 12);
    REQUIRE(host::find(world.hosts[1], ConnectionId{0})->delivered_bytes == 1'000'000);
    for (const PacketRecord& record : trace.packets)
        if (record.fate == Fate::Lost) REQUIRE(record.ended_at == record.sent_at);
}

TEST_CASE("A corrupted packet differs from what was sent in one bit; the checksum notices", "[sim][wire]") {
    World world = sending_over({.delay = 10_ms, .corrupt_ppm = 1'000'000}, 100);
    Trace trace;
    run(world, {.until = at_ms(5)}, &trace);
    REQUIRE(trace.packets[0].was_corrupted);
    const Packet* packet = find_packet(world, PacketId{0});
    REQUIRE(packet != nullptr);
    int bits = 0;
    for (std::uint32_t i = 0; i < packet->bytes.size(); ++i)
        bits += std::popcount(static_cast<unsigned>(packet->bytes.span()[i] ^ trace.packets[0].bytes[i]));
    REQUIRE(bits == 1);
    run(world, {.until = at_ms(500)}, &trace);
    REQUIRE(trace.packets[0].fate == Fate::Delivered);
    REQUIRE(world.hosts[1].connections_made == 0);
}

TEST_CASE("A link that duplicates delivers every segment twice; the stream has its bytes once", "[sim]") {
    World world = sending_over({.delay = 10_ms, .duplicate_ppm = 1'000'000}, 3'000);
    Trace trace;
    run(world, {}, &trace);
    std::uint32_t originals = 0;
    std::uint32_t copies = 0;
    for (const PacketRecord& record : trace.packets) {
        if (record.from != w0_client) continue;
        (record.copy_of.exists() ? copies : originals) += 1;
    }
    REQUIRE(copies == originals);
    REQUIRE(host::find(world.hosts[1], ConnectionId{0})->delivered_content.size() == 3'000);
}

TEST_CASE("Jitter and reordering let later packets overtake earlier ones", "[sim]") {
    for (const LinkConfig& config :
         {LinkConfig{.delay = 10_ms, .rate_bps = 10'000'000, .jitter = 30_ms},
          LinkConfig{
              .delay = 10_ms, .rate_bps = 10'000'000, .reorder_ppm = 300'000, .reorder_delay = 30_ms}}) {
        World world = sending_over(config, 60'000);
        Trace trace;
        run(world, {}, &trace);
        bool was_overtaken = false;
        Instant latest{};
        for (const PacketRecord& record : trace.packets) {
            if (record.from != w0_client) continue;
            was_overtaken = was_overtaken || record.arrives_at < latest;
            latest = later_of(latest, record.arrives_at);
        }
        REQUIRE(was_overtaken);
        REQUIRE(host::find(world.hosts[1], ConnectionId{0})->delivered_bytes == 60'000);
    }
}

TEST_CASE("A full queue drops the tail of a burst", "[sim]") {
    World world = sending_over({.delay = 10_ms, .rate_bps = 1'000'000, .queue_bytes = 6'000}, 60'000);
    world.hosts[0].config.tcp.congestion = tcp::CongestionId::None;
    Trace trace;
    run(world, {.until = at_ms(250)}, &trace);
    // One on the wire, and what fits into 6,000 bytes behind it.
    REQUIRE(count(trace, Fate::QueueOverflow) > 30);
    run(world, {}, &trace);
    REQUIRE(host::find(world.hosts[1], ConnectionId{0})->delivered_bytes == 60'000);
}

TEST_CASE("A segment to an address that no link leads to leaves the world", "[sim]") {
    World world = w0();
    Connect connect = w0_connect();
    connect.remote.address = {0x0a00'0009};
    schedule(world, Instant{}, connect);
    REQUIRE(run_and_draw(world, at_ms(500)).empty());
    REQUIRE(world.packets_without_route == 1);
    REQUIRE(host::state_of(world.hosts[0]) == tcp::State::SynSent);
}

TEST_CASE("A run in steady state allocates nothing for a segment", "[sim]") {
    World world = sending_over({.delay = 10_ms, .rate_bps = 100'000'000}, 100'000'000);
    for (host::Host& host : world.hosts) host.config.kept_content_bytes = 0;
    run(world, {.most_events = 2'000});
    const std::uint64_t before = hw::test::allocation_count();
    REQUIRE(run(world, {.most_events = 2'000}) == 2'000);
    REQUIRE(hw::test::allocation_count() == before);
    // A restarted timer leaves no entry behind: there is one for each packet and a few for the hosts.
    REQUIRE(world.queue.size() <= world.packets.size() + 2 * world.hosts.size());
}
