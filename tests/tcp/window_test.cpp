// RFC 9293 §3.8.6: the two windows; probing, shrinking, and the silly window syndrome.

#include <catch2/catch_test_macros.hpp>

#include <vector>

#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;
using tcp::Row;
using tcp::Signal;
using tcp::State;
using tcp::Switch;

namespace {

// Only the peer's window limits what is sent: these tests are about that one.
Endpoint established_with_window(std::uint32_t wnd) {
    Endpoint end;
    end.config.congestion = tcp::CongestionId::None;
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460><WND=" + std::to_string(wnd) + ">");
    return end;
}

Endpoint receiver_with(std::uint32_t buffer_bytes) {
    tcp::Config config = Endpoint().config;
    config.receive_buffer_bytes = buffer_bytes;
    return established(config);
}

}  // namespace

TEST_CASE("No more is sent than the window allows, and the rest when it slides", "[rfc9293][3.8.6]") {
    Endpoint end = established_with_window(3000);
    end.send(5000);
    CHECK(end.sent() ==
          "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1460>\n"
          "<SEQ=2461><ACK=5001><CTL=ACK><DATA=1460>");
    end.arrives("<SEQ=5001><ACK=2461><CTL=ACK><WND=3000>");
    CHECK(end.sent() == "<SEQ=3921><ACK=5001><CTL=ACK><DATA=1460>");
}

TEST_CASE("A shut window is probed after one RTO, then at exponentially growing intervals",
          "[rfc9293][3.8.6.1][MUST-36][SHLD-29][SHLD-30]") {
    Endpoint end = established_with_window(0);
    end.send(10);
    CHECK(end.sent().empty());
    std::vector<std::int64_t> seconds;
    const Instant start = end.now;
    while (end.now < start + 100_s) {
        end.wait(tcp::next_deadline(end.tcb) - end.now);
        REQUIRE(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1>");
        seconds.push_back((end.now - start).us / 1'000'000);
        end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0>");
    }
    CHECK(seconds == std::vector<std::int64_t>{1, 3, 7, 15, 31, 63, 123});
}

TEST_CASE("When the window opens what was probed with goes at once, and new text with it",
          "[rfc9293][3.8.6.1]") {
    Endpoint end = established_with_window(0);
    end.send(10);
    end.wait(1_s);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=5000>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10>");
    CHECK(end.tcb.snd.nxt == SeqNum{1011});
    end.arrives("<SEQ=5001><ACK=1011><CTL=ACK><WND=5000>");
    CHECK(tcp::next_deadline(end.tcb).is_never());
}

TEST_CASE("A probe that was taken is acknowledged like any text", "[rfc9293][3.8.6.1]") {
    Endpoint end = established_with_window(0);
    end.send(10);
    end.wait(1_s);
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK><WND=5000>");
    CHECK(end.sent() == "<SEQ=1002><ACK=5001><CTL=PSH,ACK><DATA=9>");
}

TEST_CASE("While a probe is outstanding ACKs carry the number that a peer without room accepts",
          "[rfc9293][3.8.6.1][A.2]") {
    Endpoint end = established_with_window(0);
    end.send(10);
    end.wait(1_s);
    REQUIRE(end.tcb.snd.nxt == SeqNum{1002});
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0><DATA=5>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5006><CTL=ACK>");
}

TEST_CASE("Two ends that have taken each other's probes hear each other again", "[rfc9293][3.8.6.1][A.2]") {
    tcp::Config config = Endpoint().config;
    config.receive_buffer_bytes = 100;
    Endpoint end = established(config);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0><DATA=100>");
    end.send(10);
    end.receive();
    end.wait(1_s);
    REQUIRE(end.sent() == "<SEQ=1001><ACK=5101><CTL=ACK><DATA=1>");
    end.arrives("<SEQ=5101><ACK=1001><CTL=ACK><WND=0><DATA=1>");  // the peer's probe, taken
    // The peer has not heard so, and says from below RCV.NXT that it has taken ours and has room again.
    end.arrives("<SEQ=5101><ACK=1002><CTL=ACK><WND=500>");
    CHECK(end.finding_of(Row::OtherSequence) == "sequence_one_below");
    CHECK(end.sent() == "<SEQ=1002><ACK=5102><CTL=PSH,ACK><DATA=9>");
}

TEST_CASE("A peer that answers probes keeps the connection open for ever", "[rfc9293][3.8.6.1][MUST-37]") {
    Endpoint end = established_with_window(0);
    end.send(10);
    for (int i = 0; i < 100; ++i) {
        end.wait(60_s);
        end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0>");
    }
    CHECK(end.tcb.state == State::Established);
}

TEST_CASE("A peer that falls silent behind a shut window is given up", "[rfc9293][3.8.3][3.8.6.1]") {
    Endpoint end = established_with_window(0);
    end.send(10);
    end.wait(200_s);
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.signalled(Signal::RetransmissionsExhausted));
    CHECK(end.found(tcp::Finding::TimeoutProbesUnanswered));
}

TEST_CASE("A FIN behind a shut window is the probe", "[rfc9293][3.8.6.1]") {
    Endpoint end = established_with_window(0);
    end.close();
    CHECK(end.sent().empty());
    CHECK(end.tcb.state == State::FinWait1);
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=FIN,ACK>");
    end.wait(2_s);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=FIN,ACK>");
    end.arrives("<SEQ=5001><ACK=1002><CTL=ACK><WND=0>");
    CHECK(end.tcb.state == State::FinWait2);
}

TEST_CASE("A window that shrinks stops new data; the old within it is sent again, beyond it not",
          "[rfc9293][3.8.6][MUST-34][SHLD-15][SHLD-16]") {
    Endpoint end = established_with_window(5000);
    end.send(4380);
    end.send(100);
    CHECK(end.tcb.snd.nxt == SeqNum{5481});
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=1000>");
    end.send(100);
    CHECK(end.sent().empty());
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1000>");
}

TEST_CASE("A window that shrinks to zero is probed, and R2 does not count meanwhile",
          "[rfc9293][3.8.6][MUST-35][SHLD-17]") {
    Endpoint end = established_with_window(5000);
    end.send(2920);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0>");
    for (int i = 0; i < 20; ++i) {
        end.wait(60_s);
        end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0>");
    }
    REQUIRE(end.tcb.state == State::Established);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=5000>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1460>");
    end.arrives("<SEQ=5001><ACK=2461><CTL=ACK><WND=5000>");
    CHECK(end.sent() == "<SEQ=2461><ACK=5001><CTL=PSH,ACK><DATA=1460>");
}

TEST_CASE("Sender's silly window: a piece below half the largest window waits for the override time-out",
          "[rfc9293][3.8.6.2.1][MUST-38]") {
    Endpoint end = established_with_window(1000);
    end.send(5000);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1000>");  // (3): at least half of it
    end.arrives("<SEQ=5001><ACK=2001><CTL=ACK><WND=300>");
    CHECK(end.sent().empty());
    CHECK(tcp::next_deadline(end.tcb) == end.now + 200_ms);
    end.wait(200_ms);
    CHECK(end.sent() == "<SEQ=2001><ACK=5001><CTL=ACK><DATA=300>");
    CHECK(end.finding_of(Row::TimeoutPersist) == "timeout_overrides_silly_window");
}

TEST_CASE("Pushed data that fits goes at once; data not pushed waits for company or the override",
          "[rfc9293][3.8.6.2.1][MAY-16]") {
    Endpoint end = established();
    end.send(10, tcp::Push::No);
    CHECK(end.sent().empty());
    end.send(10, tcp::Push::No);
    CHECK(end.sent().empty());
    end.wait(200_ms);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK><DATA=20>");
    end.send(10);
    CHECK(end.sent() == "<SEQ=1021><ACK=5001><CTL=PSH,ACK><DATA=10>");
}

TEST_CASE("Nagle: while something is unacknowledged only full segments leave", "[rfc9293][3.7.4][SHLD-7]") {
    tcp::Config config = Endpoint().config;
    config.nagle = Switch::On;
    Endpoint end = established(config);
    end.send(10);
    CHECK(end.segments_sent() == 1);
    end.send(10);
    end.send(10);
    CHECK(end.sent().empty());
    end.send(1500);
    CHECK(end.sent() == "<SEQ=1011><ACK=5001><CTL=ACK><DATA=1460>");
    end.arrives("<SEQ=5001><ACK=2471><CTL=ACK>");
    CHECK(end.sent() == "<SEQ=2471><ACK=5001><CTL=PSH,ACK><DATA=60>");
}

TEST_CASE("Nagle can be switched off", "[rfc9293][3.7.4][MUST-17]") {
    Endpoint end = established();
    end.send(10);
    end.send(10);
    CHECK(end.sent() == "<SEQ=1011><ACK=5001><CTL=PSH,ACK><DATA=10>");
}

TEST_CASE("PSH marks the end of a pushed SEND, and successive marks collapse",
          "[rfc9293][3.9.1.2][SHLD-27]") {
    Endpoint end;
    end.open_active(1000);
    end.send(10);
    end.send(10);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=20>");
}

TEST_CASE("The right edge never moves left as text arrives", "[rfc9293][3.8.6][SHLD-14]") {
    Endpoint end = receiver_with(10'000);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=1460>");
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=6461><CTL=ACK><WND=8540>");
    end.arrives("<SEQ=6461><ACK=1001><CTL=ACK><DATA=1460>");
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=7921><CTL=ACK><WND=7080>");
}

TEST_CASE("Receiver's silly window: small reads do not move the right edge, a segment's worth does",
          "[rfc9293][3.8.6.2.2][MUST-39]") {
    Endpoint end = receiver_with(10'000);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=4000>");
    end.receive(1000);
    CHECK(end.sent().empty());
    end.arrives("<SEQ=9001><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=9011><CTL=ACK><WND=5990>");
    end.receive(460);
    CHECK(end.sent().empty());
    end.arrives("<SEQ=9011><ACK=1001><CTL=ACK><DATA=10>");
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=9021><CTL=ACK><WND=7440>");
}

TEST_CASE("A window that was shut is announced as soon as it is worthwhile", "[rfc9293][3.8.6.2.2]") {
    Endpoint end = receiver_with(4000);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=4000>");
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=9001><CTL=ACK><WND=0>");
    end.receive(1459);
    CHECK(end.sent().empty());
    end.receive(1);
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=9001><CTL=ACK><WND=1460>");
}

TEST_CASE("Half of a small buffer is worthwhile too", "[rfc9293][3.8.6.2.2]") {
    Endpoint end = receiver_with(100);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=100>");
    end.receive(49);
    CHECK(end.sent().empty());
    end.receive(1);
    CHECK(end.sent_with_window() == "<SEQ=1001><ACK=5101><CTL=ACK><WND=50>");
}

TEST_CASE("A user who reads at once does not cause a window update for each segment", "[rfc9293][3.8.6.3]") {
    tcp::Config config = Endpoint().config;
    config.delayed_ack = Switch::On;
    Endpoint end = established(config);
    std::uint32_t acks = 0;
    std::uint32_t seq = 5001;
    for (int i = 0; i < 20; ++i) {
        end.arrives("<SEQ=" + std::to_string(seq) + "><ACK=1001><CTL=ACK><DATA=1460>");
        acks += end.segments_sent();
        end.receive();
        acks += end.segments_sent();
        seq += 1460;
    }
    CHECK(acks == 10);
    CHECK(end.tcb.rcv.wnd >= 60'000);
}
