// RFC 9768 §3.1 and §3.2.2.1: how accurate ECN feedback is agreed on, and what the handshake tells.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"

using namespace hw;
using namespace hw::test;
using tcp::Ecn;
using tcp::EcnMode;
using tcp::State;
using Failures = tcp::AccurateEcnFailures;

namespace {

Endpoint with(Ecn ecn) {
    Endpoint end;
    end.config.ecn = ecn;
    return end;
}

Endpoint asking() {
    Endpoint end = with(Ecn::RequestAccurate);
    end.open_active(1000);
    return end;
}

Endpoint answered(const std::string& segment) {
    Endpoint end = asking();
    end.arrives(segment);
    return end;
}

Endpoint asked(const std::string& syn = "<SEQ=5000><CTL=SYN,ECE,CWR,AE><MSS=1460>",
               Ecn ecn = Ecn::AccurateWhenAsked) {
    Endpoint end = with(ecn);
    end.open_passive(1000);
    end.arrives(syn);
    return end;
}

}  // namespace

TEST_CASE("A SYN that asks for AccECN has all three flags, no ECT and no option",
          "[rfc9768][3.1.1][3.2.3.2.1]") {
    Endpoint end = asking();
    CHECK(end.sent_with_options() == "<SEQ=1000><CTL=SYN,ECE,CWR,AE><MSS=1460>");
    CHECK(end.tcb.ecn.mode ==
          EcnMode::Off);  // "MUST NOT enter AccECN mode … before it has received the first SYN/ACK"
}

TEST_CASE("The SYN,ACK tells with which codepoint the SYN came", "[rfc9768][3.1.1][table2]") {
    struct Case {
        const char* codepoint;
        const char* ctl;
    };
    for (const Case& c : {Case{"0", "SYN,ACK,CWR"}, Case{"1", "SYN,ACK,ECE,CWR"}, Case{"2", "SYN,ACK,AE"},
                          Case{"3", "SYN,ACK,CWR,AE"}}) {
        Endpoint end =
            asked("<SEQ=5000><CTL=SYN,ECE,CWR,AE><MSS=1460><ECN=" + std::string(c.codepoint) + ">");
        CHECK(end.sent_with_options() ==
              "<SEQ=1000><ACK=5001><CTL=" + std::string(c.ctl) + "><MSS=1460><ECN1=1:0:1>");
        CHECK(end.tcb.ecn.mode == EcnMode::Accurate);
        CHECK(end.tcb.ecn.accurate.received_ce == 0);  // §3.2.2.2: "it MUST NOT increment r.cep"
    }
}

TEST_CASE("Any other combination on a SYN asks for AccECN too", "[rfc9768][3.1.3]") {
    for (const char* ctl : {"SYN,ECE", "SYN,CWR", "SYN,AE", "SYN,AE,ECE", "SYN,AE,CWR"}) {
        CAPTURE(ctl);
        CHECK(asked("<SEQ=5000><CTL=" + std::string(ctl) + ">").tcb.ecn.mode == EcnMode::Accurate);
    }
    CHECK(asked("<SEQ=5000><CTL=SYN>").tcb.ecn.mode == EcnMode::Off);
}

TEST_CASE("Who knows AccECN agrees to RFC 3168's feedback as well", "[rfc9768][3.1.2]") {
    Endpoint end = asked("<SEQ=5000><CTL=SYN,ECE,CWR>");
    CHECK(end.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK,ECE>");
    CHECK(end.tcb.ecn.mode == EcnMode::Classic);
}

TEST_CASE("Who does not know AccECN takes its SYN for RFC 3168's", "[rfc9768][3.1.2][linux]") {
    for (const Ecn ecn : {Ecn::WhenAsked, Ecn::Request}) {
        Endpoint end = asked("<SEQ=5000><CTL=SYN,ECE,CWR,AE>", ecn);
        CHECK(end.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK,ECE>");
        CHECK(end.tcb.ecn.mode == EcnMode::Classic);
    }
    CHECK(asked("<SEQ=5000><CTL=SYN,ECE,CWR,AE>", Ecn::Off).sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK>");
    // RFC 3168's own SYN carries no ECT; one with AE may.
    CHECK(asked("<SEQ=5000><CTL=SYN,ECE,CWR,AE><ECN=2>", Ecn::WhenAsked).tcb.ecn.mode == EcnMode::Classic);
    CHECK(asked("<SEQ=5000><CTL=SYN,ECE,CWR><ECN=2>", Ecn::WhenAsked).tcb.ecn.mode == EcnMode::Off);
}

TEST_CASE("The SYN,ACK decides the client's mode", "[rfc9768][3.1.2][table2][3.1.3]") {
    struct Case {
        const char* ctl;
        EcnMode mode;
    };
    for (const Case& c : {Case{"SYN,ACK", EcnMode::Off}, Case{"SYN,ACK,ECE", EcnMode::Classic},
                          Case{"SYN,ACK,CWR", EcnMode::Accurate}, Case{"SYN,ACK,ECE,CWR", EcnMode::Accurate},
                          Case{"SYN,ACK,AE", EcnMode::Accurate}, Case{"SYN,ACK,AE,ECE", EcnMode::Accurate},
                          Case{"SYN,ACK,AE,CWR", EcnMode::Accurate},
                          Case{"SYN,ACK,AE,CWR,ECE", EcnMode::Off}}) {  // "Broken": it reflects ours
        CAPTURE(c.ctl);
        Endpoint end = answered("<SEQ=5000><ACK=1001><CTL=" + std::string(c.ctl) + ">");
        CHECK(end.tcb.ecn.mode == c.mode);
        CHECK(end.tcb.state == State::Established);
    }
}

TEST_CASE("The ACK of the SYN,ACK tells with which codepoint that came", "[rfc9768][3.2.2.1][table3]") {
    struct Case {
        const char* codepoint;
        std::uint8_t ace;
        std::uint32_t marks;
    };
    for (const Case& c :
         {Case{"0", 0b010, 0}, Case{"1", 0b011, 0}, Case{"2", 0b100, 0}, Case{"3", 0b110, 1}}) {
        Endpoint end =
            answered("<SEQ=5000><ACK=1001><CTL=SYN,ACK,CWR><MSS=1000><ECN=" + std::string(c.codepoint) + ">");
        REQUIRE(end.segments_sent() == 1);
        CHECK(end.effects.segments[0].ctl.ace() == c.ace);
        CHECK(end.tcb.ecn.accurate.received_ce == c.marks);
        end.send(10);  // from now on ACE counts, from 5
        CHECK(end.effects.segments[0].ctl.ace() == 5 + c.marks);
        CHECK(end.effects.segments[0].ecn == tcp::ect_0);
    }
}

TEST_CASE("Text that waits for the handshake goes behind a pure ACK", "[rfc9768][3.2.2.1]") {
    Endpoint end = with(Ecn::RequestAccurate);
    end.open_active(1000);
    end.send(10);
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK,CWR><MSS=1000>");
    REQUIRE(end.segments_sent() == 2);
    CHECK(end.effects.segments[0].ctl == (wire::ack | wire::cwr));
    CHECK(end.effects.segments[1].text_length == 10);
    CHECK(end.effects.segments[1].ctl.ace() == 5);
}

TEST_CASE("A SYN,ACK that comes again is acknowledged with its codepoint", "[rfc9768][3.2.2.1][3.1.5]") {
    for (const bool is_linux : {false, true}) {
        Endpoint end = asking();
        if (is_linux) end.config = tcp::linux_config();
        end.config.timestamps = tcp::Switch::Off;
        end.config.ecn = Ecn::RequestAccurate;
        end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK,CWR><MSS=1000>");
        end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK,CWR><MSS=1000><ECN=2>");
        REQUIRE(end.segments_sent() == 1);
        CHECK(end.effects.segments[0].ctl == (wire::ack | wire::ae));
        end.now = end.now + 1_s;
        // One without the flags changes no mode.
        end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK><MSS=1000>");
        REQUIRE(end.segments_sent() == 1);
        CHECK(end.effects.segments[0].ctl == (wire::ack | wire::cwr));
        CHECK(end.tcb.ecn.mode == EcnMode::Accurate);
    }
}

TEST_CASE("The first SYN that is sent again asks once more, the others do not", "[rfc9768][3.1.4.1]") {
    Endpoint end = asking();
    end.wait(1_s);
    CHECK(end.sent() == "<SEQ=1000><CTL=SYN,ECE,CWR,AE>");
    end.wait(2_s);
    CHECK(end.sent() == "<SEQ=1000><CTL=SYN>");
    // The peer may have got the first.
    end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK,CWR>");
    CHECK(end.tcb.ecn.mode == EcnMode::Accurate);
    end.send(10);
    CHECK(end.effects.segments[0].ecn == tcp::ect_0);  // "it is still allowed to set ECT"
}

TEST_CASE("The SYN,ACK again has no option, and then no flags", "[rfc9768][3.2.3.2.2]") {
    Endpoint end = asked();
    end.wait(1_s);
    CHECK(end.sent_with_options() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK,CWR><MSS=1460>");
    end.wait(2_s);
    CHECK(end.sent_with_options() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK><MSS=1460>");
    // "it remains in AccECN feedback mode", but sends no ECT (§3.1.5).
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK,CWR>");
    CHECK(end.tcb.ecn.mode == EcnMode::Accurate);
    end.send(10);
    CHECK(end.effects.segments[0].ecn == tcp::not_ect);
    CHECK(end.effects.segments[0].ctl.ace() == 5);
}

TEST_CASE("A SYN that comes again without the flags ends ECT, and no mode", "[rfc9768][3.1.5]") {
    for (const bool is_linux : {false, true}) {
        CAPTURE(is_linux);
        Endpoint end = with(Ecn::AccurateWhenAsked);
        if (is_linux) end.config = tcp::linux_config();
        end.config.ecn = Ecn::AccurateWhenAsked;
        end.open_passive(1000);
        end.arrives("<SEQ=5000><CTL=SYN,ECE,CWR,AE><MSS=1460><ECN=2>");
        CHECK(end.effects.segments[0].ctl.ace() == 0b100);
        end.arrives("<SEQ=5000><CTL=SYN><MSS=1460>");
        REQUIRE(end.segments_sent() == 1);
        // Linux answers with the SYN,ACK, which tells the codepoint of the latest SYN and has no option now.
        if (is_linux) {
            CHECK(end.effects.segments[0].ctl == (wire::syn | wire::ack | wire::cwr));
            CHECK_FALSE(end.effects.segments[0].options.has_accurate_ecn);
        }
        end.arrives("<SEQ=5001><ACK=1001><CTL=ACK,CWR><ECN1=1:0:1>");
        end.send(10);
        CHECK(end.effects.segments[0].ecn == tcp::not_ect);
        CHECK(end.effects.segments[0].ctl.ace() == 5);
        CHECK(end.effects.segments[0].options.has_accurate_ecn);
    }
}

TEST_CASE("A SYN that asks late, after one that did not, changes nothing", "[rfc9768][3.1.5]") {
    Endpoint end = asked("<SEQ=5000><CTL=SYN><MSS=1460>");
    end.arrives("<SEQ=5000><CTL=SYN,ECE,CWR,AE><MSS=1460>");
    CHECK(end.tcb.ecn.mode == EcnMode::Off);
    CHECK(end.effects.segments[0].ctl.ace() == 0);
}

TEST_CASE("The server reads the handshake encoding of the third ACK", "[rfc9768][3.2.2.1][table4]") {
    struct Case {
        const char* ctl;
        std::uint32_t marks;
        bool may_send_ect;
    };
    for (const Case& c : {Case{"ACK,ECE", 0, true}, Case{"ACK,CWR", 0, true}, Case{"ACK,AE,ECE", 0, true},
                          Case{"ACK,AE,CWR,ECE", 0, true}, Case{"ACK,ECE,CWR", 0, false},
                          Case{"ACK,AE", 0, false}, Case{"ACK,AE,CWR", 1, false}, Case{"ACK", 0, false}}) {
        CAPTURE(c.ctl);
        Endpoint end = asked();
        end.arrives("<SEQ=5001><ACK=1001><CTL=" + std::string(c.ctl) + ">");
        CHECK(end.tcb.state == State::Established);
        CHECK(end.tcb.ecn.delivered_ce == c.marks);
        end.send(10);
        CHECK((end.effects.segments[0].ecn == tcp::ect_0) == c.may_send_ect);
        // "Nonetheless, as a Data Receiver it MUST NOT disable AccECN feedback."
        CHECK(end.effects.segments[0].ctl.ace() == 5);
    }
}

TEST_CASE("A zero in the third ACK makes all later feedback void", "[rfc9768][3.2.2.1][table4]") {
    Endpoint end = asked();
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK>");
    end.send(1000);
    end.arrives("<SEQ=5001><ACK=2001><CTL=ACK,AE,CWR>");
    CHECK(end.tcb.ecn.delivered_ce == 0);
    CHECK(end.tcb.ecn.accurate.failures == (Failures::ace_received | Failures::option_received));
}

TEST_CASE("With fallback off nobody asks whether the path has changed a codepoint",
          "[rfc9768][3.2.2.3][linux]") {
    Endpoint end = with(Ecn::AccurateWhenAsked);
    end.config.ecn_fallback = tcp::Switch::Off;
    end.open_passive(1000);
    end.arrives("<SEQ=5000><CTL=SYN,ECE,CWR,AE><MSS=1460>");
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK,AE,CWR>");
    CHECK(end.tcb.ecn.delivered_ce == 1);
    end.send(10);
    CHECK(end.effects.segments[0].ecn == tcp::ect_0);
}

TEST_CASE("A SYN,ACK that tells of another codepoint than was sent ends ECT", "[rfc9768][3.2.2.3]") {
    Endpoint end = answered("<SEQ=5000><ACK=1001><CTL=SYN,ACK,AE>");
    CHECK(end.tcb.ecn.mode == EcnMode::Accurate);
    CHECK(end.tcb.ecn.accurate.failures == Failures::ace_received);
    end.send(10);
    CHECK(end.effects.segments[0].ecn == tcp::not_ect);
    // (1,0,1) tells nothing: "as if it fed back that the IP-ECN field on the SYN had arrived unchanged".
    CHECK(answered("<SEQ=5000><ACK=1001><CTL=SYN,ACK,AE,ECE>").tcb.ecn.accurate.failures == 0);
}

TEST_CASE("Both ends that open at once agree as a server would", "[rfc9768][3.1.2]") {
    Endpoint end = asking();
    end.arrives("<SEQ=5000><CTL=SYN,ECE,CWR,AE><MSS=1460><ECN=3>");
    CHECK(end.sent_with_options() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK,CWR,AE><MSS=1460><ECN1=1:0:1>");
    CHECK(end.tcb.ecn.mode == EcnMode::Accurate);
    Endpoint classic = asking();
    classic.arrives("<SEQ=5000><CTL=SYN,ECE,CWR><MSS=1460>");
    CHECK(classic.sent() == "<SEQ=1000><ACK=5001><CTL=SYN,ACK,ECE>");
}
