#include "sim/trace.h"

#include <catch2/catch_test_macros.hpp>

#include "sim/canned_worlds.h"
#include "sim/story.h"

using namespace hw;
using namespace hw::sim;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

// A run in which packets are dropped, held, released, delayed, duplicated, injected and corrupted.
struct Story {
    World world = w0();
    CommandLog log{};

    void issue(std::int64_t ms, const Command& command) {
        run(world, {.until = at_ms(ms)});
        log.push_back({.event_index = world.event_count, .at = at_ms(ms), .command = command});
        apply(world, command, at_ms(ms));
    }
};

Story eventful_story() {
    Story story;
    story.world.links[0].config[1].corrupt_ppm = 200'000;
    story.issue(0, w0_connect());
    story.issue(20, HoldPacket{PacketId{0}});
    story.issue(60, ReleasePacket{PacketId{0}});
    story.issue(70, DelayPacket{PacketId{0}, 30_ms});
    story.issue(80, HoldPacket{PacketId{0}});
    story.issue(90, ReleasePacket{PacketId{0}});
    story.issue(400, Send{w0_client, ConnectionId{0}, "hello"});
    story.issue(450, DuplicatePacket{PacketId{story.world.packets_made - 1}, 20_ms});
    story.issue(460, Inject{.from = w0_server, .to = w0_client, .header = {.ctl = wire::rst}});
    story.issue(500, HoldPacket{PacketId{story.world.packets_made - 1}});
    story.issue(510, EditPacket{PacketId{story.world.packets_made - 1}, {.bytes = {{8, 1}}}});
    story.issue(520, DropPacket{PacketId{story.world.packets_made - 1}});
    story.issue(600, Close{w0_client, ConnectionId{0}});
    run(story.world, {.until = at_ms(8'000)});
    return story;
}

}  // namespace

TEST_CASE("A trace that forgets its end is what it was when it had not happened yet", "[sim]") {
    const Story story = eventful_story();
    const std::uint32_t count = story.world.event_count;
    REQUIRE(count >= 20);
    World fresh = w0();
    fresh.links = story.world.links;
    const auto traced = [&](std::uint32_t events) {
        World world = fresh;
        CommandLog past;
        for (const LoggedCommand& entry : story.log)
            if (entry.event_index < events) past.push_back(entry);
        Trace trace;
        REQUIRE(replay(world, past, events, &trace));
        return trace;
    };
    const Trace whole = traced(count);
    for (std::uint32_t events = 0; events <= count; ++events) {
        INFO("the first " << events << " events");
        Trace cut = whole;
        truncate(cut, events);
        REQUIRE(cut == traced(events));
    }
}

TEST_CASE("A trace stops at its limit and says so", "[sim]") {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    Trace trace;
    trace.most_events = 2;
    run(world, {}, &trace);
    REQUIRE(world.event_count == 4);
    REQUIRE(trace.is_truncated);
    REQUIRE(trace.events.size() == 2);
    REQUIRE(trace.packets.size() == 2);
    REQUIRE(trace.packets[1].fate == Fate::InFlight);
}

TEST_CASE("A trace keeps no more bytes of packets than it may", "[sim]") {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    Trace trace;
    trace.kept_packet_bytes = 30;
    trace.most_packet_bytes = 70;
    run(world, {}, &trace);
    REQUIRE(trace.packets.size() == 3);
    REQUIRE(trace.packets[0].bytes.size() == 30);
    REQUIRE(trace.packets[1].bytes.size() == 30);
    REQUIRE(trace.packets[2].bytes.empty());
    REQUIRE(trace.packets[2].header.ack == SeqNum{5001});
}

TEST_CASE("A trace that begins in the middle knows nothing of older packets", "[sim]") {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    run(world, {.until = at_ms(150)});
    Trace trace;
    run(world, {}, &trace);
    REQUIRE(trace.events.size() == 2);
    REQUIRE(trace.events[0].index == 2);
    REQUIRE(trace.packets.size() == 3);
    REQUIRE_FALSE(trace.packets[0].id.exists());
    REQUIRE_FALSE(trace.packets[1].id.exists());
    REQUIRE(trace.packets[2].fate == Fate::Delivered);
}

TEST_CASE("Retransmissions are told from the sequence space, for each connection of each host", "[sim]") {
    std::vector<SentSpace> spaces;
    const auto sent = [&](std::uint32_t host, std::uint32_t packet, std::uint32_t seq, wire::Ctl ctl,
                          std::uint32_t length) {
        return note_sent(spaces, {.host = HostId{host},
                                  .connection = ConnectionId{0},
                                  .packet = PacketId{packet},
                                  .header = {.seq = SeqNum{seq}, .ctl = ctl},
                                  .text_length = length});
    };
    const PacketId none{};
    REQUIRE(sent(0, 0, 0xffff'fff0u, wire::syn, 0) == none);
    REQUIRE(sent(1, 1, 500, wire::syn | wire::ack, 0) == none);
    REQUIRE(sent(0, 2, 0xffff'fff1u, wire::ack, 0) == none);
    REQUIRE(sent(0, 3, 0xffff'fff1u, wire::ack, 20) == none);  // up to 5, beyond zero
    REQUIRE(sent(0, 4, 5, wire::ack, 10) == none);
    REQUIRE(sent(0, 5, 0xffff'fff1u, wire::ack, 20) == PacketId{3});
    REQUIRE(sent(0, 6, 8, wire::ack, 10) == PacketId{4});  // half old, half new
    REQUIRE(sent(0, 7, 16, wire::ack, 1) == PacketId{6});
    REQUIRE(sent(0, 8, 18, wire::ack | wire::fin, 0) == none);
    REQUIRE(sent(0, 9, 18, wire::ack | wire::fin, 0) == PacketId{8});
    REQUIRE(sent(1, 10, 500, wire::syn | wire::ack, 0) == PacketId{1});
    REQUIRE(sent(0, 11, 7'000, wire::syn, 0) == none);  // another SYN: everything begins anew
    REQUIRE(sent(0, 12, 7'000, wire::syn, 0) == PacketId{11});
}
