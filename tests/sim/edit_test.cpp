#include <catch2/catch_test_macros.hpp>

#include "sim/canned_worlds.h"
#include "sim/timeline.h"
#include "sim/trace.h"
#include "support/sim/ladder.h"

// What a learner changes in a segment that is on its way, and what a forger sends.

using namespace hw;
using namespace hw::sim;
using hw::sim::test::ladder_of;
using hw::sim::test::run_and_draw;
using wire::HeaderField;
using How = wire::FieldEdit::How;

namespace {

constexpr Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

// W0, connected, with the client's "PAY BOB 10" in flight from 0.5 s on: packet 3.
World paying() {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    schedule(world, at_ms(500), Send{w0_client, ConnectionId{0}, "PAY BOB 10"});
    return world;
}

}  // namespace

TEST_CASE("Edited text with a right checksum reaches the application", "[sim][edit]") {
    World world = paying();
    Trace trace;
    run(world, {.until = at_ms(500)}, &trace);
    const std::vector<std::uint8_t> before = trace.packets[3].bytes;
    REQUIRE(apply(world, EditPacket{PacketId{3}, {.text_offset = 4, .text = "EVE"}}, at_ms(520), &trace) ==
            CommandError::None);
    run(world, {.until = at_ms(700)}, &trace);
    CHECK(world.hosts[1].connections[0].delivered_content == "PAY EVE 10");
    CHECK(trace.packets[3].was_edited);
    CHECK(trace.packets[3].bytes == before);
    CHECK(trace.packets[3].changed_bytes.size() == before.size());
    CHECK(trace.packets[3].changed_bytes[44] == 'E');

    truncate(trace, trace.packets[3].sent_by_event + 1);
    CHECK_FALSE(trace.packets[3].was_edited);
    CHECK(trace.packets[3].changed_bytes.empty());
}

TEST_CASE("Edited text with its old checksum is dropped by the receiver and sent again", "[sim][edit]") {
    World world = paying();
    run(world, {.until = at_ms(500)});
    const wire::SegmentEdit edit{.text = "X", .checksums = wire::SegmentEdit::Checksums::LeftAsTheyWere};
    REQUIRE(apply(world, EditPacket{PacketId{3}, edit}, at_ms(520)) == CommandError::None);
    run(world, {.until = at_ms(650)});
    CHECK(world.hosts[1].counters.tcp_in_csum_errors == 1);
    CHECK(world.hosts[1].connections[0].delivered_content.empty());
    run(world, {.until = at_ms(2'000)});
    CHECK(world.hosts[1].connections[0].delivered_content == "PAY BOB 10");
}

TEST_CASE("A rule edits the segment that a lesson means, before it has been sent", "[sim][edit]") {
    World world = w0();
    schedule(world, Instant{},
             AddRule{{.filter = {.from = w0_client, .ctl_set = wire::syn},
                      .action = RuleAction::Edit,
                      .edit = {.fields = {{HeaderField::Seq, How::Add, 500}}}}});
    schedule(world, Instant{}, w0_connect());
    CHECK(run_and_draw(world, at_ms(350)) ==
          "0 0->1 <SEQ=1000><CTL=SYN> 100 delivered, edited\n"
          "100 1->0 <SEQ=5000><ACK=1501><CTL=SYN,ACK> 200 delivered\n"
          "200 0->1 <SEQ=1501><CTL=RST> 300 delivered\n");
}

TEST_CASE("A rewound edit is forgotten, and made again gives the same world", "[sim][edit][timeline]") {
    Timeline timeline(paying());
    timeline.seek(at_ms(520));
    const EditPacket edit{PacketId{3}, {.text = "GET"}};
    REQUIRE(timeline.issue(edit) == CommandError::None);
    timeline.seek(at_ms(900));
    const World first = timeline.world();
    timeline.seek(at_ms(520));
    timeline.seek(at_ms(900));
    CHECK(timeline.world() == first);
    CHECK(timeline.world().hosts[1].connections[0].delivered_content == "GET BOB 10");
}

TEST_CASE("A packet larger than the link's MTU is dropped, and the router says how much would pass",
          "[sim][mtu][rfc1191][4]") {
    World world = w0();
    world.links[0].config[0].mtu_bytes = 45;
    schedule(world, Instant{}, w0_connect());
    schedule(world, at_ms(500), Send{w0_client, ConnectionId{0}, "PAY BOB 10"});
    const std::string ladder = run_and_draw(world, at_ms(610));
    CHECK(ladder.find("500 0->1 <SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10> 600 too big\n"
                      "500 1->0 IP 10.255.0.1 > 10.0.0.1: ICMP 10.0.0.2 unreachable - need to frag (mtu 45) "
                      "600 delivered\n") != std::string::npos);
    CHECK(world.hosts[0].counters.icmp_in_msgs == 1);
    CHECK(world.hosts[0].counters.icmp_in_errors == 0);
}

TEST_CASE("A black hole drops what is too big and says nothing", "[sim][mtu][rfc4821][2]") {
    World world = w0();
    world.links[0].config[0].mtu_bytes = 45;
    world.links[0].config[0].mtu_is_secret = true;
    schedule(world, Instant{}, w0_connect());
    schedule(world, at_ms(500), Send{w0_client, ConnectionId{0}, "PAY BOB 10"});
    run(world, {.until = at_ms(900)});
    CHECK(world.hosts[0].counters.icmp_in_msgs == 0);
    CHECK(world.hosts[1].connections[0].delivered_bytes == 0);
}

TEST_CASE("While the cable is out everything is lost in both directions and nobody is told", "[sim][cable]") {
    World world = paying();
    schedule(world, at_ms(550), SetCable{w0_link, false});
    schedule(world, at_ms(1'800), SetCable{w0_link, true});
    Trace trace;
    run(world, {.until = at_ms(1'700)}, &trace);
    CHECK(trace.packets[3].fate == Fate::CablePulled);  // it was on its way
    CHECK(trace.packets[3].ended_at == at_ms(600));
    CHECK(trace.packets[4].fate == Fate::CablePulled);  // sent again into nothing
    CHECK(trace.packets[4].ended_at == trace.packets[4].sent_at);
    CHECK(host::state_of(world.hosts[0]) == tcp::State::Established);
    run(world, {.until = at_ms(6'000)}, &trace);
    CHECK(world.hosts[1].connections[0].delivered_content == "PAY BOB 10");
}

TEST_CASE("A link marks ECN-capable packets by chance or by its queue, others never", "[sim][rfc3168][5]") {
    const wire::SegmentEdit capable{.fields = {{HeaderField::Ecn, How::Set, 2}}};
    for (const bool by_queue : {false, true}) {
        World world = w0();
        schedule(world, Instant{}, w0_connect());
        world.links[0].config[0] = by_queue ? LinkConfig{.rate_bps = 8'000, .mark_above_bytes = 1}
                                            : LinkConfig{.mark_ppm = 1'000'000};
        schedule(world, at_ms(499), AddRule{{.times = 0, .action = RuleAction::Edit, .edit = capable}});
        schedule(world, at_ms(500), Send{w0_client, ConnectionId{0}, std::string(2'920, 'x')});
        Trace trace;
        run(world, {.until = at_ms(500)}, &trace);
        REQUIRE(trace.packets.size() == 5);
        for (std::uint32_t i = 0; i < 3; ++i) CHECK_FALSE(trace.packets[i].was_marked);
        CHECK(trace.packets[3].was_marked == !by_queue);  // nothing waits before it
        CHECK(trace.packets[4].was_marked);
        CHECK(trace.packets[4].changed_bytes[1] == 3);
    }
}

TEST_CASE("An ICMP error can be forged, about a packet in flight or about a segment that never was",
          "[sim][icmp]") {
    World world = paying();
    Trace trace;
    run(world, {.until = at_ms(500)}, &trace);
    const wire::IcmpError port_unreachable{.type = 3, .code = 3};
    const InjectIcmp about_packet{
        .from = w0_server, .to = w0_client, .about = PacketId{3}, .error = port_unreachable};
    REQUIRE(apply(world, about_packet, at_ms(510), &trace) == CommandError::None);
    InjectIcmp forged = about_packet;
    forged.about = PacketId{};
    forged.error.from = {0x0a00'0009};
    forged.error.local = w0_client_socket;
    forged.error.remote = w0_server_socket;
    forged.error.seq = {77};
    REQUIRE(apply(world, forged, at_ms(510), &trace) == CommandError::None);
    run(world, {.until = at_ms(612)}, &trace);

    REQUIRE(trace.packets.size() >= 6);
    wire::IcmpError error;
    REQUIRE(wire::parse_icmp_error(trace.packets[4].bytes, error).ok());
    CHECK(error.seq == SeqNum{1001});
    CHECK(error.from == wire::Ipv4Address{first_router_address});
    REQUIRE(wire::parse_icmp_error(trace.packets[5].bytes, error).ok());
    CHECK(error.seq == SeqNum{77});
    CHECK(error.from == wire::Ipv4Address{0x0a00'0009});
    CHECK(error.remote == w0_server_socket);
    CHECK(world.hosts[0].counters.icmp_in_msgs == 2);
}

TEST_CASE("An ICMP error about nobody's segment is counted", "[sim][icmp][rfc1122][4.2.3.9]") {
    World world = w0();
    const InjectIcmp stray{.from = w0_server, .to = w0_client, .error = {.type = 3, .local = {{1}, 2}}};
    schedule(world, Instant{}, stray);
    run(world, {.until = at_ms(200)});
    CHECK(world.hosts[0].counters.icmp_in_msgs == 1);
    CHECK(world.hosts[0].counters.icmp_in_errors == 1);
}

TEST_CASE("A SYN flood fills the backlog from addresses that nobody answers for", "[sim][flood][rfc4987]") {
    World world = w0();
    world.hosts[1].listeners[0].backlog = 8;
    schedule(world, Instant{},
             SynFlood{.from = w0_client,
                      .to = w0_server,
                      .port = 80,
                      .first_source = {0x0b00'0001},
                      .source_count = 200,
                      .count = 20,
                      .interval = 1_ms});
    schedule(world, at_ms(50), w0_connect());
    Trace trace;
    run(world, {.until = at_ms(1'000)}, &trace);
    CHECK(world.hosts[1].listeners[0].half_open_count == 8);
    CHECK(world.hosts[1].counters.syn_queue_full_drops == 13);
    CHECK(host::state_of(world.hosts[0]) == tcp::State::SynSent);
    CHECK(world.schedule.size() == 21);

    World again = w0();
    again.hosts[1].listeners[0].backlog = 8;
    again.schedule.push_back(world.schedule.front());
    schedule(again, at_ms(50), w0_connect());
    run(again, {.until = at_ms(1'000)});
    CHECK(digest_of(again) == digest_of(world));
}

TEST_CASE("\"Port unreachable\" refuses a connection that is being opened, and the application is told why",
          "[sim][icmp][rfc9293][3.9.2.2]") {
    World world = w0();
    schedule(world, Instant{}, w0_connect());
    schedule(world, at_ms(10),
             InjectIcmp{
                 .from = w0_server, .to = w0_client, .about = PacketId{0}, .error = {.type = 3, .code = 3}});
    run(world, {.until = at_ms(120)});
    const host::Connection& connection = world.hosts[0].connections[0];
    CHECK(connection.closed_by == host::ClosedBy::Network);
    CHECK(connection.error == host::SocketError::ConnRefused);
    CHECK(world.hosts[0].live.count == 0);
}

TEST_CASE("After \"fragmentation needed\" smaller segments get through", "[sim][mtu][rfc1191]") {
    World world = w0();
    world.hosts[0].config.tcp.mtu = 1'500;
    world.links[0].config[0].mtu_bytes = 600;
    schedule(world, Instant{}, w0_connect());
    schedule(world, at_ms(500), Send{w0_client, ConnectionId{0}, std::string(3'000, 'x')});
    Trace trace;
    run(world, {.until = at_ms(3'000)}, &trace);
    CHECK(world.hosts[1].connections[0].delivered_bytes == 3'000);
    std::uint32_t too_big = 0;
    for (const PacketRecord& packet : trace.packets) too_big += packet.fate == Fate::TooBig ? 1u : 0u;
    CHECK(too_big > 0);
    CHECK(too_big < 5);
}
