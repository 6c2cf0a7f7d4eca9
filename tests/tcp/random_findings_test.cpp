// What random worlds have found, each told once more by itself.

#include <catch2/catch_test_macros.hpp>

#include "tests/tcp/sender.h"
#include "wire/emit.h"

using namespace hw;
using namespace hw::test;
using tcp::Switch;

TEST_CASE("All that a SYN,ACK may offer fits into forty bytes", "[rfc9293][3.1][rfc9768][3.2.3.3]") {
    tcp::Config config = Endpoint().config;
    config.timestamps = config.window_scaling = config.sack = config.user_timeout_option = Switch::On;
    config.fast_open_server = Switch::On;
    config.user_timeout = 300_s;
    config.ecn = tcp::Ecn::RequestAccurate;
    Endpoint end;
    end.config = config;
    end.tcb.options = tcp::options_of(config);
    end.fast_open = tcp::FastOpenGrant{.cookie = cookie_of(7)};
    end.open_passive(5'000);
    end.arrives("<SEQ=1000><CTL=SYN,ECE,CWR,AE><MSS=1460><TS=100:0><WS=7><SACKOK><UTO=300><FO>");
    REQUIRE(end.segments_sent() == 1);
    const wire::Options& options = end.effects.segments[0].options;
    CHECK(options.has_fast_open);
    CHECK(options.has_user_timeout);
    CHECK(options.has_accurate_ecn);  // with as many of its fields as there is room for
    CHECK(wire::options_length(options) <= wire::max_option_bytes);
}

TEST_CASE("A long cookie leaves no room for the user timeout", "[rfc5482][rfc7413][4.1.1]") {
    tcp::Config config = Endpoint().config;
    config.timestamps = config.window_scaling = config.sack = config.user_timeout_option = Switch::On;
    config.fast_open_client = Switch::On;
    config.user_timeout = 300_s;
    for (const std::uint32_t length : {8u, 16u}) {
        Endpoint end;
        end.config = config;
        end.tcb.options = tcp::options_of(config);
        tcp::FastOpenRequest request;
        for (std::uint32_t i = 0; i < length; ++i) request.cookie.push_back(7);
        end.open_fast(1'000, request, 0);
        REQUIRE(end.segments_sent() == 1);
        const wire::Options& options = end.effects.segments[0].options;
        CHECK(options.fast_open_cookie.size() == length);
        CHECK(options.has_user_timeout == (length == 8));
        CHECK(wire::options_length(options) <= wire::max_option_bytes);
    }
}

TEST_CASE("An edge that only the window's scale has rounded down is no edge to stop at", "[rfc7323][2.4]") {
    tcp::Config config = Endpoint().config;
    config.window_scaling = Switch::On;
    Endpoint end;
    end.config = config;
    end.tcb.options = tcp::options_of(config);
    end.open_active(1'000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><WND=10><WS=2>");
    end.send(10);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10>");
    // The SYN's window of 10 is 2 units of 4 now: text up to 1011 may be here all the same.
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=2><DATA=5>");
    CHECK(end.sent() == "<SEQ=1011><ACK=5006><CTL=ACK>");
    // A window that is really smaller is: the peer takes nothing behind it.
    end.arrives("<SEQ=5006><ACK=1001><CTL=ACK><WND=1><DATA=5>");
    CHECK(end.sent() == "<SEQ=1005><ACK=5011><CTL=ACK>");
}

TEST_CASE("A tail loss probe waits at least for the clock to tick", "[rfc8985][7.2][rfc6298][2]") {
    tcp::Config config = plain_config();
    config.sack = config.rack = config.tail_loss_probe = Switch::On;
    Endpoint end = sender(config);
    end.tcb.rtt.srtt = Duration{};
    end.tcb.rtt.has_sample = true;
    end.send(3'000);
    REQUIRE_FALSE(end.tcb.deadlines.tail_loss_probe.is_never());
    CHECK(end.tcb.deadlines.tail_loss_probe >= end.now + config.clock_granularity);
}

TEST_CASE("With PRR and without SACK the window is the threshold as soon as all is acknowledged",
          "[rfc6582][3.2][rfc6937]") {
    tcp::Config config = plain_config();
    config.prr = Switch::On;
    Endpoint end = sender(config);
    end.send(10'000);
    for (std::uint32_t i = 0; i < 3; ++i) end.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    REQUIRE(end.tcb.recovery.phase == tcp::RecoveryPhase::Recovery);
    const std::uint32_t threshold = end.tcb.congestion.ssthresh_bytes;
    end.arrives("<SEQ=5001><ACK=11001><CTL=ACK>");
    // No ACK will come that could open it further.
    CHECK(end.tcb.congestion.cwnd_bytes == threshold);
    end.send(1'000);
    CHECK(end.segments_sent() == 1);
}

TEST_CASE("The text of a SYN that was refused is sent again, and not ECN-capable",
          "[rfc3168][6.1.5][rfc7413]") {
    tcp::Config config = Endpoint().config;
    config.fast_open_client = Switch::On;
    config.ecn = tcp::Ecn::Request;
    Endpoint end;
    end.config = config;
    end.tcb.options = tcp::options_of(config);
    end.open_fast(1'000, {.cookie = cookie_of(7)}, 50);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ECE,ACK><WND=65535>");
    REQUIRE(end.tcb.fast_open.text_was_refused);
    REQUIRE(end.segments_sent() > 0);
    for (const tcp::OutgoingSegment& segment : end.effects.segments) CHECK(segment.ecn == 0);
    end.arrives("<SEQ=5001><ACK=1051><CTL=ACK>");
    end.send(50);
    REQUIRE(end.segments_sent() == 1);
    CHECK(end.effects.segments[0].ecn != 0);
}

TEST_CASE("Text of a SYN that is taken whole, beyond the window, leaves a window of nought",
          "[rfc9293][3.8.6]") {
    tcp::Config config = plain_linux_config();
    config.rules = tcp::RuleBookId::DeliverBeforeEstablished;
    config.receive_buffer_bytes = 2'000;
    Endpoint end;
    end.config = config;
    end.tcb.options = tcp::options_of(config);
    end.open_passive(5'000);
    end.arrives("<SEQ=1000><CTL=SYN><MSS=1460><DATA=1400>");
    CHECK(end.tcb.rcv.nxt == SeqNum{2'401});
    CHECK(end.tcb.rcv.wnd <= config.receive_buffer_bytes);
}
