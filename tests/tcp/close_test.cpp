// RFC 9293 §3.6 and §3.10.7.4, eighth: closing a connection, in every state and from both sides.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;
using tcp::CallError;
using tcp::Row;
using tcp::Signal;
using tcp::State;

TEST_CASE("Figure 12, peer A: FIN-WAIT-1, FIN-WAIT-2, TIME-WAIT, and after 2 MSL CLOSED",
          "[rfc9293][3.6][MUST-13]") {
    Endpoint a = established();
    a.close();
    CHECK(a.sent() == "<SEQ=1001><ACK=5001><CTL=FIN,ACK>");
    CHECK(a.tcb.state == State::FinWait1);
    a.arrives("<SEQ=5001><ACK=1002><CTL=ACK>");
    CHECK(a.tcb.state == State::FinWait2);
    CHECK(a.signalled(Signal::CloseCompleted));
    a.arrives("<SEQ=5001><ACK=1002><CTL=FIN,ACK>");
    CHECK(a.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    CHECK(a.tcb.state == State::TimeWait);
    CHECK(a.signalled(Signal::RemoteClosed));
    CHECK(tcp::next_deadline(a.tcb) == a.now + 60_s);
    a.wait(60_s - 1_us);
    CHECK(a.tcb.state == State::TimeWait);
    a.wait(1_us);
    CHECK(a.tcb.state == State::Closed);
    CHECK(a.signalled(Signal::Deleted));
}

TEST_CASE("Figure 12, peer B: CLOSE-WAIT, LAST-ACK, CLOSED", "[rfc9293][3.6]") {
    Endpoint b = established();
    b.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK>");
    CHECK(b.sent() == "<SEQ=1001><ACK=5002><CTL=ACK>");
    CHECK(b.tcb.state == State::CloseWait);
    CHECK(b.signalled(Signal::RemoteClosed));
    b.wait(3600_s);
    CHECK(b.tcb.state == State::CloseWait);  // there is no timer for it
    b.close();
    CHECK(b.sent() == "<SEQ=1001><ACK=5002><CTL=FIN,ACK>");
    CHECK(b.tcb.state == State::LastAck);
    b.arrives("<SEQ=5002><ACK=1002><CTL=ACK>");
    CHECK(b.tcb.state == State::Closed);
    CHECK(b.signalled(Signal::CloseCompleted));
    CHECK(b.signalled(Signal::Deleted));
}

TEST_CASE("Figure 13: both close at once, CLOSING and TIME-WAIT on both sides", "[rfc9293][3.6]") {
    Endpoint a = established();
    a.close();
    a.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK>");
    CHECK(a.tcb.state == State::Closing);
    CHECK(a.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    a.arrives("<SEQ=5002><ACK=1001><CTL=ACK>");
    CHECK(a.tcb.state == State::Closing);
    CHECK(a.finding_of(Row::OtherAck) == "ack_ignored_in_closing");
    a.arrives("<SEQ=5002><ACK=1002><CTL=ACK>");
    CHECK(a.tcb.state == State::TimeWait);
    CHECK(a.signalled(Signal::CloseCompleted));
}

TEST_CASE("Figure 5, note 2: a FIN that also acknowledges ours leads from FIN-WAIT-1 to TIME-WAIT",
          "[rfc9293][3.3.2]") {
    Endpoint a = established();
    a.close();
    a.arrives("<SEQ=5001><ACK=1002><CTL=FIN,ACK>");
    CHECK(a.tcb.state == State::TimeWait);
    CHECK(a.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
}

TEST_CASE("A repeated FIN in TIME-WAIT is acknowledged and restarts the wait", "[rfc9293][3.10.7.4]") {
    Endpoint a = in_state(State::TimeWait);
    a.wait(59_s);
    a.arrives("<SEQ=5001><ACK=1002><CTL=FIN,ACK>");
    CHECK(a.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    CHECK(a.finding_of(Row::OtherSequence) == "sequence_time_wait_fin_again");
    CHECK(tcp::next_deadline(a.tcb) == a.now + 60_s);
}

TEST_CASE("Other old segments in TIME-WAIT are acknowledged but do not restart the wait",
          "[rfc9293][3.10.7.4]") {
    Endpoint a = in_state(State::TimeWait);
    const Instant ends = tcp::next_deadline(a.tcb);
    a.wait(10_s);
    a.arrives("<SEQ=4900><ACK=1002><CTL=ACK><DATA=5>");
    CHECK(a.sent() == "<SEQ=1002><ACK=5002><CTL=ACK>");
    a.arrives("<SEQ=5002><ACK=1002><CTL=ACK>");
    CHECK(a.sent().empty());
    CHECK(tcp::next_deadline(a.tcb) == ends);
}

TEST_CASE("CLOSE sends what is queued first and the FIN with the last of it", "[rfc9293][3.10.4]") {
    Endpoint a = established();
    a.send(3000);
    a.close();
    CHECK(a.tcb.state == State::FinWait1);
    CHECK(a.sent() == "<SEQ=4001><ACK=5001><CTL=FIN,ACK>");

    tcp::Config config = Endpoint().config;
    config.nagle = tcp::Switch::On;
    Endpoint b = established(config);
    b.send(10);
    b.send(20);  // Nagle holds it back
    CHECK(b.sent().empty());
    b.close();
    CHECK(b.sent() == "<SEQ=1011><ACK=5001><CTL=FIN,PSH,ACK><DATA=20>");
}

TEST_CASE("CLOSE in CLOSE-WAIT enters LAST-ACK only when the FIN leaves", "[rfc9293][3.10.4]") {
    Endpoint b = established();
    b.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK><WND=5>");
    b.send(10);
    b.close();
    CHECK(b.sent().empty());  // five octets of window are a silly window
    b.wait(200_ms);
    CHECK(b.sent() == "<SEQ=1001><ACK=5002><CTL=ACK><DATA=5>");
    CHECK(b.tcb.state == State::CloseWait);
    b.arrives("<SEQ=5002><ACK=1006><CTL=ACK><WND=100>");
    CHECK(b.sent() == "<SEQ=1006><ACK=5002><CTL=FIN,PSH,ACK><DATA=5>");
    CHECK(b.tcb.state == State::LastAck);
}

TEST_CASE("CLOSE in SYN-RECEIVED sends the FIN at once if nothing was sent", "[rfc9293][3.10.4]") {
    Endpoint b = in_syn_received();
    b.close();
    CHECK(b.sent() == "<SEQ=1001><ACK=5001><CTL=FIN,ACK>");
    CHECK(b.tcb.state == State::FinWait1);
    b.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    CHECK(b.tcb.state == State::FinWait1);
    b.arrives("<SEQ=5001><ACK=1002><CTL=ACK>");
    CHECK(b.tcb.state == State::FinWait2);
}

TEST_CASE("After an early CLOSE the SYN,ACK is what is sent again first", "[rfc9293][3.10.4][3.10.8]") {
    Endpoint b = in_syn_received();
    b.close();
    b.wait(1_s);
    CHECK(b.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK>");
    b.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    b.wait(3_s);
    CHECK(b.sent() == "<SEQ=1001><ACK=5001><CTL=FIN,ACK>");
}

TEST_CASE("CLOSE in SYN-RECEIVED waits behind queued data for ESTABLISHED", "[rfc9293][3.10.4]") {
    Endpoint b = in_syn_received();
    b.send(5);
    b.close();
    CHECK(b.sent().empty());
    CHECK(b.tcb.state == State::SynReceived);
    b.send(5);
    CHECK(b.effects.call_error == CallError::ConnectionClosing);
    b.close();
    CHECK(b.effects.call_error == CallError::ConnectionClosing);
    b.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    CHECK(b.signalled(Signal::Established));
    CHECK(b.tcb.state == State::FinWait1);
    CHECK(b.sent() == "<SEQ=1001><ACK=5001><CTL=FIN,PSH,ACK><DATA=5>");
}

TEST_CASE("A peer that closes while our CLOSE still waits for its data leads to CLOSING, data and all",
          "[rfc9293][3.10.7.4]") {
    Endpoint a = established();
    a.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=4>");
    a.send(10);
    a.close();
    a.arrives("<SEQ=5001><ACK=1001><CTL=FIN,ACK><WND=4>");
    CHECK(a.tcb.state == State::Closing);
    CHECK_FALSE(a.tcb.fin_was_sent);
    a.wait(200_ms);  // the silly-window override
    CHECK(a.sent() == "<SEQ=1001><ACK=5002><CTL=ACK><DATA=4>");
    a.arrives("<SEQ=5002><ACK=1005><CTL=ACK><WND=100>");
    CHECK(a.sent() == "<SEQ=1005><ACK=5002><CTL=FIN,PSH,ACK><DATA=6>");
    a.arrives("<SEQ=5002><ACK=1012><CTL=ACK>");
    CHECK(a.tcb.state == State::TimeWait);
}

TEST_CASE("Half-closed: after CLOSE the user goes on receiving", "[rfc9293][3.6.1]") {
    Endpoint a = in_state(State::FinWait2);
    a.arrives("<SEQ=5001><ACK=1002><CTL=PSH,ACK><DATA=15>");
    CHECK(a.receive() == letters({5001}, 15));
    CHECK(a.tcb.state == State::FinWait2);
}

TEST_CASE("Half-closed: in CLOSE-WAIT the user goes on sending", "[rfc9293][3.6.1]") {
    Endpoint b = in_state(State::CloseWait);
    b.send(15);
    CHECK(b.sent() == "<SEQ=1001><ACK=5002><CTL=PSH,ACK><DATA=15>");
}

TEST_CASE("Text that came before the FIN is readable to its end, in TIME-WAIT and after it",
          "[rfc9293][3.9.1]") {
    Endpoint a = in_state(State::FinWait2);
    a.arrives("<SEQ=5001><ACK=1002><CTL=FIN,ACK><DATA=9>");
    CHECK(a.tcb.state == State::TimeWait);
    CHECK(a.receive(4) == letters({5001}, 4));
    a.wait(60_s);
    CHECK(a.tcb.state == State::Closed);
    CHECK(a.receive() == letters({5005}, 5));
    a.receive();
    CHECK(a.effects.call_error == CallError::ConnectionDoesNotExist);
}

TEST_CASE("A FIN ahead of missing text waits for it", "[rfc9293][3.10.7.4][SHLD-31]") {
    Endpoint b = established();
    b.arrives("<SEQ=5011><ACK=1001><CTL=FIN,ACK>");
    CHECK(b.tcb.state == State::Established);
    CHECK(b.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    CHECK(b.finding_of(Row::OtherFin) == "fin_held");
    b.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(b.tcb.state == State::CloseWait);
    CHECK(b.sent() == "<SEQ=1001><ACK=5012><CTL=ACK>");
    CHECK(b.receive() == letters({5001}, 10));
}

TEST_CASE("Text beyond a known FIN is not delivered", "[rfc9293][3.10.7.4]") {
    Endpoint b = established();
    b.arrives("<SEQ=5011><ACK=1001><CTL=FIN,ACK>");
    b.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=30>");
    CHECK(b.tcb.state == State::CloseWait);
    CHECK(b.receive() == letters({5001}, 10));
}

TEST_CASE("A FIN short of text already held is not believed", "[rfc9293][3.10.7.4]") {
    Endpoint b = established();
    b.arrives("<SEQ=5011><ACK=1001><CTL=ACK><DATA=10>");
    b.arrives("<SEQ=5006><ACK=1001><CTL=FIN,ACK>");
    b.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(b.tcb.state == State::Established);
    CHECK(b.receive() == letters({5001}, 20));
}

TEST_CASE("After the peer's FIN its text, FIN and urgent pointer are ignored", "[rfc9293][3.10.7.4]") {
    for (const State state : {State::CloseWait, State::Closing, State::LastAck, State::TimeWait}) {
        Endpoint end = in_state(state);
        const SeqNum nxt = end.tcb.rcv.nxt;
        const std::string ack = std::to_string(end.tcb.snd.una.raw);
        end.arrives("<SEQ=5002><ACK=" + ack + "><CTL=FIN,URG,ACK><UP=3><DATA=3>");
        INFO(tcp::name_of(state));
        CHECK(end.tcb.rcv.nxt == nxt);
        CHECK(end.tcb.state == state);
        CHECK_FALSE(end.signalled(Signal::UrgentData));
        CHECK(end.receive().empty());
    }
}

TEST_CASE("The user timeout does not run in FIN-WAIT-2", "[rfc9293][3.10.8]") {
    Endpoint a = in_state(State::FinWait2);
    CHECK(tcp::next_deadline(a.tcb).is_never());
    a.wait(86'400_s);
    CHECK(a.tcb.state == State::FinWait2);
}
