// RFC 3168 §6.1: explicit congestion notification in TCP.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/ecn.h"

using namespace hw;
using namespace hw::test;
using tcp::Ecn;
using tcp::State;

namespace {

tcp::Config with(Ecn ecn) {
    tcp::Config config = Endpoint().config;
    config.ecn = ecn;
    return config;
}

Endpoint agreed() {
    Endpoint end;
    end.config = with(Ecn::Request);
    end.open_active(1000);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK,ECE><MSS=1000>");
    return end;
}

bool is_echoing(const Endpoint& end) { return end.effects.segments.back().ctl.ece(); }

}  // namespace

TEST_CASE("An ECN-setup SYN has ECE and CWR, and no ECT", "[rfc3168][6.1.1]") {
    Endpoint end;
    end.config = with(Ecn::Request);
    end.open_active(1000);
    CHECK(end.sent() == "<SEQ=1000><CTL=SYN,ECE,CWR>");
}

TEST_CASE("A SYN that is sent again no longer asks", "[rfc3168][6.1.1.1]") {
    Endpoint end;
    end.config = with(Ecn::Request);
    end.open_active(1000);
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1000><CTL=SYN>");
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK,ECE>");
    CHECK(end.tcb.ecn.mode == tcp::EcnMode::Off);

    Endpoint insistent;
    insistent.config = with(Ecn::Request);
    insistent.config.ecn_fallback = tcp::Switch::Off;
    insistent.open_active(1000);
    insistent.wait(1_s);
    CHECK(insistent.sent() == "<SEQ=1000><CTL=SYN,ECE,CWR>");
}

TEST_CASE("An ECN-setup SYN,ACK has ECE alone", "[rfc3168][6.1.1]") {
    struct Case {
        Ecn ecn;
        const char* syn;
        const char* answer;
    };
    const Case cases[] = {
        {Ecn::WhenAsked, "<SEQ=5000><CTL=SYN,ECE,CWR>", "<SEQ=1000><ACK=5001><CTL=SYN,ACK,ECE>"},
        {Ecn::Request, "<SEQ=5000><CTL=SYN,ECE,CWR>", "<SEQ=1000><ACK=5001><CTL=SYN,ACK,ECE>"},
        {Ecn::Off, "<SEQ=5000><CTL=SYN,ECE,CWR>", "<SEQ=1000><ACK=5001><CTL=SYN,ACK>"},
        {Ecn::WhenAsked, "<SEQ=5000><CTL=SYN,ECE>", "<SEQ=1000><ACK=5001><CTL=SYN,ACK>"},
        {Ecn::WhenAsked, "<SEQ=5000><CTL=SYN,CWR>", "<SEQ=1000><ACK=5001><CTL=SYN,ACK>"},
        {Ecn::WhenAsked, "<SEQ=5000><CTL=SYN,ECE,CWR><ECN=2>", "<SEQ=1000><ACK=5001><CTL=SYN,ACK>"},
    };
    for (const Case& c : cases) {
        Endpoint end;
        end.config = with(c.ecn);
        end.open_passive(1000);
        end.arrives(c.syn);
        CHECK(end.sent() == c.answer);
        end.wait(1_s);
        CHECK(end.sent() == c.answer);
    }
}

TEST_CASE("A SYN,ACK that reflects both flags does not agree", "[rfc3168][6.1.1.2]") {
    for (const char* syn_ack :
         {"<SEQ=5000><ACK=1001><CTL=SYN,ACK,ECE,CWR>", "<SEQ=5000><ACK=1001><CTL=SYN,ACK>"}) {
        Endpoint end;
        end.config = with(Ecn::Request);
        end.open_active(1000);
        end.arrives(syn_ack);
        end.send(10);
        CHECK(end.effects.segments.at(0).ecn == tcp::not_ect);
    }
    Endpoint silent;  // we did not ask
    silent.config = with(Ecn::WhenAsked);
    silent.open_active(1000);
    CHECK(silent.sent() == "<SEQ=1000><CTL=SYN>");
    silent.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK,ECE>");
    CHECK(silent.tcb.ecn.mode == tcp::EcnMode::Off);
}

TEST_CASE("ECT(0) is on new text alone", "[rfc3168][6.1.2][6.1.4][6.1.5][6.1.6]") {
    Endpoint end = agreed();
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=ACK>");
    end.send(10);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10><ECN=2>");
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10>");
    end.arrives("<SEQ=5001><ACK=1011><CTL=ACK><WND=0>");
    end.send(10);
    end.wait(60_s);
    REQUIRE(end.segments_sent() > 0);
    for (const auto& probe : end.effects.segments) CHECK(probe.ecn == tcp::not_ect);
}

TEST_CASE("A mark is echoed in every ACK until CWR comes", "[rfc3168][6.1.3]") {
    Endpoint end = agreed();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><ECN=2>");
    CHECK_FALSE(is_echoing(end));
    end.arrives("<SEQ=5011><ACK=1001><CTL=ACK><DATA=10><ECN=3>");
    CHECK(is_echoing(end));
    end.arrives("<SEQ=5021><ACK=1001><CTL=ACK><DATA=10><ECN=2>");
    CHECK(is_echoing(end));
    end.arrives("<SEQ=5031><ACK=1001><CTL=ACK,CWR><DATA=10><ECN=2>");
    CHECK_FALSE(is_echoing(end));
    end.arrives("<SEQ=5041><ACK=1001><CTL=ACK,CWR><DATA=10><ECN=3>");
    CHECK(is_echoing(end));
}

TEST_CASE("The first mark is acknowledged at once", "[rfc3168][linux]") {
    Endpoint end = agreed();
    end.config.delayed_ack = tcp::Switch::On;
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><ECN=2>");
    CHECK(end.sent().empty());
    end.arrives("<SEQ=5011><ACK=1001><CTL=ACK><DATA=10><ECN=3>");
    CHECK(end.sent() == "<SEQ=1001><ACK=5021><CTL=ACK,ECE>");
}

TEST_CASE("A mark outside the window, on an ACK, or without agreement is ignored", "[rfc3168][6.1.5]") {
    Endpoint end = agreed();
    end.arrives("<SEQ=4001><ACK=1001><CTL=ACK><DATA=10><ECN=3>");
    CHECK_FALSE(is_echoing(end));
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><ECN=3>");
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><ECN=2>");
    CHECK_FALSE(is_echoing(end));
    Endpoint other = established();
    other.arrives("<SEQ=5001><ACK=1001><CTL=ACK><DATA=10><ECN=3>");
    CHECK_FALSE(is_echoing(other));
}

TEST_CASE("CWR goes on the first new text after a reduction, and on nothing else", "[rfc3168][6.1.2]") {
    Endpoint end = agreed();
    end.config.congestion = tcp::CongestionId::None;
    end.send(10);
    tcp::note_window_reduction(end.tcb);
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1001><ACK=5001><CTL=PSH,ACK><DATA=10>");
    end.send(2000);
    CHECK(end.effects.segments.at(0).ctl.cwr());
    CHECK_FALSE(end.effects.segments.at(1).ctl.cwr());
    tcp::note_window_reduction(end.tcb);
    tcp::withdraw_window_reduction(end.tcb);
    end.send(10);
    CHECK_FALSE(end.effects.segments.at(0).ctl.cwr());
}

TEST_CASE("When both open at once the SYN,ACKs agree", "[rfc3168][6.1.1]") {
    Endpoint end;
    end.config = with(Ecn::Request);
    end.open_active(1000);
    end.arrives("<SEQ=5000><CTL=SYN,ECE,CWR>");
    CHECK(end.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK,ECE>");
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK,ECE>");
    CHECK(end.tcb.state == State::Established);
    CHECK(end.tcb.ecn.mode == tcp::EcnMode::Classic);
}
