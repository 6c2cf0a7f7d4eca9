// RFC 9293 §3.4 and §3.10.7.4, first: which segments are acceptable, and what is left of them.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/acceptance.h"

using namespace hw;
using namespace hw::test;
using tcp::Row;
using tcp::State;

namespace {

bool acceptable(std::uint32_t nxt, std::uint32_t wnd, std::uint32_t seq, std::uint32_t len) {
    tcp::ReceiveVariables rcv;
    rcv.nxt = {nxt};
    rcv.wnd = wnd;
    return tcp::is_acceptable(rcv, {seq}, len);
}

// An established end whose window is as small as `bytes`; everything the peer sends starts at 5001.
Endpoint with_window(std::uint32_t bytes) {
    tcp::Config config = Endpoint().config;
    config.receive_buffer_bytes = bytes;
    return established(config);
}

}  // namespace

TEST_CASE("Table 6, length 0 and window 0: only SEG.SEQ = RCV.NXT", "[rfc9293][3.10.7.4][3.4]") {
    CHECK(acceptable(100, 0, 100, 0));
    CHECK_FALSE(acceptable(100, 0, 99, 0));
    CHECK_FALSE(acceptable(100, 0, 101, 0));
}

TEST_CASE("Table 6, length 0 and an open window: RCV.NXT =< SEG.SEQ < RCV.NXT+RCV.WND",
          "[rfc9293][3.10.7.4][3.4]") {
    CHECK_FALSE(acceptable(100, 10, 99, 0));
    CHECK(acceptable(100, 10, 100, 0));
    CHECK(acceptable(100, 10, 109, 0));
    CHECK_FALSE(acceptable(100, 10, 110, 0));
}

TEST_CASE("Table 6, some length and window 0: never", "[rfc9293][3.10.7.4][3.4]") {
    CHECK_FALSE(acceptable(100, 0, 100, 1));
    CHECK_FALSE(acceptable(100, 0, 95, 10));
}

TEST_CASE("Table 6, some length and an open window: the first or the last number lies in it",
          "[rfc9293][3.10.7.4][3.4]") {
    CHECK(acceptable(100, 10, 100, 1));
    CHECK(acceptable(100, 10, 95, 6));        // last number 100
    CHECK_FALSE(acceptable(100, 10, 95, 5));  // last number 99
    CHECK(acceptable(100, 10, 109, 50));      // first number in, last far out
    CHECK_FALSE(acceptable(100, 10, 110, 1));
    CHECK_FALSE(acceptable(100, 10, 90, 100));  // swallows the window: neither end lies in it
}

TEST_CASE("Table 6 holds where the sequence space wraps around", "[rfc9293][3.4]") {
    CHECK(acceptable(0xffff'fffeu, 4, 1, 1));
    CHECK(acceptable(0xffff'fffeu, 4, 0xffff'fff0u, 15));
    CHECK_FALSE(acceptable(0xffff'fffeu, 4, 2, 1));
}

TEST_CASE("An unacceptable segment is answered with <SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK> and dropped",
          "[rfc9293][3.10.7.4]") {
    Endpoint end = established();
    end.arrives("<SEQ=4000><ACK=1001><CTL=ACK><DATA=5>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    CHECK(end.finding_of(Row::OtherSequence) == "sequence_unacceptable");
    CHECK(end.receive().empty());
}

TEST_CASE("An unacceptable RST is dropped without an answer", "[rfc9293][3.10.7.4]") {
    Endpoint end = established();
    end.arrives("<SEQ=4000><CTL=RST>");
    CHECK(end.sent().empty());
    CHECK(end.tcb.state == State::Established);
}

TEST_CASE("Of a segment that straddles RCV.NXT only the new part is processed", "[rfc9293][3.10.7.4]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    end.arrives("<SEQ=5006><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.finding_of(Row::OtherSequence) == "sequence_old_part_cut");
    CHECK(end.sent() == "<SEQ=1001><ACK=5016><CTL=ACK>");
    CHECK(end.receive() == letters({5001}, 15));
}

TEST_CASE("Of a segment that exceeds the window only what fits is taken, and its FIN is not",
          "[rfc9293][3.10.7.4]") {
    Endpoint end = with_window(8);
    end.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK><DATA=10>");
    CHECK(end.finding_of(Row::OtherSequence) == "sequence_tail_cut");
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=5009><CTL=ACK><WND=0>");
    CHECK(end.tcb.state == State::Established);
    CHECK(end.receive() == letters({5001}, 8));
    end.arrives("<SEQ=5009><ACK=1001><CTL=FIN,ACK><DATA=2>");
    CHECK(end.tcb.state == State::CloseWait);
    CHECK(end.receive() == letters({5009}, 2));
}

TEST_CASE("A FIN whose number is the first beyond the window is cut off", "[rfc9293][3.10.7.4]") {
    Endpoint end = with_window(8);
    end.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK><DATA=8>");
    CHECK(end.tcb.state == State::Established);
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=5009><CTL=ACK><WND=0>");
}

TEST_CASE("A shut window refuses text but still takes an ACK", "[rfc9293][3.4][3.10.7.4][MUST-66]") {
    Endpoint end = with_window(8);
    end.send(5);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=8>");
    REQUIRE(end.tcb.rcv.wnd == 0);
    end.arrives("<SEQ=5009><ACK=1006><CTL=ACK><DATA=1>");
    CHECK(end.finding_of(Row::OtherSequence) == "sequence_zero_window_control");
    CHECK(end.finding_of(Row::OtherText) == "text_no_room");
    CHECK(end.tcb.snd.una == SeqNum{1006});
    CHECK(end.sent_with_window() == "<SEQ=1006><ACK=5009><CTL=ACK><WND=0>");
    CHECK(end.receive() == letters({5001}, 8));
}

TEST_CASE("A shut window still takes urgent news and a RST", "[rfc9293][3.4][MUST-66]") {
    Endpoint end = with_window(8);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=8>");
    end.arrives("<SEQ=5009><ACK=1001><CTL=URG,ACK><UP=20><DATA=1>");
    CHECK(end.signalled(tcp::Signal::UrgentData));
    CHECK(end.tcb.rcv.up == SeqNum{5029});
    end.arrives("<SEQ=5009><CTL=RST>");
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.signalled(tcp::Signal::Reset));
}
