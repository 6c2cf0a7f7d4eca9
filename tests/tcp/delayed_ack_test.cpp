// RFC 9293 §3.8.6.3: when to send an ACK segment.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;
using tcp::Row;
using tcp::State;

namespace {

Endpoint patient() {
    tcp::Config config = Endpoint().config;
    config.delayed_ack = tcp::Switch::On;
    return established(config);
}

}  // namespace

TEST_CASE("A lone segment is acknowledged after the delay", "[rfc9293][3.8.6.3][SHLD-18][MUST-40]") {
    Endpoint end = patient();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.sent().empty());
    end.wait(200_ms - 1_us);
    CHECK(end.sent().empty());
    end.wait(1_us);
    CHECK(end.sent() == "<SEQ=1001><ACK=5011><CTL=ACK>");
    CHECK(end.finding_of(Row::TimeoutDelayedAck) == "timeout_sends_delayed_ack");
    CHECK(tcp::next_deadline(end.tcb).is_never());
}

TEST_CASE("The delay is below half a second by default", "[rfc9293][3.8.6.3][MUST-40]") {
    CHECK(tcp::Config{}.ack_delay < 500_ms);
}

TEST_CASE("Every second full-sized segment is acknowledged at once", "[rfc9293][3.8.6.3][SHLD-19]") {
    Endpoint end = patient();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=1460>");
    CHECK(end.sent().empty());
    end.arrives("<SEQ=6461><ACK=1001><CTL=ACK><DATA=1460>");
    CHECK(end.sent() == "<SEQ=1001><ACK=7921><CTL=ACK>");
    end.arrives("<SEQ=7921><ACK=1001><CTL=ACK><DATA=1460>");
    CHECK(end.sent().empty());
}

TEST_CASE("Text of our own carries the acknowledgment", "[rfc9293][3.10.7.4]") {
    Endpoint end = patient();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    end.send(5);
    CHECK(end.sent() == "<SEQ=1001><ACK=5011><CTL=PSH,ACK><DATA=5>");
    end.arrives("<SEQ=5011><ACK=1006><CTL=ACK>");
    CHECK(tcp::next_deadline(end.tcb).is_never());
}

TEST_CASE("Text that an arriving segment sets free carries its acknowledgment", "[rfc9293][3.10.7.4]") {
    tcp::Config config = Endpoint().config;
    config.nagle = tcp::Switch::On;
    Endpoint end = established(config);
    end.send(10);
    end.send(10);
    end.arrives("<SEQ=5001><ACK=1011><CTL=ACK><DATA=10>");
    CHECK(end.sent() == "<SEQ=1011><ACK=5011><CTL=PSH,ACK><DATA=10>");
}

TEST_CASE("A FIN is acknowledged at once", "[rfc9293][3.10.7.4]") {
    Endpoint end = patient();
    end.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK><DATA=10>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5012><CTL=ACK>");
}

TEST_CASE("The peer's SYN is acknowledged at once", "[rfc9293][3.10.7.3]") {
    Endpoint end = patient();
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
}
