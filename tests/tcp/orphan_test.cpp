// RFC 9293 §3.6.1 and Linux: connections whose process has closed its socket or ended.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;
using tcp::State;
using tcp::Switch;

namespace {

tcp::Config like_linux() {
    tcp::Config config = Endpoint().config;
    config.reset_on_unread_close = Switch::On;
    config.fin_wait2_timeout = 60_s;
    return config;
}

Endpoint orphan_in_fin_wait_2(tcp::Config config = like_linux()) {
    Endpoint end = established(config);
    end.orphan();
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK>");
    return end;
}

}  // namespace

TEST_CASE("An orphan closes like any other: its FIN follows the last byte", "[rfc9293][3.6.1][orphan]") {
    Endpoint end = established(like_linux());
    end.send(10);
    end.orphan();
    CHECK(end.sent() == "<SEQ=1011><ACK=5001><CTL=FIN,ACK>");
    CHECK(end.tcb.state == State::FinWait1);
    CHECK(end.tcb.is_orphan);
}

TEST_CASE("A socket closed with text unread is reset, so that the peer knows of the loss",
          "[rfc9293][3.6.1][SHLD-3][linux]") {
    Endpoint end = established(like_linux());
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=3>");
    end.orphan();
    CHECK(end.sent() == "<SEQ=1001><ACK=5004><CTL=RST,ACK>");
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("The same in CLOSE-WAIT, and in FIN-WAIT-2 after half a close", "[rfc9293][3.6.1][SHLD-3][linux]") {
    Endpoint waiting = established(like_linux());
    waiting.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK><DATA=3>");
    waiting.orphan();
    CHECK(waiting.sent() == "<SEQ=1001><ACK=5005><CTL=RST,ACK>");
    Endpoint half = in_state(State::FinWait2, like_linux());
    half.arrives("<SEQ=5001><ACK=1002><CTL=ACK><DATA=3>");
    half.orphan();
    CHECK(half.sent() == "<SEQ=1002><ACK=5004><CTL=RST,ACK>");
}

TEST_CASE("Without that rule unread text does not stop the FIN", "[rfc9293][3.6.1]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=3>");
    end.orphan();
    CHECK(end.sent() == "<SEQ=1001><ACK=5004><CTL=FIN,ACK>");
}

TEST_CASE("New text for an orphan is answered with a reset", "[rfc9293][3.6.1][SHLD-3]") {
    Endpoint end = orphan_in_fin_wait_2();
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK><DATA=3>");
    CHECK(end.sent() == "<SEQ=1002><CTL=RST>");
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("Text that an orphan had already is only acknowledged again", "[rfc9293][3.6.1]") {
    Endpoint end = established(like_linux());
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=3>");
    end.receive();
    end.orphan();
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK><DATA=3>");
    CHECK(end.sent() == "<SEQ=1002><ACK=5004><CTL=ACK>");
    CHECK(end.tcb.state == State::FinWait1);
}

TEST_CASE("A FIN still leads an orphan to TIME-WAIT", "[rfc9293][3.6.1][orphan]") {
    Endpoint end = orphan_in_fin_wait_2();
    end.wait(59_s);
    end.arrives("<SEQ=5001><ACK=1002><CTL=FIN,ACK>");
    CHECK(end.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    CHECK(end.tcb.state == State::TimeWait);
    CHECK(end.tcb.deadlines.fin_wait2.is_never());
}

TEST_CASE("FIN-WAIT-2 of an orphan ends after 60 s, without TIME-WAIT", "[linux][orphan][M9]") {
    Endpoint end = orphan_in_fin_wait_2();
    end.wait(59_s);
    CHECK(end.tcb.state == State::FinWait2);
    end.wait(1_s);
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.sent().empty());
    CHECK(end.signalled(tcp::Signal::Deleted));
}

TEST_CASE("FIN-WAIT-2 lasts as long as the peer likes while a process owns the connection",
          "[rfc9293][3.3.2]") {
    Endpoint end = in_state(State::FinWait2, like_linux());
    CHECK(tcp::next_deadline(end.tcb).is_never());
    end.orphan();  // the process has called shutdown() before, and now ends
    CHECK(end.tcb.deadlines.fin_wait2 == end.now + 60_s);
}

TEST_CASE("TCP_LINGER2 shortens FIN-WAIT-2 for one connection, but never below 3.5 RTO", "[linux][orphan]") {
    Endpoint end = established(like_linux());
    end.tcb.options.fin_wait2_timeout = 1_s;
    end.orphan();
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK>");
    CHECK(end.tcb.deadlines.fin_wait2 == end.now + 3'500_ms);
}

TEST_CASE("An orphan in FIN-WAIT-2 is not kept alive", "[linux][orphan]") {
    tcp::Config config = like_linux();
    config.keep_alive = Switch::On;
    CHECK(orphan_in_fin_wait_2(config).tcb.deadlines.keep_alive.is_never());
}
