#include "ui/views/ladder/segment_words.h"
#include "sim/canned_worlds.h"
#include "sim/world.h"
#include "tcp/profiles/linux.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

// What the ladder, its card and the branches say of segments, in both languages.

namespace hw::ui {

namespace {

// W0 between two hosts with every option of the linux profile: a handshake, and three segments of which the
// first is lost.
sim::Trace run_with_options() {
    sim::World world = sim::w0();
    for (host::Host& host : world.hosts) host.config.tcp = tcp::linux_config();
    sim::schedule(world, Instant{}, sim::w0_connect());
    sim::Rule loss;
    loss.filter.text = sim::SegmentFilter::Text::With;
    sim::schedule(world, Instant{} + 500_ms, sim::AddRule{loss});
    for (int i = 0; i < 3; ++i)
        sim::schedule(world, Instant{} + 600_ms,
                      sim::Send{sim::w0_client, ConnectionId{0}, std::string(100, 'x')});
    sim::Trace trace;
    sim::run(world, {.until = Instant{} + 2_s}, &trace);
    return trace;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("The card of a segment spells its options out, in both languages", "[ui][ladder][words]") {
    const sim::Trace trace = run_with_options();
    const std::string syn = details_text(trace.packets[0], Language::En);
    INFO(syn);
    CHECK(contains(syn, "window "));
    CHECK(contains(syn, " · MSS 1,460 · window scale "));
    CHECK(contains(syn, " · SACK permitted · timestamp "));
    CHECK(contains(details_text(trace.packets[0], Language::Zh), " · 允许 SACK · 时间戳 "));
    std::string blocks;
    for (const sim::PacketRecord& packet : trace.packets)
        if (!packet.header.options.sack.empty()) blocks = details_text(packet, Language::En);
    INFO(blocks);
    CHECK(contains(blocks, " · SACK 1101-1"));
}

TEST_CASE("Control bits that only ECN uses are among a segment's flags", "[ui][ladder][words]") {
    wire::TcpHeader header;
    header.ctl = wire::syn | wire::ece | wire::cwr;
    CHECK(flags_text(header, 0, Language::En) == "SYN,ECE,CWR");
    header.ctl = wire::ack | wire::ece;
    CHECK(flags_text(header, 10, Language::Zh) == "ECE 10 字节");
    header.ctl = wire::syn | wire::ece | wire::cwr | wire::ae;
    CHECK(flags_text(header, 0, Language::En) == "SYN,ECE,CWR,AE");
}

TEST_CASE("The byte counters of accurate ECN are on the card in their order",
          "[ui][ladder][words][rfc9768]") {
    sim::PacketRecord packet;
    packet.header.ctl = wire::ack;
    packet.header.options.has_accurate_ecn = true;
    packet.header.options.accurate_ecn = {
        .ee0b = 1001, .eceb = 7, .ee1b = 1, .fields = 3, .is_order_1 = true};
    CHECK(contains(details_text(packet, Language::En), "bytes counted: ECT(1) 1, CE 7, ECT(0) 1001"));
    packet.header.options.accurate_ecn = {.ee0b = 1001, .fields = 1};
    CHECK(contains(details_text(packet, Language::Zh), "字节计数：ECT(0) 1001"));
}

TEST_CASE("An ICMP error is named by what it says", "[ui][ladder][words]") {
    sim::World world = sim::w0();
    sim::schedule(world, Instant{}, sim::w0_connect());
    sim::Trace trace;
    sim::run(world, {.until = Instant{} + 500_ms}, &trace);
    sim::InjectIcmp icmp{.from = sim::w0_server, .to = sim::w0_client};
    icmp.error = {.type = static_cast<std::uint8_t>(wire::IcmpType::DestinationUnreachable),
                  .code = static_cast<std::uint8_t>(wire::Unreachable::FragmentationNeeded),
                  .next_hop_mtu = 1'400,
                  .seq = {1'001}};
    REQUIRE(sim::apply(world, icmp, Instant{} + 500_ms, &trace) == sim::CommandError::None);
    const sim::PacketRecord& packet = trace.packets.back();
    CHECK(flags_text(packet, Language::En) == "ICMP: packet too big");
    CHECK(flags_text(packet, Language::Zh) == "ICMP：分组太大");
    CHECK(fields_text(packet, true) == "mtu=1400");
    CHECK(details_text(packet, Language::En) == "type 3, code 4 · about seq 1001 · MTU 1,400");
}

TEST_CASE("A closed window is written beside the arrow, an open one and a reset's are not", "[ui][ladder]") {
    wire::TcpHeader header{.seq = {5001}, .ack = {1001}, .ctl = wire::ack, .raw_window = 0};
    CHECK(fields_text(header, true) == "seq=5001 ack=1001 win=0");
    CHECK(fields_text(header, false) == "seq=5001 win=0");
    header.raw_window = 1;
    CHECK(fields_text(header, true) == "seq=5001 ack=1001");
    header.raw_window = 0;
    header.ctl = wire::ack | wire::rst;
    CHECK(fields_text(header, true) == "seq=5001 ack=1001");
}

}  // namespace hw::ui
