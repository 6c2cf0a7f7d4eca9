// RFC 9293 §3.8.4: keep-alive.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"

using namespace hw;
using namespace hw::test;
using tcp::Signal;
using tcp::State;
using tcp::Switch;

namespace {

constexpr std::string_view probe = "<SEQ=1000><ACK=5001><CTL=ACK>";

tcp::Config with_keep_alive() {
    tcp::Config config = Endpoint().config;
    config.keep_alive = Switch::On;
    return config;
}

}  // namespace

TEST_CASE("Keep-alive is off unless the application turns it on, for each connection",
          "[rfc9293][3.8.4][MUST-24][MUST-25]") {
    Endpoint end = established();
    CHECK(tcp::next_deadline(end.tcb).is_never());
    end.tcb.options.keep_alive = true;
    end.options_changed();
    CHECK(end.tcb.deadlines.keep_alive == end.now + 7'200_s);
    end.tcb.options.keep_alive = false;
    end.options_changed();
    CHECK(tcp::next_deadline(end.tcb).is_never());
}

TEST_CASE("The first keep-alive goes out after two hours of silence, from one number below, without text",
          "[rfc9293][3.8.4][MUST-26][MUST-28][SHLD-12]") {
    Endpoint end = established(with_keep_alive());
    end.wait(7'199_s);
    CHECK(end.sent().empty());
    end.wait(1_s);
    CHECK(end.sent() == probe);
}

TEST_CASE("The interval of keep-alives is configurable", "[rfc9293][3.8.4][MUST-27]") {
    tcp::Config config = with_keep_alive();
    config.keep_alive_idle = 10_s;
    Endpoint end = established(config);
    end.wait(10_s);
    CHECK(end.sent() == probe);
    // For one connection alone: TCP_KEEPINTVL, TCP_KEEPIDLE.
    end.tcb.options.keep_alive_interval = 3_s;
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    end.tcb.options.keep_alive_idle = 20_s;
    end.options_changed();
    end.wait(20_s);
    CHECK(end.sent() == probe);
    end.wait(3_s);
    CHECK(end.sent() == probe);
}

TEST_CASE("A peer that answers a keep-alive is left alone for two more hours", "[rfc9293][3.8.4]") {
    Endpoint end = established(with_keep_alive());
    end.wait(7'200_s);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    CHECK(end.sent().empty());
    end.wait(7'199_s);
    CHECK(end.sent().empty());
    end.wait(1_s);
    CHECK(end.sent() == probe);
}

TEST_CASE("Data or an acknowledgment within the interval puts the keep-alive off",
          "[rfc9293][3.8.4][MUST-26]") {
    Endpoint end = established(with_keep_alive());
    end.wait(7'000_s);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=5>");
    end.wait(7'199_s);
    CHECK(end.sent().empty());
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1000><ACK=5006><CTL=ACK>");
}

TEST_CASE("No keep-alive is sent while data is outstanding", "[rfc9293][3.8.4][MUST-26]") {
    tcp::Config config = with_keep_alive();
    config.keep_alive_idle = 2_s;
    Endpoint end = established(config);
    end.send(10);
    end.wait(2_s);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10>");  // a retransmission, nothing else
    CHECK(end.found(tcp::Finding::KeepAliveNotIdle));
}

TEST_CASE("One unanswered keep-alive means nothing; all of them mean that the peer is gone",
          "[rfc9293][3.8.4][MUST-29]") {
    Endpoint end = established(with_keep_alive());
    end.wait(7'800_s);
    CHECK(end.segments_sent() == 9);
    CHECK(end.tcb.state == State::Established);
    end.wait(75_s);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=RST,ACK>");
    CHECK(end.signalled(Signal::KeepAliveUnanswered));
    CHECK(end.tcb.state == State::Closed);
}

TEST_CASE("Who is asked by a keep-alive answers with what it expects", "[rfc9293][3.8.4]") {
    Endpoint end = established();
    end.arrives("<SEQ=5000><ACK=1001><CTL=ACK>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    end.arrives("<SEQ=5000><ACK=1001><CTL=ACK><DATA=1>");  // one garbage octet (MAY-6)
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    CHECK(end.receive().empty());
}

TEST_CASE("On Linux TCP_USER_TIMEOUT takes the place of the number of keep-alives", "[linux][keep_alive]") {
    tcp::Config config = tcp::linux_config();
    config.timestamps = Switch::Off;
    config.keep_alive = Switch::On;
    config.keep_alive_idle = 10_s;
    config.keep_alive_interval = 2_s;
    Endpoint end = established(config);
    end.tcb.options.user_timeout = 15_s;
    end.wait(14_s);
    CHECK(end.segments_sent() == 3);
    CHECK(end.tcb.state == State::Established);
    end.wait(2_s);
    CHECK(end.tcb.state == State::Closed);
    CHECK(end.signalled(Signal::KeepAliveUnanswered));
}
