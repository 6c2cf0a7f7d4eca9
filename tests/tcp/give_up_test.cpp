// When a connection that gets no answer is given up: Linux's counts (RFC 9293's times are in
// retransmission_test.cpp).

#include <catch2/catch_test_macros.hpp>

#include <vector>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"

using namespace hw;
using namespace hw::test;
using tcp::Signal;
using tcp::State;

namespace {

// Counts alone: no probe, no options.
tcp::Config linux_counts() {
    const tcp::Config linux = tcp::linux_config();
    tcp::Config config = Endpoint().config;
    config.min_rto = linux.min_rto;
    config.max_rto = linux.max_rto;
    config.min_rto_variation = linux.min_rto_variation;
    config.syn_retries = linux.syn_retries;
    config.syn_linear_timeouts = linux.syn_linear_timeouts;
    config.synack_retries = linux.synack_retries;
    config.retries2 = linux.retries2;
    config.orphan_retries = linux.orphan_retries;
    config.user_timeout = linux.user_timeout;
    return config;
}

// The seconds at which something is sent until the connection is gone, and when that is.
struct Story {
    std::vector<std::int64_t> sent_s{};
    std::int64_t gone_ms = 0;
    bool is_exhausted = false;
};

Story until_gone(Endpoint& end) {
    Story story;
    const Instant start = end.now;
    while (end.tcb.state != State::Closed && !tcp::next_deadline(end.tcb).is_never()) {
        end.wait(tcp::next_deadline(end.tcb) - end.now);
        if (end.segments_sent() > 0) story.sent_s.push_back((end.now - start).us / 1'000'000);
        story.is_exhausted = story.is_exhausted || end.signalled(Signal::RetransmissionsExhausted);
    }
    story.gone_ms = (end.now - start).us / 1'000;
    return story;
}

// Established with a round trip of 10 ms: RTO 210 ms.
Endpoint established_near(tcp::Config config) {
    Endpoint end;
    end.config = config;
    end.open_active(1000);
    end.wait(10_ms);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1460>");
    end.tcb.rtt.rto = 210_ms;
    return end;
}

}  // namespace

TEST_CASE("On Linux a SYN is sent at 0 1 2 3 4 5 7 11 19 35 67 and given up at 131", "[linux][give_up][N2]") {
    Endpoint end;
    end.config = linux_counts();
    end.open_active(1000);
    const Story story = until_gone(end);
    CHECK(story.sent_s == std::vector<std::int64_t>{1, 2, 3, 4, 5, 7, 11, 19, 35, 67});
    CHECK(story.gone_ms == 131'000);
    CHECK(story.is_exhausted);
}

TEST_CASE("On Linux a SYN,ACK is sent at 0 1 3 7 15 31 and its request gone at 63", "[linux][give_up][N2]") {
    Endpoint end = in_syn_received(linux_counts());
    const Story story = until_gone(end);
    CHECK(story.sent_s == std::vector<std::int64_t>{1, 3, 7, 15, 31});
    CHECK(story.gone_ms == 63'000);
}

TEST_CASE("TCP_SYNCNT bounds the SYNs of one connection", "[linux][give_up]") {
    Endpoint end;
    end.config = linux_counts();
    end.config.syn_linear_timeouts = 0;
    end.open_active(1000);
    end.tcb.options.syn_retries = 2;
    const Story story = until_gone(end);
    CHECK(story.sent_s == std::vector<std::int64_t>{1, 3});
    CHECK(story.gone_ms == 7'000);
}

TEST_CASE("On Linux fifteen retransmissions stand for 924.6 s, which the next expiry exceeds",
          "[linux][give_up][N12]") {
    Endpoint end = established_near(linux_counts());
    end.send(10);
    const Story story = until_gone(end);
    CHECK(story.is_exhausted);
    CHECK(story.gone_ms > 924'600);
    CHECK(story.gone_ms < 945'000);
}

TEST_CASE("On Linux tcp_retries2 of 3 and 5 end a connection after about 6.5 and 13.2 s",
          "[linux][give_up][N12]") {
    tcp::Config config = linux_counts();
    config.retries2 = 3;
    Endpoint three = established_near(config);
    three.send(10);
    CHECK(until_gone(three).gone_ms == 6'510);
    config.retries2 = 5;
    Endpoint five = established_near(config);
    five.send(10);
    CHECK(until_gone(five).gone_ms == 13'230);
}

TEST_CASE("TCP_USER_TIMEOUT counts from the first retransmission and shortens the last wait",
          "[linux][give_up][N12]") {
    Endpoint end = established_near(linux_counts());
    end.tcb.options.user_timeout = 30_s;
    end.send(10);
    CHECK(until_gone(end).gone_ms == 30'210);
}

TEST_CASE("Progress makes patience begin anew", "[linux][give_up]") {
    tcp::Config config = linux_counts();
    config.retries2 = 3;
    Endpoint end = established_near(config);
    end.send(10);
    end.wait(6_s);
    end.arrives("<SEQ=5001><ACK=1006><CTL=ACK>");
    CHECK(end.tcb.retransmitting_since.is_never());
    end.wait(6_s);
    CHECK(end.tcb.state == State::Established);
}

TEST_CASE("An orphan gets fewer chances: eight retransmissions' worth", "[linux][give_up][orphan]") {
    Endpoint end = established_near(linux_counts());
    end.send(10);
    end.orphan();
    const Story story = until_gone(end);
    CHECK(story.gone_ms > 102'200);
    CHECK(story.gone_ms < 215'000);
}

TEST_CASE("On Linux probes of a shut window are counted, and any answer begins the count anew",
          "[linux][give_up]") {
    tcp::Config config = linux_counts();
    config.retries2 = 3;
    Endpoint end = established_near(config);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0>");
    end.send(10);
    for (int i = 0; i < 10; ++i) {
        end.wait(tcp::next_deadline(end.tcb) - end.now);
        CHECK(end.segments_sent() == 1);
        end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0>");
        CHECK(end.tcb.unanswered_probes == 0);
    }
    const Story story = until_gone(end);
    CHECK(story.sent_s.size() == 3);
    CHECK(story.is_exhausted);
}
