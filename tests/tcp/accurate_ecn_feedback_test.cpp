// RFC 9768 §3.2: what an end feeds back of the marks that it sees, and what the other makes of it.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"

using namespace hw;
using namespace hw::test;
using tcp::AccurateEcnOption;
using tcp::Ecn;
using tcp::Switch;
using Failures = tcp::AccurateEcnFailures;

namespace {

// A server whose client has asked for AccECN, and has no timestamps.
Endpoint agreed(tcp::Config config,
                const char* third_ack = "<SEQ=5001><ACK=1001><CTL=ACK,CWR><ECN=2><ECN1=1:0:1>") {
    Endpoint end;
    end.config = config;
    end.config.ecn = Ecn::AccurateWhenAsked;
    end.config.timestamps = Switch::Off;
    end.config.sack = end.config.dsack = Switch::On;
    end.open_passive(1000);
    end.arrives("<SEQ=5000><CTL=SYN,ECE,CWR,AE><MSS=1460><SACKOK>");
    end.arrives(third_ack);
    return end;
}
Endpoint agreed() { return agreed(Endpoint().config); }
Endpoint agreed_linux() { return agreed(tcp::linux_config()); }

// A segment with text, `at` bytes into the stream.
std::string text(std::uint32_t at, std::uint32_t length, std::uint32_t codepoint, std::uint32_t ack = 1001) {
    return "<SEQ=" + std::to_string(5001 + at) + "><ACK=" + std::to_string(ack) +
           "><CTL=ACK,ECE,AE><DATA=" + std::to_string(length) + "><ECN=" + std::to_string(codepoint) + ">";
}

std::string ack_with(std::uint32_t ack, std::uint32_t ace, const std::string& options = "") {
    std::string ctl = "ACK";
    if ((ace & 1) != 0) ctl += ",ECE";
    if ((ace & 2) != 0) ctl += ",CWR";
    if ((ace & 4) != 0) ctl += ",AE";
    return "<SEQ=5001><ACK=" + std::to_string(ack) + "><CTL=" + ctl + "><ECN=2>" + options;
}

const wire::TcpHeader& last(const Endpoint& end) { return end.effects.segments.back(); }

std::string option_of(const Endpoint& end) {
    const wire::Options& options = last(end).options;
    if (!options.has_accurate_ecn) return "none";
    const wire::AccurateEcn& ecn = options.accurate_ecn;
    std::string text;
    if (ecn.has_ee1b()) text += "e1b " + std::to_string(ecn.ee1b);
    if (ecn.has_eceb()) text += " ceb " + std::to_string(ecn.eceb);
    if (ecn.has_ee0b()) text += " e0b " + std::to_string(ecn.ee0b);
    return text;
}

}  // namespace

TEST_CASE("Every CE mark counts, on text and on bare ACKs", "[rfc9768][3.2][3.2.2.2]") {
    for (Endpoint end : {agreed(), agreed_linux()}) {
        end.arrives(text(0, 1000, 3));
        CHECK(last(end).ctl.ace() == 6);
        CHECK(option_of(end) == "e1b 1 ceb 1000 e0b 1");
        end.arrives(text(1000, 1000, 3));
        end.arrives(text(2000, 1000, 2));
        end.arrives("<SEQ=8001><ACK=1001><CTL=ACK,ECE,AE><ECN=3>");
        end.send(10);
        CHECK(last(end).ctl.ace() == 0);  // modulo 8
        CHECK(end.tcb.ecn.accurate.received_ce == 3);
        CHECK(end.tcb.ecn.accurate.received == tcp::AccurateEcnState::Bytes{0, 1000, 2000});
    }
}

TEST_CASE("What comes twice counts twice if its numbers are acceptable", "[rfc9768][1.3][3.2]") {
    Endpoint linux = agreed_linux();  // whose test is wider than Table 6
    Endpoint end = agreed();
    for (int i = 0; i < 2; ++i) {
        linux.arrives(text(0, 1000, 3));
        end.arrives(text(0, 1000, 3));
    }
    CHECK(linux.tcb.ecn.accurate.received_ce == 2);
    CHECK(option_of(linux) == "e1b 1 ceb 2000 e0b 1");
    CHECK(end.tcb.ecn.accurate.received_ce == 1);
}

TEST_CASE("Each change of the codepoint is in the option of the ACK", "[rfc9768][3.2.3.3]") {
    Endpoint end = agreed_linux();
    const char* const expected[] = {"e1b 1 ceb 1000 e0b 1", "e1b 1 ceb 1000 e0b 1001",
                                    "e1b 1 ceb 2000 e0b 1001", "e1b 1001 ceb 2000 e0b 1001",
                                    "e1b 1001 ceb 3000 e0b 1001"};
    const std::uint32_t codepoints[] = {3, 2, 3, 1, 3};
    const std::uint8_t aces[] = {6, 6, 7, 7, 0};
    for (std::uint32_t i = 0; i < 5; ++i) {
        end.now = end.now + 50_ms;
        end.arrives(text(1000 * i, 1000, codepoints[i]));
        REQUIRE(end.segments_sent() == 1);
        CHECK(option_of(end) == expected[i]);
        CHECK(last(end).ctl.ace() == aces[i]);
        CHECK(end.effects.segments[0].ecn == tcp::ect_0);  // Linux: on pure ACKs, too
        end.receive();
    }
}

TEST_CASE("The first CE mark after other codepoints is acknowledged at once", "[rfc9768][3.2.2.5.1]") {
    tcp::Config config;
    config.nagle = Switch::Off;
    Endpoint end = agreed(config);  // with delayed ACKs
    end.arrives(text(0, 10, 2));
    CHECK(end.segments_sent() == 0);
    end.arrives(text(10, 10, 3));
    CHECK(end.segments_sent() == 1);
    end.arrives(text(20, 10, 3));  // goes on: no change, and one mark only
    CHECK(end.segments_sent() == 0);
    end.arrives(text(30, 10, 3));  // "'n' SHOULD be 2"
    CHECK(end.segments_sent() == 1);
}

TEST_CASE("Three marked ACKs are acknowledged even without text", "[rfc9768][3.2.2.5.1]") {
    Endpoint end = agreed();
    const char* const bare = "<SEQ=5001><ACK=1001><CTL=ACK,ECE,AE><ECN=3>";
    end.arrives(bare);
    end.arrives(bare);
    CHECK(end.segments_sent() == 0);
    end.arrives(bare);
    REQUIRE(end.segments_sent() == 1);
    CHECK(last(end).ctl.ace() == 0);
    CHECK(last(end).options.sack.empty());  // "these ACKs of ACKs MUST NOT contain any SACK blocks"
    Endpoint linux = agreed_linux();
    for (int i = 0; i < 7; ++i) linux.arrives(bare);
    CHECK(linux.segments_sent() == 0);
}

TEST_CASE("ECT is on new text; on Linux on everything but a SYN", "[rfc9768][3.1.5][rfc3168][6.1.4][6.1.5]") {
    Endpoint end = agreed();
    end.send(1000);
    CHECK(end.effects.segments[0].ecn == tcp::ect_0);
    end.wait(1_s);  // again
    CHECK(end.effects.segments[0].ecn == tcp::not_ect);
    end.arrives(text(0, 10, 2));
    CHECK(end.effects.segments.back().ecn == tcp::not_ect);
    Endpoint linux = agreed_linux();
    linux.send(1000);
    linux.wait(1_s);
    for (const auto& segment : linux.effects.segments) CHECK(segment.ecn == tcp::ect_0);
}

TEST_CASE("The sender adds what the three bits say to its count", "[rfc9768][3.2.2.2]") {
    Endpoint end = agreed();
    struct Step {
        std::uint32_t ace;
        const char* option;
        std::uint32_t marks, ect_0_bytes, ect_1_bytes, ce_bytes;
    };
    std::uint32_t ack = 1001;
    for (const Step& step :
         {Step{6, "<ECN0=1:1000:1>", 1, 0, 0, 1000}, Step{6, "<ECN0=1001:1000:1>", 1, 1000, 0, 1000},
          Step{7, "<ECN0=1001:2000:1>", 2, 1000, 0, 2000},
          Step{7, "<ECN0=1001:2000:1001>", 2, 1000, 1000, 2000},
          Step{0, "<ECN0=1001:3000:1001>", 3, 1000, 1000, 3000}}) {
        end.send(1000);
        end.arrives(ack_with(ack += 1000, step.ace, step.option));
        CHECK(end.tcb.ecn.delivered_ce == step.marks);
        CHECK(end.tcb.ecn.accurate.delivered ==
              tcp::AccurateEcnState::Bytes{step.ect_1_bytes, step.ect_0_bytes, step.ce_bytes});
    }
}

TEST_CASE("An ACK that others have overtaken tells nothing", "[rfc9768][3.2.2.2][a.1]") {
    Endpoint end = agreed();
    end.send(1000);
    end.arrives(ack_with(1001, 6, "<ECN0=1:1000:1>"));
    CHECK(end.tcb.ecn.delivered_ce == 0);
    CHECK(end.tcb.ecn.accurate.delivered == tcp::AccurateEcnState::Bytes{});
    // But for its timestamp it is news.
    for (const std::uint32_t stamp : {2u, 3u}) {
        Endpoint stamped;
        stamped.config = tcp::linux_config();
        stamped.config.ecn = Ecn::AccurateWhenAsked;
        stamped.open_passive(1000);
        stamped.arrives("<SEQ=5000><CTL=SYN,ECE,CWR,AE><MSS=1460><SACKOK><TS=1:0>");
        stamped.arrives("<SEQ=5001><ACK=1001><CTL=ACK,CWR><TS=2:0>");
        stamped.send(1000);
        CHECK_FALSE(stamped.effects.segments[0].options.has_accurate_ecn);  // the peer has sent none
        stamped.arrives(ack_with(1001, 6, "<TS=" + std::to_string(stamp) + ":0>"));
        CHECK(stamped.tcb.ecn.delivered_ce == (stamp == 3 ? 1u : 0u));
    }
}

TEST_CASE("When one ACK stands for more than seven segments, the counter may have gone round",
          "[rfc9768][3.2.2.5.2]") {
    const auto acked = [](tcp::Config config, std::initializer_list<std::string> acks) {
        config.accurate_ecn.option = AccurateEcnOption::Never;
        config.initial_window = tcp::InitialWindow::TenSegments;
        Endpoint end = agreed(config, "<SEQ=5001><ACK=1001><CTL=ACK,CWR><ECN=2>");
        end.send(14'600);
        REQUIRE(end.segments_sent() == 10);
        for (const std::string& ack : acks) end.arrives(ack);
        return end.tcb.ecn.delivered_ce;
    };
    const tcp::Config plain = Endpoint().config;
    const std::string all = ack_with(15'601, 5);
    CHECK(acked(plain, {all}) == 8);  // "the safest likely case"
    CHECK(acked(plain, {ack_with(15'601, 6)}) == 9);
    CHECK(acked(plain, {ack_with(15'601, 4)}) == 7);
    // Linux: where ACKs stand for many segments anyhow, that they do so once more means nothing.
    CHECK(acked(tcp::linux_config(), {all}) == 0);
    CHECK(acked(tcp::linux_config(), {ack_with(15'601, 6)}) == 1);
    CHECK(acked(tcp::linux_config(), {ack_with(15'601, 4)}) == 7);
    CHECK(acked(tcp::linux_config(), {ack_with(2461, 5), all}) == 8);
    // The option knows better.
    CHECK(acked(plain, {ack_with(2461, 5, "<ECN0=1461:0:1>"), ack_with(15'601, 5, "<ECN0=14601:0:1>")}) == 0);
    CHECK(acked(plain, {ack_with(2461, 5, "<ECN0=1461:0:1>"), ack_with(15'601, 5, "<ECN0=1461:13140:1>")}) ==
          8);
}

TEST_CASE("A mark brings the window down, once in a round trip, and no CWR goes out", "[rfc9768][3.1.5][4]") {
    for (Endpoint end : {agreed(), agreed_linux()}) {
        end.config.initial_window = tcp::InitialWindow::TenSegments;
        end.send(4'000);
        const std::uint32_t before = end.tcb.congestion.cwnd_bytes;
        end.arrives(ack_with(2441, 6));
        CHECK(end.tcb.recovery.phase == tcp::RecoveryPhase::Cwr);
        CHECK(end.found(tcp::Finding::CongestionEchoed));
        const std::uint32_t threshold = end.tcb.congestion.ssthresh_bytes;
        CHECK(threshold <= before);
        CHECK_FALSE(end.tcb.ecn.reduction_is_untold);
        end.arrives(ack_with(3881, 7));
        CHECK(end.tcb.congestion.ssthresh_bytes == threshold);
        CHECK(end.found(tcp::Finding::AccurateEcnCounted));
        CHECK(end.tcb.ecn.delivered_ce == 2);
    }
}

TEST_CASE("The first feedback after the handshake may be checked for a zero", "[rfc9768][3.2.2.4]") {
    Endpoint end = agreed();
    end.send(1000);
    end.arrives(ack_with(2001, 0));
    CHECK(end.tcb.ecn.accurate.feedback_is_void);
    end.send(10);
    CHECK(end.effects.segments[0].ecn == tcp::not_ect);
    Endpoint later = agreed();  // only the first
    for (std::uint32_t i = 0; i < 4; ++i) {
        later.send(1000);
        later.arrives(ack_with(2001 + 1000 * i, (5 + i) & 7));
    }
    CHECK(later.tcb.ecn.delivered_ce == 3);
    CHECK_FALSE(later.tcb.ecn.accurate.feedback_is_void);
}

TEST_CASE("Marked bytes without a marked packet end ECT", "[rfc9768][3.2.3.2.5]") {
    Endpoint end = agreed();
    end.send(1000);
    end.arrives(ack_with(2001, 5, "<ECN0=1:1000:1>"));
    CHECK(end.tcb.ecn.accurate.failures == Failures::ace_received);
    end.send(10);
    CHECK(end.effects.segments[0].ecn == tcp::not_ect);
}

TEST_CASE("An option whose first counters are wiped out is ignored", "[rfc9768][3.2.3.2.4]") {
    Endpoint end = agreed(Endpoint().config, "<SEQ=5001><ACK=1001><CTL=ACK,CWR><ECN1=0:0:0>");
    CHECK(end.tcb.ecn.accurate.option_seen == tcp::AccurateOptionSeen::Zeroed);
    CHECK(end.tcb.ecn.accurate.failures == Failures::option_received);
    end.send(1000);
    end.arrives(ack_with(2001, 6, "<ECN1=1:1000:1>"));
    CHECK(end.tcb.ecn.delivered_ce == 1);
    CHECK(end.tcb.ecn.accurate.delivered == tcp::AccurateEcnState::Bytes{});
    // An empty one says only that such options get through.
    CHECK(
        agreed(Endpoint().config, "<SEQ=5001><ACK=1001><CTL=ACK,CWR><ECN1=>").tcb.ecn.accurate.option_seen ==
        tcp::AccurateOptionSeen::Empty);
}

TEST_CASE("An estimate that goes too far is taken back by the next option",
          "[rfc9768][3.2.3.1][a.3][linux]") {
    Endpoint end = agreed();
    end.send(1000);
    end.arrives(ack_with(2001, 5, "<ECN0=1001:0:1>"));
    end.send(1000);
    end.arrives(ack_with(3001, 6));  // no option: likely ECT(0) again
    CHECK(end.tcb.ecn.accurate.delivered == tcp::AccurateEcnState::Bytes{0, 2000, 0});
    end.send(1000);
    end.arrives(ack_with(4001, 6, "<ECN0=1001:2000:1>"));
    CHECK(end.tcb.ecn.accurate.delivered == tcp::AccurateEcnState::Bytes{0, 1000, 2000});
    CHECK(end.tcb.ecn.delivered_ce == 1);
}
