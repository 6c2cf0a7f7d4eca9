// Linux's acknowledgment policy: quick, delayed and interactive (net/ipv4/tcp_input.c, tcp_timer.c). FACTS N13,
// M11: measured on 6.18.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/ack_policy.h"

using namespace hw;
using namespace hw::test;
using tcp::Row;
using tcp::State;
using tcp::Switch;

namespace {

tcp::Config patient() {
    tcp::Config config = Endpoint().config;
    config.delayed_ack = Switch::On;
    config.ack_policy = tcp::AckPolicy::Linux;
    config.ack_delay = 40_ms;
    return config;
}

// Sends the end one segment of `count` bytes, the next in order; its answer, "" if it waits.
std::string lone(Endpoint& end, std::uint32_t count = 10) {
    end.arrives("<SEQ=" + std::to_string(end.tcb.rcv.nxt.raw) + "><ACK=" +
                std::to_string(end.tcb.snd.nxt.raw) + "><CTL=PSH,ACK><DATA=" + std::to_string(count) + ">");
    return end.sent();
}

// After its quick ACKs.
Endpoint tired() {
    Endpoint end = established(patient());
    for (int i = 0; i < 16; ++i) lone(end);
    return end;
}

Duration waits(Endpoint& end) { return end.tcb.deadlines.delayed_ack - end.now; }

}  // namespace

TEST_CASE("The first sixteen lone segments are acknowledged at once, later ones after 40 ms",
          "[linux][N13]") {
    Endpoint end = established(patient());
    for (int i = 0; i < 16; ++i) {
        INFO(i);
        CHECK_FALSE(lone(end).empty());
    }
    CHECK(lone(end).empty());
    CHECK(waits(end) == 40_ms);
    end.wait(40_ms);
    CHECK(end.sent() == "<SEQ=1001><ACK=5171><CTL=ACK>");
}

TEST_CASE("A FIN that is the first segment received is acknowledged within a tick", "[linux][N13][M11]") {
    Endpoint end = established(patient());
    end.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK>");
    CHECK(end.sent().empty());
    CHECK(waits(end) == end.config.timer_tick);
    end.wait(4_ms);
    CHECK(end.sent() == "<SEQ=1001><ACK=5002><CTL=ACK>");
}

TEST_CASE("A FIN after text is acknowledged after 40 ms", "[linux][N13]") {
    Endpoint end = established(patient());
    lone(end);
    end.arrives("<SEQ=5011><ACK=1001><CTL=FIN,ACK>");
    CHECK(end.sent().empty());
    CHECK(waits(end) == 40_ms);
}

TEST_CASE("A FIN on text is acknowledged after 40 ms too", "[linux][N13]") {
    Endpoint end = established(patient());
    end.arrives("<SEQ=5001><ACK=1001><CTL=FIN,PSH,ACK><DATA=10>");
    CHECK(end.sent().empty());
    CHECK(waits(end) == 40_ms);
}

TEST_CASE("Our own FIN carries the ACK of the peer's", "[linux][M10]") {
    Endpoint end = established(patient());
    end.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK>");
    end.close();
    CHECK(end.sent() == "<SEQ=1001><ACK=5002><CTL=FIN,ACK>");
    CHECK(end.tcb.deadlines.delayed_ack.is_never());
}

TEST_CASE("Whoever answers lets its ACKs ride on the answers", "[linux]") {
    Endpoint end = established(patient());
    lone(end);
    end.send(10);  // within the delay after what came
    CHECK(end.tcb.acks.is_interactive);
    CHECK(lone(end).empty());
    end.send(10);
    CHECK(end.sent() == "<SEQ=1011><ACK=5021><CTL=PSH,ACK><DATA=10>");
    // An answer that does not come ends it.
    CHECK(lone(end).empty());
    end.wait(40_ms);
    CHECK(end.sent() == "<SEQ=1021><ACK=5031><CTL=ACK>");
    CHECK_FALSE(end.tcb.acks.is_interactive);
}

TEST_CASE("Text sent long after what came is no answer", "[linux]") {
    Endpoint end = established(patient());
    lone(end);
    end.wait(50_ms);
    end.send(10);
    CHECK_FALSE(end.tcb.acks.is_interactive);
}

TEST_CASE("More than one full segment is acknowledged when the reader has made room for it", "[linux]") {
    Endpoint end = tired();
    end.receive();
    for (int i = 0; i < 2; ++i) {
        end.arrives("<SEQ=" + std::to_string(5161 + 1460 * i) + "><ACK=1001><CTL=ACK><DATA=1460>");
        CHECK(end.sent().empty());
        CHECK(end.tcb.acks.peer_segment_bytes == 1460);
        end.receive();
        CHECK(end.segments_sent() == (i == 0 ? 0u : 1u));
    }
}

TEST_CASE("What has come before brings quick ACKs back", "[linux]") {
    Endpoint end = tired();
    CHECK(lone(end).empty());
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.segments_sent() == 1);
    CHECK_FALSE(lone(end).empty());
}

TEST_CASE("A long pause brings quick ACKs back", "[linux]") {
    Endpoint end = tired();
    end.wait(2_s);
    CHECK_FALSE(lone(end).empty());
}

TEST_CASE("Text behind a gap is acknowledged at once, and so is what fills it", "[linux][rfc5681][4.2]") {
    Endpoint end = tired();
    const std::uint32_t next = end.tcb.rcv.nxt.raw;
    end.arrives("<SEQ=" + std::to_string(next + 10) + "><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.segments_sent() == 1);
    CHECK_FALSE(lone(end).empty());
}

TEST_CASE("After three duplicates behind one gap, one ACK stands for many", "[linux]") {
    tcp::Config config = patient();
    config.sack = Switch::On;
    Endpoint end;
    end.config = config;
    end.open_active(1000);
    end.at(100_ms);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><SACKOK>");
    end.tcb.acks.quick_left = 0;
    const auto behind_gap = [&](std::uint32_t i) {
        end.arrives("<SEQ=" + std::to_string(5001 + 100 * i) + "><ACK=1001><CTL=ACK><DATA=100>");
        return end.segments_sent();
    };
    for (std::uint32_t i = 1; i <= 3; ++i) CHECK(behind_gap(i) == 1);
    for (std::uint32_t i = 4; i <= 20; ++i) CHECK(behind_gap(i) == 0);
    CHECK(waits(end) == 1_ms);
    end.wait(1_ms);
    CHECK(end.sent_with_options() == "<SEQ=1001><ACK=5001><CTL=ACK><SACK=5101-7101>");
}

TEST_CASE("A reader who drains short segments is not kept waiting", "[linux]") {
    Endpoint end = tired();
    CHECK(lone(end).empty());
    end.receive();
    CHECK(end.segments_sent() == 1);
}

TEST_CASE("TCP_QUICKACK turns waiting on and off", "[linux]") {
    Endpoint end = established(patient());
    tcp::set_quick_ack({end.tcb, end.config, end.now, end.effects}, tcp::QuickAck::Off);
    CHECK(lone(end).empty());
    end.effects.clear();
    tcp::set_quick_ack({end.tcb, end.config, end.now, end.effects}, tcp::QuickAck::On);
    CHECK(end.sent() == "<SEQ=1001><ACK=5011><CTL=ACK>");
    CHECK_FALSE(lone(end).empty());
}

TEST_CASE("Without TCP_QUICKACK before OPEN the third ACK waits for text", "[linux]") {
    Endpoint end;
    end.config = patient();
    tcp::set_quick_ack({end.tcb, end.config, end.now, end.effects}, tcp::QuickAck::Off);
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460>");
    CHECK(end.sent().empty());
    CHECK(waits(end) == 200_ms);
    end.send(10);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10>");
}

TEST_CASE("The first marks are acknowledged at once", "[linux][rfc3168]") {
    tcp::Config config = patient();
    config.ecn = tcp::Ecn::WhenAsked;
    Endpoint end;
    end.config = config;
    end.open_passive(1000);
    end.arrives("<SEQ=5000><CTL=SYN,ECE,CWR><MSS=1460>");
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><ECN=2>");
    end.tcb.acks.quick_left = 0;
    end.arrives("<SEQ=5011><ACK=1001><CTL=ACK><DATA=10><ECN=2>");
    CHECK(end.sent().empty());
    end.arrives("<SEQ=5021><ACK=1001><CTL=ACK><DATA=10><ECN=3>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5031><CTL=ACK,ECE>");
    end.arrives("<SEQ=5031><ACK=1001><CTL=ACK><DATA=10>");  // not capable: likely sent again
    CHECK(end.segments_sent() == 1);
}
