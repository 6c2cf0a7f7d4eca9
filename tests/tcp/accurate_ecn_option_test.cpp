// RFC 9768 §3.2.3.2 and §3.2.3.3: when the AccECN option is sent, with what, and when no more.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/profiles/linux.h"
#include "wire/emit.h"

using namespace hw;
using namespace hw::test;
using tcp::AccurateEcnOption;
using tcp::Ecn;
using tcp::Switch;
using Failures = tcp::AccurateEcnFailures;

namespace {

Endpoint agreed(AccurateEcnOption option, bool has_timestamps = false,
                tcp::Config config = tcp::linux_config()) {
    Endpoint end;
    end.config = config;
    end.config.ecn = Ecn::AccurateWhenAsked;
    end.config.accurate_ecn.option = option;
    end.config.timestamps = has_timestamps ? Switch::On : Switch::Off;
    end.config.nagle = Switch::Off;
    end.open_passive(1000);
    const std::string stamp = has_timestamps ? "<TS=1:0>" : "";
    end.arrives("<SEQ=5000><CTL=SYN,ECE,CWR,AE><MSS=1050><SACKOK>" + stamp);
    end.now = end.now + 100_ms;
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK,CWR><ECN=2><ECN0=1:0:1>" + stamp);
    return end;
}

std::string text(std::uint32_t from, std::uint32_t to, std::uint32_t codepoint, const char* options = "") {
    return "<SEQ=" + std::to_string(5000 + from) +
           "><ACK=1001><CTL=ACK,ECE,AE><DATA=" + std::to_string(to - from) +
           "><ECN=" + std::to_string(codepoint) + ">" + options;
}

// "1001:0:1 sack 2": the option's fields and the number of SACK blocks of the last segment.
std::string told(const Endpoint& end) {
    if (end.effects.segments.empty()) return "nothing";
    const wire::Options& options = end.effects.segments.back().options;
    std::string result = "none";
    const wire::AccurateEcn& ecn = options.accurate_ecn;
    const std::uint32_t values[] = {ecn.ee1b, ecn.eceb, ecn.ee0b};
    if (options.has_accurate_ecn) {
        result = "";
        for (std::uint32_t i = 0; i < ecn.fields; ++i)
            result += (i > 0 ? ":" : "") + std::to_string(values[i]);
    }
    CHECK(wire::options_length(options) <= 40);
    return result + " sack " + std::to_string(options.sack.size());
}

}  // namespace

TEST_CASE("Two SACK blocks go before the option, a third does not", "[rfc9768][3.2.3.3][linux]") {
    Endpoint end = agreed(AccurateEcnOption::Always);
    end.arrives(text(1001, 2001, 1));
    CHECK(told(end) == "1001:0:1 sack 1");
    end.arrives(text(3001, 4001, 2));
    CHECK(told(end) == "1001:0:1001 sack 2");
    end.arrives(text(5001, 6001, 3));
    CHECK(told(end) == "1001:1000:1001 sack 3");
    // With a D-SACK block there would be four.
    end.arrives(text(5001, 6001, 2));
    CHECK(told(end) == "1001:1000:2001 sack 3");
    end.arrives(text(6001, 7001, 1));
    CHECK(told(end) == "2001:1000:2001 sack 3");
}

TEST_CASE("With timestamps, fields that have not changed make room for SACK", "[rfc9768][3.2.3.3][linux]") {
    Endpoint end = agreed(AccurateEcnOption::Always, true);
    end.arrives(text(1001, 2001, 1, "<TS=3:0>"));
    CHECK(told(end) == "1001:0:1 sack 1");
    end.arrives(text(3001, 4001, 1, "<TS=4:0>"));
    CHECK(told(end) == "2001:0 sack 2");
    end.arrives(text(5001, 6001, 3, "<TS=5:0>"));
    CHECK(told(end) == "2001:1000 sack 2");
    end.arrives(text(5001, 6001, 1, "<TS=5:0>"));
    CHECK(told(end) == "3001:1000 sack 2");
    // ECT(0) would need all three fields: "the entire AccECN TCP Option MUST be omitted".
    end.arrives(text(6001, 7001, 2, "<TS=5:0>"));
    CHECK(told(end) == "none sack 3");
}

TEST_CASE("Full segments leave room for the option", "[rfc9768][3.2.3.3][rfc6691]") {
    Endpoint end = agreed(AccurateEcnOption::Always);
    end.send(3000);
    REQUIRE(end.segments_sent() >= 2);
    CHECK(end.effects.segments[0].text_length == 1050 - 12);
    CHECK(told(end) == "1:0:1 sack 0");
    Endpoint without = agreed(AccurateEcnOption::Never);
    without.send(3000);
    CHECK(without.effects.segments[0].text_length == 1050);
    CHECK(told(without) == "none sack 0");
}

TEST_CASE("Sparingly: twice after each change, and a few times in a round trip",
          "[rfc9768][3.2.3.3][linux]") {
    Endpoint end = agreed(AccurateEcnOption::Sparingly);
    const auto is_told_of = [&] {
        end.send(10);
        return told(end);
    };
    for (const std::uint8_t beacons : {std::uint8_t{3}, std::uint8_t{0}}) {
        end.config.accurate_ecn.beacons_per_round = beacons;
        end.arrives(beacons == 3 ? text(1, 101, 3) : text(101, 201, 1));
        REQUIRE(end.segments_sent() == 1);
        CHECK(told(end) == (beacons == 3 ? "1:100:1 sack 0" : "101:100:1 sack 0"));
        CHECK(is_told_of() == told(end));
        CHECK(is_told_of() == "none sack 0");
        end.now = end.now + 40_ms;  // more than a third of a round trip
        CHECK(is_told_of() == (beacons == 3 ? "1:100:1 sack 0" : "none sack 0"));
        CHECK(is_told_of() == "none sack 0");
    }
}

TEST_CASE("The option waits for the peer's on Linux, and the RFC does not", "[rfc9768][3.2.3.2.3][linux]") {
    for (const bool is_linux : {false, true}) {
        Endpoint end;
        if (is_linux) end.config = tcp::linux_config();
        end.config.timestamps = Switch::Off;
        end.config.ecn = Ecn::RequestAccurate;
        end.open_active(1000);
        end.arrives("<SEQ=5000><ACK=1001><CTL=SYN,ACK,CWR><MSS=1460><SACKOK>");
        CHECK(end.effects.segments[0].options.has_accurate_ecn != is_linux);
        end.send(1000);
        CHECK(end.effects.segments[0].options.has_accurate_ecn != is_linux);
        // "…it receives an AccECN Option at any later point": then it is used.
        end.arrives("<SEQ=5001><ACK=2001><CTL=ACK,ECE,AE><ECN0=1001:0:1>");
        end.send(1000);
        CHECK(end.effects.segments[0].options.has_accurate_ecn);
        CHECK(end.tcb.ecn.accurate.option_seen == tcp::AccurateOptionSeen::WithCounters);
    }
}

TEST_CASE("When text that we have acknowledged keeps coming again, the option goes", "[rfc9768][3.2.3.2.2]") {
    for (const auto when : {AccurateEcnOption::Always, AccurateEcnOption::EvenIfLost}) {
        Endpoint end = agreed(when);
        end.arrives(text(1, 1001, 2));
        CHECK(told(end) == "1:0:1001 sack 0");
        end.receive();
        end.now = end.now + 50_ms;
        end.arrives(text(1, 1001, 2));
        CHECK(told(end) == "1:0:2001 sack 1");
        end.now = end.now + 50_ms;
        end.arrives(text(1, 1001, 2));
        const bool goes_on = when == AccurateEcnOption::EvenIfLost;
        CHECK(told(end) == (goes_on ? "1:0:3001 sack 1" : "none sack 1"));
        CHECK(end.tcb.ecn.accurate.failures == Failures::option_sent);
        CHECK(end.tcb.snd.mss == (goes_on ? 1038 : 1050));
        // "…it will continue to process any incoming AccECN Options as normal."
        end.send(10);
        end.arrives("<SEQ=6001><ACK=1011><CTL=ACK,ECE,AE><ECN0=11:0:1>");
        CHECK(end.tcb.ecn.accurate.delivered[tcp::ect_0 - 1] == 10);
    }
}

TEST_CASE("One lost segment with an option is no reason to give it up", "[rfc9768][3.2.3.2.2]") {
    Endpoint end = agreed(AccurateEcnOption::Always);
    end.send(3000);
    end.arrives("<SEQ=5001><ACK=1001><CTL=ACK,ECE,AE><ECN=2><ECN0=925:0:1><SACK=3077-4001>");
    end.wait(500_ms);
    REQUIRE(end.segments_sent() > 0);
    CHECK(told(end) == "1:0:1 sack 0");
    CHECK(end.tcb.ecn.accurate.failures == 0);
}
