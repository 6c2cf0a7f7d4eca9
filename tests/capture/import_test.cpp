#include <catch2/catch_test_macros.hpp>

#include "capture/describe.h"
#include "capture/link_layer.h"
#include "capture/read.h"
#include "capture/to_trace.h"
#include "support/capture/capture_bytes.h"

// Captures of other programs, as traces.

using namespace hw;
using namespace hw::capture;
using hw::test::Bytes;
using hw::test::Order;
using hw::test::packet_of;
using tcp::State;

namespace {

constexpr wire::Endpoint client{{0x0a00'0001}, 40'000};
constexpr wire::Endpoint server{{0x0a00'0002}, 80};

// Figure 6, five bytes, and Figure 12.
std::vector<Bytes> conversation() {
    const auto up = [](test::SegmentSpec spec) { return packet_of(spec); };
    const auto down = [](test::SegmentSpec spec) {
        std::swap(spec.from, spec.to);
        return packet_of(spec);
    };
    return {up({.seq = 100, .ctl = wire::syn}),
            down({.seq = 300, .ack = 101, .ctl = wire::syn | wire::ack}),
            up({.seq = 101, .ack = 301, .ctl = wire::ack}),
            up({.seq = 101, .ack = 301, .ctl = wire::ack, .text = "hello"}),
            up({.seq = 101, .ack = 301, .ctl = wire::ack, .text = "hello"}),
            down({.seq = 301, .ack = 106, .ctl = wire::ack}),
            up({.seq = 106, .ack = 301, .ctl = wire::fin | wire::ack}),
            down({.seq = 301, .ack = 107, .ctl = wire::ack}),
            down({.seq = 301, .ack = 107, .ctl = wire::fin | wire::ack}),
            up({.seq = 107, .ack = 302, .ctl = wire::ack})};
}

Result<Import, std::string> import_pcap(std::uint32_t link_type, std::span<const Bytes> frames,
                                        const ImportOptions& options = {}) {
    const auto file = read_capture(test::pcap_of(0xa1b2'c3d4, Order::Little, link_type, frames));
    REQUIRE(file.ok());
    return import_of(*file, options);
}

Bytes behind(const Bytes& header, const Bytes& packet) {
    Bytes frame = header;
    frame.insert(frame.end(), packet.begin(), packet.end());
    return frame;
}

}  // namespace

TEST_CASE("A conversation becomes two hosts, their segments and the states these show",
          "[capture][rfc9293][3.3.2]") {
    const auto import = import_pcap(link_type::raw, conversation());
    REQUIRE(import.ok());
    const sim::Trace& trace = import->trace;
    REQUIRE(trace.packets.size() == 10);
    REQUIRE(import->streams == std::vector<Stream>{{client, server, 10}});
    CHECK(import->world.hosts[0].config.name == "10.0.0.1");
    CHECK(trace.packets[3].text_length == 5);
    CHECK(trace.packets[4].resends == PacketId{3});
    CHECK(trace.packets[1].from == HostId{1});
    CHECK(trace.packets[1].sent_at == Instant{1'000'005});

    const State expected[][2] = {
        {State::SynSent, State::SynReceived},     {State::Established, State::SynReceived},
        {State::Established, State::Established}, {State::Established, State::Established},
        {State::Established, State::Established}, {State::Established, State::Established},
        {State::FinWait1, State::Established},    {State::FinWait2, State::CloseWait},
        {State::FinWait2, State::LastAck},        {State::TimeWait, State::Closed}};
    State now[2] = {State::Closed, State::Listen};
    std::size_t event = 0;
    for (std::size_t i = 0; i < trace.packets.size(); ++i) {
        for (; event < trace.events.size() && event <= trace.packets[i].ended_by_event; ++event) {
            CHECK(trace.events[event].index == event);
            CHECK(trace.events[event].state_before == now[trace.events[event].host.value]);
            now[trace.events[event].host.value] = trace.events[event].state_after;
        }
        CAPTURE(i);
        CHECK(now[0] == expected[i][0]);
        CHECK(now[1] == expected[i][1]);
    }
}

TEST_CASE("What a link type puts before a packet is taken off", "[capture]") {
    const Bytes packet = conversation().front();
    const auto mac = Bytes(12, 0x02);
    const std::pair<std::uint32_t, Bytes> links[] = {
        {link_type::raw, {}},
        {link_type::ipv4, {}},
        {link_type::raw_of_bsd[0], {}},
        {link_type::ethernet, behind(mac, {0x08, 0x00})},
        {link_type::ethernet, behind(mac, {0x81, 0x00, 0, 7, 0x08, 0x00})},
        {link_type::ethernet, behind(mac, {0x88, 0xa8, 0, 7, 0x81, 0x00, 0, 8, 0x08, 0x00})},
        {link_type::null_loopback, {2, 0, 0, 0}},
        {link_type::null_loopback, {0, 0, 0, 2}},
        {link_type::loop, {0, 0, 0, 2}},
        {link_type::linux_sll, behind(Bytes(14, 0), {0x08, 0x00})},
        {link_type::linux_sll2, behind({0x08, 0x00}, Bytes(18, 0))}};
    for (const auto& [type, header] : links) {
        CAPTURE(type, header.size());
        const Bytes frame = behind(header, packet);
        const Unwrapped unwrapped = unwrap(type, frame);
        REQUIRE(unwrapped.payload == Payload::Ipv4);
        CHECK(Bytes(unwrapped.ipv4.begin(), unwrapped.ipv4.end()) == packet);
        for (std::size_t length = 0; length < header.size(); ++length)
            CHECK(unwrap(type, std::span(frame).first(length)).payload != Payload::Ipv4);
    }
    CHECK(unwrap(147, packet).payload == Payload::UnknownLink);
    CHECK(unwrap(link_type::ethernet, behind(behind(mac, {0x86, 0xdd}), packet)).payload ==
          Payload::OtherProtocol);
}

TEST_CASE("What is not TCP over IPv4 is passed over and counted", "[capture]") {
    std::vector<Bytes> frames = conversation();
    Bytes udp = frames[0], fragment = frames[0], wrong_sum = frames[3];
    udp[9] = 17;
    fragment[6] = 0x20;
    wrong_sum.back() ^= 1;
    wire::repair_checksums(udp);
    fragment[10] = fragment[11] = 0;
    frames.push_back(Bytes{0x60, 0, 0, 0});
    frames.push_back(udp);
    frames.push_back(Bytes{0x45});
    frames.push_back(wrong_sum);
    const auto import = import_pcap(link_type::raw, frames);
    REQUIRE(import.ok());
    CHECK(import->trace.packets.size() == 11);
    CHECK(import->bad_checksums == 1);
    CHECK(import->skipped.not_ipv4 == 1);
    CHECK(import->skipped.malformed + import->skipped.not_tcp == 2);

    const auto nothing = import_pcap(147, frames);
    REQUIRE_FALSE(nothing.ok());
    CHECK(nothing.error() == "there is no TCP segment over IPv4 in it: frames of an unknown link type 14");
}

TEST_CASE("Of several conversations the busiest is shown, or the one that is asked for", "[capture]") {
    std::vector<Bytes> frames;
    frames.push_back(packet_of({.from = {{0x0a00'0003}, 9}, .to = server, .seq = 1, .ctl = wire::syn}));
    for (const Bytes& frame : conversation()) frames.push_back(frame);
    const auto busiest = import_pcap(link_type::raw, frames);
    REQUIRE(busiest.ok());
    CHECK(busiest->shown == 1);
    CHECK(busiest->trace.packets.size() == 10);
    CHECK(busiest->trace.packets.front().sent_at == Instant{});
    CHECK(import_pcap(link_type::raw, frames, {.stream = 0})->trace.packets.size() == 1);
    CHECK_FALSE(import_pcap(link_type::raw, frames, {.stream = 2}).ok());
    CHECK(import_pcap(link_type::raw, frames, {.most_packets = 4})->is_cut);
    CHECK(import_pcap(link_type::raw, frames, {.until = Instant{3'500'000}})->trace.packets.size() == 4);
}

TEST_CASE("A packet that was cut off keeps its headers and its length", "[capture]") {
    Bytes cut = conversation()[3];
    cut.erase(cut.end() - 5, cut.end());
    const Bytes frames[] = {cut};
    auto file = *read_capture(test::pcap_of(0xa1b2'c3d4, Order::Little, link_type::raw, frames));
    file.frames.front().original_bytes += 5;
    const auto import = import_of(file);
    REQUIRE(import.ok());
    CHECK(import->trace.packets.front().text_length == 5);
    CHECK(import->trace.packets.front().bytes.size() == 40);
    CHECK(import->bad_checksums == 0);
    CHECK(describe(cut) ==
          "IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [.], seq 101:106, ack 301, win 65535, length 5");
    // It begins in the midst of a connection.
    CHECK(import->trace.events.front().state_before == State::Established);
}
