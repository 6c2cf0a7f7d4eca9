// RFC 9293 §3.7.4 and §3.8.6.2.1, Minshall's form of Nagle's algorithm, TCP_CORK, and Linux's window probes.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"

using namespace hw;
using namespace hw::test;
using tcp::NagleRule;
using tcp::State;
using tcp::Switch;

namespace {

tcp::Config with_nagle(NagleRule rule) {
    tcp::Config config = Endpoint().config;
    config.nagle = Switch::On;
    config.nagle_rule = rule;
    return config;
}

}  // namespace

TEST_CASE(
    "Nagle's algorithm holds a small segment back while anything is outstanding; Minshall's only while a "
    "small one is",
    "[rfc9293][3.7.4][SHLD-7][linux]") {
    Endpoint rfc = established(with_nagle(NagleRule::Rfc));
    rfc.send(1'470);
    CHECK(rfc.sent() == "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1460>");
    Endpoint minshall = established(with_nagle(NagleRule::Minshall));
    minshall.send(1'470);
    CHECK(minshall.sent() ==
          "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1460>\n<SEQ=2461><ACK=5001><CTL=PSH,ACK><DATA=10>");
    minshall.send(5);
    CHECK(minshall.sent().empty());
    minshall.arrives("<SEQ=5001><ACK=2461><CTL=ACK>");
    CHECK(minshall.sent().empty());
    minshall.arrives("<SEQ=5001><ACK=2471><CTL=ACK>");
    CHECK(minshall.sent() == "<SEQ=2471><ACK=5001><CTL=PSH,ACK><DATA=5>");
}

TEST_CASE("TCP_NODELAY turns Nagle's algorithm off for one connection", "[rfc9293][3.7.4][MUST-17]") {
    for (const NagleRule rule : {NagleRule::Rfc, NagleRule::Minshall}) {
        Endpoint end = established(with_nagle(rule));
        end.send(5);
        end.send(5);
        CHECK(end.sent().empty());
        end.tcb.options.nagle = false;
        end.options_changed();
        CHECK(end.sent() == "<SEQ=1006><ACK=5001><CTL=PSH,ACK><DATA=5>");
    }
}

TEST_CASE("On Linux text that the window would cut waits", "[linux][tcp_snd_wnd_test]") {
    Endpoint end = established(with_nagle(NagleRule::Minshall));
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=100>");
    end.send(150);
    CHECK(end.sent().empty());
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=150>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=150>");
}

TEST_CASE("A corked connection sends full segments only, and the rest after 200 ms", "[linux][tcp_cork]") {
    for (const NagleRule rule : {NagleRule::Rfc, NagleRule::Minshall}) {
        tcp::Config config = Endpoint().config;
        config.nagle_rule = rule;
        Endpoint end = established(config);
        end.tcb.options.cork = true;
        end.send(100);
        CHECK(end.sent().empty());
        end.send(1'400);
        CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1460>");
        end.arrives("<SEQ=5001><ACK=2461><CTL=ACK>");
        CHECK(end.sent().empty());
        end.wait(199_ms);
        CHECK(end.sent().empty());
        end.wait(1_ms);
        CHECK(end.sent() == "<SEQ=2461><ACK=5001><CTL=PSH,ACK><DATA=40>");
    }
}

TEST_CASE("Pulling the cork, or closing, lets the rest go", "[linux][tcp_cork]") {
    Endpoint end = established();
    end.tcb.options.cork = true;
    end.send(100);
    end.tcb.options.cork = false;
    end.options_changed();
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=100>");
    Endpoint closed = established();
    closed.tcb.options.cork = true;
    closed.send(100);
    closed.close();
    CHECK(closed.sent() == "<SEQ=1001><ACK=5001><CTL=FIN,PSH,ACK><DATA=100>");
}

TEST_CASE("On Linux a window probe carries no text and lies one below", "[linux][tcp_xmit_probe_skb]") {
    tcp::Config config = Endpoint().config;
    config.window_probes_carry_text = Switch::Off;
    Endpoint end = established(config);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0>");
    end.send(10);
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1000><ACK=5001><CTL=ACK>");
    CHECK(end.tcb.snd.nxt == SeqNum{1001});
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=0>");
    end.wait(2_s);
    CHECK(end.sent() == "<SEQ=1000><ACK=5001><CTL=ACK>");
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=1000>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10>");
}

TEST_CASE("On Linux the second of two segments may be cut by the window, a third may not",
          "[linux][tcp_mss_split_point]") {
    Endpoint one = established(with_nagle(NagleRule::Minshall));
    one.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=1500>");
    one.send(3'000);
    CHECK(one.sent() ==
          "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1460>\n<SEQ=2461><ACK=5001><CTL=PSH,ACK><DATA=40>");
    Endpoint two = established(with_nagle(NagleRule::Minshall));
    two.arrives("<SEQ=5001><ACK=1001><CTL=ACK><WND=3000>");
    two.send(5'000);
    CHECK(two.sent() == "<SEQ=1001><ACK=5001><CTL=ACK><DATA=1460>\n<SEQ=2461><ACK=5001><CTL=ACK><DATA=1460>");
}
