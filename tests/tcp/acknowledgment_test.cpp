// RFC 9293 §3.10.7.4, fifth: which ACKs count, and when they may change the send window.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;
using tcp::Row;
using tcp::Signal;
using tcp::State;

TEST_CASE("A segment without an ACK is dropped", "[rfc9293][3.10.7.4]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><CTL=PSH><DATA=5>");
    CHECK(end.finding_of(Row::OtherAck) == "ack_absent");
    CHECK(end.receive().empty());
}

TEST_CASE("An ACK of something not yet sent is answered with an ACK, and its text is dropped",
          "[rfc9293][3.10.7.4][rfc5961][5.2]") {
    Endpoint end = established();
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK><DATA=5>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    CHECK(end.finding_of(Row::OtherAck) == "ack_out_of_range");
    CHECK(end.receive().empty());
}

TEST_CASE("A segment that is refused twice is answered once", "[rfc9293][3.10.7.4]") {
    tcp::Config config = Endpoint().config;
    config.receive_buffer_bytes = 8;
    Endpoint end = established(config);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=8>");
    end.arrives("<SEQ=5009><ACK=1002><CTL=ACK><DATA=1>");  // no room for it, and nothing like it was sent
    CHECK(end.sent() == "<SEQ=1001><ACK=5009><CTL=ACK>");
}

TEST_CASE("An ACK older than SND.UNA - MAX.SND.WND is discarded, one just as old is not",
          "[rfc5961][5.2][MAY-12]") {
    Endpoint end;
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><WND=100>");
    end.arrives("<SEQ=5001><ACK=901><CTL=ACK><DATA=5>");
    CHECK(end.finding_of(Row::OtherAck) == "ack_duplicate");
    CHECK(end.receive() == letters({5001}, 5));
    end.arrives("<SEQ=5006><ACK=900><CTL=ACK><DATA=5>");
    CHECK(end.finding_of(Row::OtherAck) == "ack_out_of_range");
    CHECK(end.receive().empty());
}

TEST_CASE("MAX.SND.WND is the largest window ever received", "[rfc5961][5.2]") {
    Endpoint end;
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><WND=900>");
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=10>");
    CHECK(end.tcb.snd.wnd == 10);
    CHECK(end.tcb.snd.max_wnd == 900);
}

TEST_CASE("An ACK of new data advances SND.UNA and frees the buffer", "[rfc9293][3.10.7.4]") {
    Endpoint end = established();
    end.send(100);
    end.arrives("<SEQ=5001><ACK=1061><CTL=ACK>");
    CHECK(end.tcb.snd.una == SeqNum{1061});
    CHECK(end.tcb.send_buffer.size() == 40);
    CHECK(end.finding_of(Row::OtherAck) == "ack_advances");
    end.arrives("<SEQ=5001><ACK=1031><CTL=ACK>");
    CHECK(end.tcb.snd.una == SeqNum{1061});
    CHECK(end.finding_of(Row::OtherAck) == "ack_duplicate");
}

TEST_CASE("The window is taken from newer segments only: SND.WL1 and SND.WL2", "[rfc9293][3.10.7.4]") {
    Endpoint end = established();
    end.send(100);
    end.arrives("<SEQ=5001><ACK=1051><CTL=ACK><WND=2000>");
    CHECK(end.tcb.snd.wnd == 2000);
    // The same SEQ and an older ACK: an old segment.
    end.arrives("<SEQ=5001><ACK=1041><CTL=ACK><WND=9000>");
    CHECK(end.tcb.snd.wnd == 2000);
    // A newer SEQ.
    end.arrives("<SEQ=5001><ACK=1051><CTL=ACK><WND=2100><DATA=5>");
    end.arrives("<SEQ=5006><ACK=1051><CTL=ACK><WND=2200>");
    CHECK(end.tcb.snd.wnd == 2200);
    // Held out of order, the segment is the newest; the one that fills the gap is older and changes nothing.
    end.arrives("<SEQ=5011><ACK=1051><CTL=ACK><WND=2300><DATA=5>");
    CHECK(end.tcb.snd.wnd == 2300);
    end.arrives("<SEQ=5006><ACK=1051><CTL=ACK><WND=2400><DATA=5>");
    CHECK(end.tcb.snd.wnd == 2300);
}

TEST_CASE("An unacceptable segment does not change the window", "[rfc9293][3.10.7.4]") {
    Endpoint end = established();
    end.arrives("<SEQ=4990><ACK=1001><CTL=ACK><WND=7><DATA=5>");
    end.arrives("<SEQ=5001><ACK=1500><CTL=ACK><WND=7>");
    CHECK(end.tcb.snd.wnd == 65'535);
}

TEST_CASE("A change of the window alone is told apart from a duplicate", "[rfc9293][3.10.7.4]") {
    Endpoint end = established();
    end.send(100);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=3000>");
    CHECK(end.finding_of(Row::OtherAck) == "ack_updates_window");
    CHECK(end.tcb.duplicate_acks == 0);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=3000>");
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=3000>");
    CHECK(end.tcb.duplicate_acks == 2);
}

TEST_CASE("A writer that was refused room is called when there is some", "[rfc9293][3.10.2]") {
    tcp::Config config = Endpoint().config;
    config.send_buffer_bytes = 1000;
    Endpoint end = established(config);
    end.send(1500);
    CHECK(end.effects.accepted_bytes == 1000);
    CHECK(end.effects.call_error == tcp::CallError::None);
    end.send(1);
    CHECK(end.effects.accepted_bytes == 0);
    CHECK(end.effects.call_error == tcp::CallError::InsufficientResources);
    end.arrives("<SEQ=5001><ACK=1501><CTL=ACK>");
    CHECK(end.signalled(Signal::Writable));
    end.arrives("<SEQ=5001><ACK=1601><CTL=ACK>");
    CHECK_FALSE(end.signalled(Signal::Writable));
}

TEST_CASE("In LAST-ACK an ACK that falls short of the FIN changes no state", "[rfc9293][3.10.7.4]") {
    Endpoint end = in_state(State::CloseWait);
    end.send(10);
    end.close();
    REQUIRE(end.tcb.state == State::LastAck);
    end.arrives("<SEQ=5002><ACK=1011><CTL=ACK>");
    CHECK(end.tcb.state == State::LastAck);
    end.arrives("<SEQ=5002><ACK=1012><CTL=ACK>");
    CHECK(end.tcb.state == State::Closed);
}
