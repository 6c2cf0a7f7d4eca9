#include <catch2/catch_test_macros.hpp>

#include "script/packetdrill/parse.h"

using namespace hw;
using namespace hw::packetdrill;

namespace {

Script parsed(std::string_view text, const Definitions& definitions = {}) {
    const auto script = parse_script("a.pkt", text, definitions);
    INFO((script.ok() ? "" : script.error().message));
    REQUIRE(script.ok());
    return *script;
}

template <class T>
T only(std::string_view text, const Definitions& definitions = {}) {
    const Script script = parsed(text, definitions);
    REQUIRE(script.events.size() == 1);
    REQUIRE(std::holds_alternative<T>(script.events[0].action));
    return std::get<T>(script.events[0].action);
}

std::string trouble(std::string_view text) {
    const auto script = parse_script("a.pkt", text, {});
    REQUIRE_FALSE(script.ok());
    const Trouble& error = script.error();
    return std::to_string(error.place.line) + ":" + std::to_string(error.place.column) + " " + error.message;
}

EventTime time_of(std::string_view text) { return parsed(text).events[0].time; }

}  // namespace

TEST_CASE("An event's time is absolute, relative, any, or a range", "[packetdrill][parse]") {
    CHECK(time_of("0 > . 1:1(0)").kind == TimeKind::Absolute);
    CHECK(time_of("1.25 > . 1:1(0)").from == 1'250_ms);
    CHECK(time_of("+.002 > . 1:1(0)").kind == TimeKind::Relative);
    CHECK(time_of("+.002 > . 1:1(0)").from == 2_ms);
    CHECK(time_of("* > . 1:1(0)").kind == TimeKind::Any);
    const EventTime range = time_of("+.1~+.25 > . 1:1(0)");
    CHECK(range.kind == TimeKind::RelativeRange);
    CHECK(range.until == 250_ms);
    CHECK(time_of("1~2 > . 1:1(0)").kind == TimeKind::AbsoluteRange);
    CHECK(trouble("1~.5 > . 1:1(0)") == "1:1 this range of times ends before it begins");
    CHECK(trouble("* < . 1:1(0)").find("is for packets that leave") != std::string::npos);
}

TEST_CASE("A call that is to block says when it returns", "[packetdrill][parse]") {
    const auto call = only<SystemCall>("+0...0.300 read(4, ..., 61000) = 61000  // blocks");
    CHECK(call.end == 300_ms);
    CHECK(call.name == "read");
    REQUIRE(call.arguments.size() == 3);
    CHECK(call.arguments[1].is(Expression::Kind::Ellipsis));
    CHECK(call.result.number == 61'000);
}

TEST_CASE("Arguments have every shape that strace prints", "[packetdrill][parse]") {
    using Kind = Expression::Kind;
    const auto call = only<SystemCall>(
        "+0 f([1], {onoff=1, linger=0}, MSG_PEEK|MSG_OOB, \"a\\x41\" \"b\", {sa_family = AF_INET, sin_port = "
        "htons(8080), sin_addr = inet_addr(\"10.0.0.1\")}, {msg_name(...)=..., msg_iov(2)=[{..., "
        "1},{...,2}]}, "
        "-1, 0x10) = -1 EAGAIN (Resource temporarily unavailable)");
    REQUIRE(call.arguments.size() == 8);
    CHECK(call.arguments[0].is(Kind::List));
    CHECK(call.arguments[1].items[1].text == "linger");
    CHECK(call.arguments[2].items.size() == 2);
    CHECK(call.arguments[3].text == "aAb");
    CHECK(call.arguments[4].items[1].items[0].is(Kind::Call));
    CHECK(call.arguments[5].items[1].items[0].items.size() == 2);
    CHECK(call.arguments[6].number == -1);
    CHECK(call.arguments[7].number == 16);
    CHECK(call.error == "EAGAIN");
}

TEST_CASE("A segment has flags, numbers, and options in their order", "[packetdrill][parse]") {
    const auto segment = only<Segment>(
        "0 < [ect0] 1234 > 80 SEWA 5:15(10) ack 7 win 99 urg 3 <mss 1000,nop,sack 1:2 3:4,TS val 1 ecr "
        "2,eol>");
    CHECK(segment.ip.tos == 2);
    CHECK(segment.source_port == 1'234);
    CHECK(segment.flags == (0x02 | 0x40 | 0x80 | ae_bit));
    CHECK(segment.seq == 5);
    CHECK(segment.text_bytes == 10);
    CHECK(segment.ack == 7);
    CHECK(segment.raw_window == 99);
    CHECK(segment.urgent_pointer == 3);
    REQUIRE(segment.options.size() == 5);
    CHECK(segment.options[0].value == std::vector<std::uint8_t>{3, 0xe8});
    CHECK(segment.options[2].value.size() == 16);
    CHECK(only<Segment>("0 > . 1:1(0) <...>").any_options);
    CHECK(only<Segment>("0 > - 1:1(0)").flags == 0);
    CHECK(only<Segment>("0 > P5. 1:1(0)").ace == 5);
    CHECK(only<Segment>("0 > S 0:0(0) <FO TFO>", {{"TFO", "0102"}}).options[0].value.size() == 2);
    CHECK(only<Segment>("0 > S 0:0(0) <ECN e1b 1 ceb 0 e0b 1,unknown 0xfd04abcd>").options[0].kind == 174);
}

TEST_CASE("What is no script is refused with line, column, and what was expected", "[packetdrill][parse]") {
    CHECK(trouble("") == "1:1 there are no events in this script");
    CHECK(trouble("0 < S 0:0(0)\n+0 > X 0:0(0)") ==
          "2:6 expected the flags (of F S R P U E W A and . for ACK, or -), found \"X 0:0(0)\"");
    CHECK(trouble("0 < S 0:1(0)") == "1:7 the two sequence numbers and the length disagree");
    CHECK(trouble("0 < . 1:1(0) <mss 70000>").find("the MSS must be between 0 and 65535") !=
          std::string::npos);
    CHECK(trouble("0 close(3 = 0").find("expected \")\"") != std::string::npos);
    CHECK(trouble("0 `sleep 1").find("has no match") != std::string::npos);
    CHECK(trouble("0 %{ assert 1").find("has no }%") != std::string::npos);
    CHECK(trouble("/* 0 close(3) = 0").find("has no end") != std::string::npos);
    std::string deep = "0 f(";
    for (int i = 0; i < 200; ++i) deep += "[";
    CHECK(trouble(deep).find("nested too deeply") != std::string::npos);
}

TEST_CASE("Packets of other protocols are known, and unsupported", "[packetdrill][parse]") {
    CHECK(only<Unsupported>("0 < udp (1000)").what == "a UDP packet");
    const auto icmp = only<IcmpMessage>("0 < icmp unreachable frag_needed mtu 1200 [1:1001(1000)]");
    CHECK(icmp.code == "frag_needed");
    CHECK(icmp.mtu == 1'200);
    CHECK(icmp.quoted_bytes == 1'000);
}
