// RFC 9293 §3.8.1, §3.8.3, §3.10.8; RFC 6298 §5: what is sent again, when, and when to give up.

#include <catch2/catch_test_macros.hpp>

#include <vector>

#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;
using tcp::Row;
using tcp::Signal;
using tcp::State;

namespace {

// The whole seconds at which the end sends something while nobody answers, until it gives up.
std::vector<std::int64_t> seconds_of_sending(Endpoint end, Duration length) {
    std::vector<std::int64_t> seconds;
    const Instant start = end.now;
    while (end.now < start + length && end.tcb.state != State::Closed) {
        end.wait(tcp::next_deadline(end.tcb) - end.now);
        if (end.segments_sent() > 0) seconds.push_back((end.now - start).us / 1'000'000);
    }
    return seconds;
}

// Established with one sample of 200 ms, which RFC 6298 (2.4) rounds up to an RTO of 1 s.
Endpoint established_after_200_ms(tcp::Config config = Endpoint().config) {
    Endpoint end;
    end.config = config;
    end.open_active(1000);
    end.wait(200_ms);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460>");
    return end;
}

}  // namespace

TEST_CASE("A SYN is sent again after 1, 3, 7, 15, 31, 63, 123 s and given up after three minutes",
          "[rfc9293][3.8.3][rfc6298][2.1][5.5][MUST-22][MUST-23]") {
    Endpoint end;
    end.open_active(1000);
    CHECK(seconds_of_sending(end, 1000_s) == std::vector<std::int64_t>{1, 3, 7, 15, 31, 63, 123});
    end.wait(182_s);
    CHECK(end.tcb.state == State::SynSent);
    end.wait(1_s);
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.signalled(Signal::RetransmissionsExhausted));
}

TEST_CASE("A SYN,ACK is sent again like a SYN", "[rfc9293][3.8.3][MUST-23]") {
    const Endpoint end = in_syn_received();
    CHECK(seconds_of_sending(end, 1000_s) == std::vector<std::int64_t>{1, 3, 7, 15, 31, 63, 123});
}

TEST_CASE("Text is sent again after 1, 3, 7, 15, 31, 63 s and given up at the first expiry past R2",
          "[rfc9293][3.8.3][rfc6298][5][MUST-20][SHLD-11]") {
    Endpoint end = established_after_200_ms();
    CHECK(end.tcb.rtt.rto == 1_s);
    end.send(5);
    CHECK(seconds_of_sending(end, 1000_s) == std::vector<std::int64_t>{1, 3, 7, 15, 31, 63});
    end.wait(122_s);
    CHECK(end.tcb.state == State::Established);
    end.wait(1_s);
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.signalled(Signal::RetransmissionsExhausted));
}

TEST_CASE("R2 can be set for a connection", "[rfc9293][3.8.3][MUST-21]") {
    tcp::Config config = Endpoint().config;
    config.r2 = 10_s;
    Endpoint end = established_after_200_ms(config);
    end.send(5);
    CHECK(seconds_of_sending(end, 1000_s) == std::vector<std::int64_t>{1, 3, 7});
}

TEST_CASE("R1: the user hears of the third retransmission", "[rfc9293][3.8.3][SHLD-9][SHLD-10]") {
    Endpoint end = established_after_200_ms();
    end.send(5);
    end.wait(6_s);
    CHECK_FALSE(end.signalled(Signal::DeliveryProblem));
    end.wait(1_s);
    CHECK(end.signalled(Signal::DeliveryProblem));
}

TEST_CASE("R2 is counted from the last progress, not from the first transmission", "[rfc9293][3.8.3]") {
    Endpoint end = established_after_200_ms();
    end.send(5);
    end.send(5);
    end.wait(63_s);
    end.arrives("<SEQ=5001><ACK=1006><CTL=ACK>");
    end.wait(90_s);
    CHECK(end.tcb.state == State::Established);
}

TEST_CASE("The user timeout aborts when nothing has been delivered within it", "[rfc9293][3.10.8]") {
    tcp::Config config = Endpoint().config;
    config.user_timeout = 30_s;
    Endpoint end = established_after_200_ms(config);
    end.wait(1800_ms);
    end.send(100);
    end.wait(30_s - 1_us);
    CHECK(end.tcb.state == State::Established);
    end.wait(1_us);
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.signalled(Signal::UserTimeout));
    CHECK(end.sent().empty());
}

TEST_CASE("Every delivery starts the user timeout anew, and none runs when all is delivered",
          "[rfc9293][3.10.8]") {
    tcp::Config config = Endpoint().config;
    config.user_timeout = 30_s;
    Endpoint end = established_after_200_ms(config);
    end.send(5);
    end.send(5);
    end.wait(20_s);
    end.arrives("<SEQ=5001><ACK=1006><CTL=ACK>");
    end.wait(20_s);
    CHECK(end.tcb.state == State::Established);
    end.arrives("<SEQ=5001><ACK=1011><CTL=ACK>");
    CHECK(tcp::next_deadline(end.tcb).is_never());
}

TEST_CASE("The user timeout can be switched off", "[rfc9293][3.9.1]") {
    tcp::Config config = Endpoint().config;
    config.user_timeout = Duration::never();
    config.r2 = Duration::never();
    Endpoint end = established_after_200_ms(config);
    end.send(5);
    end.wait(86'400_s);
    CHECK(end.tcb.state == State::Established);
}

TEST_CASE("(5.7) after a retransmitted SYN the RTO is 3 s when data begins", "[rfc6298][5.7]") {
    Endpoint a;
    a.open_active(1000);
    a.wait(1_s);
    CHECK(a.sent() == "<SEQ=1000><CTL=SYN>");
    CHECK(a.effects.segments[0].is_retransmission);
    a.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK>");
    CHECK_FALSE(a.tcb.rtt.has_sample);  // Karn
    a.send(5);
    CHECK(tcp::next_deadline(a.tcb) == a.now + 3_s);

    Endpoint b = in_syn_received();
    b.wait(1_s);
    b.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    CHECK(b.tcb.rtt.rto == 3_s);
}

TEST_CASE("(5.2), (5.3): the timer stops when all is acknowledged and restarts on progress",
          "[rfc6298][5.2][5.3]") {
    Endpoint end = established_after_200_ms();
    end.send(10);
    end.wait(400_ms);
    end.send(10);
    CHECK(end.tcb.deadlines.retransmit == end.now + 600_ms);  // (5.1): already running
    end.wait(100_ms);
    end.arrives("<SEQ=5001><ACK=1011><CTL=ACK>");
    CHECK(end.tcb.deadlines.retransmit == end.now + 1_s);
    end.arrives("<SEQ=5001><ACK=1021><CTL=ACK>");
    CHECK(end.tcb.deadlines.retransmit.is_never());
}

TEST_CASE("The segment at the front is sent again as it was cut", "[rfc9293][3.10.8]") {
    Endpoint end = established_after_200_ms();
    end.send(10);
    end.send(20);
    end.send(30);
    end.arrives("<SEQ=5001><ACK=1011><CTL=ACK>");
    end.wait(1_s);
    // Its PSH has collapsed into that of the last segment (SHLD-27).
    CHECK(end.sent() == "<SEQ=1011><ACK=5001><CTL=ACK><DATA=20>");
    CHECK(end.finding_of(Row::TimeoutRetransmission) == "timeout_retransmits");
    CHECK(end.effects.segments[0].is_retransmission);
    CHECK(end.tcb.snd.nxt == SeqNum{1061});
}

TEST_CASE("An ACK inside a segment leaves its rest to be sent again", "[rfc9293][3.10.8]") {
    Endpoint end = established_after_200_ms();
    end.send(10);
    end.arrives("<SEQ=5001><ACK=1004><CTL=ACK>");
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1004><ACK=5001><CTL=PSH,ACK><DATA=7>");
}

TEST_CASE("After a timeout each ACK that falls short sends the next segment again at once",
          "[rfc9293][3.8.6]") {
    tcp::Config config = Endpoint().config;
    config.congestion = tcp::CongestionId::None;
    Endpoint end = established_after_200_ms(config);
    end.send(1460 * 4);
    CHECK(end.segments_sent() == 4);
    end.wait(1_s);
    CHECK(end.segments_sent() == 1);
    end.arrives("<SEQ=5001><ACK=2461><CTL=ACK>");
    CHECK(end.sent() == "<SEQ=2461><ACK=5001><CTL=ACK><DATA=1460>");
    CHECK(end.finding_of(Row::OtherAck) == "ack_advances_and_resends");
    end.arrives("<SEQ=5001><ACK=6841><CTL=ACK>");
    CHECK(end.sent().empty());
    CHECK(end.tcb.sent.empty());
}

TEST_CASE("The backed-off RTO is kept until new data has been acknowledged without retransmission",
          "[rfc6298][5][rfc9293][3.8.2]") {
    Endpoint end = established_after_200_ms();
    end.send(5);
    end.wait(1_s);
    end.arrives("<SEQ=5001><ACK=1006><CTL=ACK>");
    CHECK(end.tcb.rtt.rto == 2_s);
    end.send(5);
    end.wait(100_ms);
    end.arrives("<SEQ=5001><ACK=1011><CTL=ACK>");
    CHECK(end.tcb.rtt.rto == 1_s);
}

TEST_CASE("A FIN is sent again until acknowledged", "[rfc9293][3.6]") {
    Endpoint end = established_after_200_ms();
    end.send(5);
    end.arrives("<SEQ=5001><ACK=1006><CTL=ACK>");
    end.close();
    CHECK(seconds_of_sending(end, 1000_s) == std::vector<std::int64_t>{1, 3, 7, 15, 31, 63});
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1006><ACK=5001><CTL=FIN,ACK>");
}

TEST_CASE("After 4 GiB, when SND.UNA meets ISS again, text is sent again and no SYN", "[rfc9293][3.4]") {
    tcp::Config config = Endpoint().config;
    config.send_buffer_bytes = 65'535;
    config.congestion = tcp::CongestionId::None;  // as much as the window holds, at once
    Endpoint end = established(config);
    std::uint64_t sent = 0;
    const std::uint64_t wraps_at = (std::uint64_t{1} << 32) - 1;
    std::vector<std::uint8_t> data(65'535);
    wire::Segment ack;
    ack.seq = {5001};
    ack.ctl = wire::ack;
    ack.raw_window = 65'535;
    while (sent < wraps_at) {
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(data.size(), wraps_at - sent));
        end.effects.clear();
        tcp::send({end.tcb, end.config, end.now, end.effects}, std::span(data).first(count));
        sent += count;
        ack.ack = {1001 + static_cast<std::uint32_t>(sent)};
        end.effects.clear();
        tcp::segment_arrives({end.tcb, end.config, end.now, end.effects}, ack);
    }
    REQUIRE(end.tcb.snd.una == end.tcb.snd.iss);
    end.send(30);
    end.send(20);
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1000><ACK=5001><CTL=ACK><DATA=30>");
}

TEST_CASE("A pure ACK is never sent again", "[rfc9293][3.8.4]") {
    Endpoint end = established_after_200_ms();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=5>");
    CHECK(end.segments_sent() == 1);
    CHECK(tcp::next_deadline(end.tcb).is_never());
}

TEST_CASE("However many sizes there are, each segment is sent again as it was cut", "[rfc9293][3.10.8]") {
    Endpoint end = established_after_200_ms();
    std::uint32_t total = 0;
    for (std::uint32_t size = 1; size <= 12; ++size) {
        end.send(size);
        total += size;
    }
    end.arrives("<SEQ=5001><ACK=" + std::to_string(1001 + 36) + "><CTL=ACK>");  // the first eight
    end.wait(1_s);
    CHECK(end.effects.segments[0].text_length == 9);
    end.arrives("<SEQ=5001><ACK=" + std::to_string(1001 + total) + "><CTL=ACK>");
    CHECK(end.tcb.snd.una == end.tcb.snd.nxt);
}
