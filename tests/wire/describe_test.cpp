#include "wire/describe.h"

#include <catch2/catch_test_macros.hpp>

#include "support/hex.h"
#include "support/wire/captures.h"

using namespace hw;
using namespace hw::wire;

namespace {

Segment segment_of(std::uint32_t seq, std::uint32_t ack_number, Ctl ctl,
                   std::span<const std::uint8_t> text = {}) {
    Segment segment;
    segment.seq = {seq};
    segment.ack = {ack_number};
    segment.ctl = ctl;
    segment.text = text;
    return segment;
}

}  // namespace

TEST_CASE("A segment is written as in the RFC's figures", "[wire][rfc9293][3.5]") {
    const std::uint8_t text[10] = {};
    CHECK(describe_as_figure(segment_of(100, 7, syn)) == "<SEQ=100><CTL=SYN>");
    CHECK(describe_as_figure(segment_of(300, 101, syn | ack)) == "<SEQ=300><ACK=101><CTL=SYN,ACK>");
    CHECK(describe_as_figure(segment_of(100, 300, fin | ack)) == "<SEQ=100><ACK=300><CTL=FIN,ACK>");
    CHECK(describe_as_figure(segment_of(300, 100, ack, text)) == "<SEQ=300><ACK=100><CTL=ACK><DATA=10>");
    CHECK(describe_as_figure(segment_of(4'294'967'295, 0, rst)) == "<SEQ=4294967295><CTL=RST>");
    CHECK(describe_as_figure(segment_of(0, 0, {})) == "<SEQ=0><CTL=>");
}

TEST_CASE("A segment is written as tcpdump prints it", "[wire][linux]") {
    for (const test::Capture& capture : test::linux_captures) {
        const auto bytes = test::bytes_of_hex(capture.hex);
        Packet packet;
        REQUIRE(parse_packet(bytes, packet).ok());
        CHECK(describe_as_tcpdump(packet) == capture.tcpdump);
    }
    const auto md5 = test::bytes_of_hex(test::linux_md5_syn.hex);
    Packet packet;
    REQUIRE(parse_packet(md5, packet).ok());
    CHECK(describe_as_tcpdump(packet) == test::linux_md5_syn.tcpdump);
}

TEST_CASE("Text, urgency and the rarer flags have their place in tcpdump's line", "[wire]") {
    const std::uint8_t text[5] = {};
    Packet packet;
    packet.segment = segment_of(1000, 5001, psh | ack | urg | ece | cwr, text);
    packet.segment.urgent_pointer = 3;
    CHECK(describe_as_tcpdump(packet) ==
          "IP 0.0.0.0.0 > 0.0.0.0.0: Flags [P.UEW], seq 1000:1005, ack 5001, win 0, urg 3, length 5");
    packet.segment = segment_of(0, 0, {});
    CHECK(describe_as_tcpdump(packet) == "IP 0.0.0.0.0 > 0.0.0.0.0: Flags [none], win 0, length 0");
}

TEST_CASE("Fast Open and User Timeout have their place in tcpdump's line", "[wire][rfc7413][rfc5482]") {
    Packet packet;
    Options& options = packet.segment.options;
    options.has_fast_open = options.fast_open_is_experimental = true;
    options.has_user_timeout = true;
    options.user_timeout = 0x8005;
    const auto has = [&](std::string_view words) {
        return describe_as_tcpdump(packet).find(words) != std::string::npos;
    };
    CHECK(has("options [exp-tfo cookiereq,uto 0x8005]"));
    for (const int byte : {0xde, 0xad, 0xbe, 0xef})
        options.fast_open_cookie.push_back(static_cast<std::uint8_t>(byte));
    options.fast_open_is_experimental = false;
    CHECK(has("options [tfo cookie deadbeef,uto 0x8005]"));
}
