// RFC 2018 §3 and §4: the SACK option as the receiver writes it; RFC 2883: the duplicates it reports.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/endpoint.h"
#include "tcp/segment_options.h"

using namespace hw;
using namespace hw::test;
using tcp::Switch;

namespace {

tcp::Config sacking(Switch dsack = Switch::On, Switch timestamps = Switch::Off) {
    tcp::Config config = Endpoint().config;
    config.sack = Switch::On;
    config.dsack = dsack;
    config.timestamps = timestamps;
    return config;
}

Endpoint agreed(tcp::Config config = sacking()) {
    Endpoint end;
    end.config = config;
    end.open_active(999);
    end.arrives(config.timestamps == Switch::On ? "<SEQ=0><ACK=1000><CTL=SYN,ACK><MSS=1460><SACKOK><TS=1:0>"
                                                : "<SEQ=0><ACK=1000><CTL=SYN,ACK><MSS=1460><SACKOK>");
    return end;
}

// A segment of `count` bytes from number `seq` on; what the answer's SACK option says.
std::string answer(Endpoint& end, std::uint32_t seq, std::uint32_t count, const char* more = "") {
    end.arrives("<SEQ=" + std::to_string(seq) + "><ACK=1000><CTL=ACK><DATA=" + std::to_string(count) + ">" +
                more);
    std::string text;
    if (end.effects.segments.empty()) return "silence";
    const auto& ack = end.effects.segments.back();
    text = std::to_string(ack.ack.raw) + ":";
    for (const auto& block : ack.options.sack)
        text += " " + std::to_string(block.left.raw) + "-" + std::to_string(block.right.raw);
    return text;
}

}  // namespace

TEST_CASE("SACK-Permitted is offered by a SYN and answered by a SYN,ACK", "[rfc2018][2]") {
    Endpoint end;
    end.config = sacking();
    end.open_active(1000);
    CHECK(end.sent_with_options() == "<SEQ=1000><CTL=SYN><MSS=1460><SACKOK>");

    for (const bool is_offered : {true, false}) {
        Endpoint listener;
        listener.config = sacking();
        listener.open_passive(1000);
        listener.arrives(is_offered ? "<SEQ=5000><CTL=SYN><SACKOK>" : "<SEQ=5000><CTL=SYN>");
        CHECK(listener.effects.segments.at(0).options.sack_permitted == is_offered);
        CHECK(listener.tcb.sack.is_permitted == is_offered);
    }
}

TEST_CASE("Without SACK-Permitted from the peer no SACK is sent", "[rfc2018][4]") {
    Endpoint end;
    end.config = sacking();
    end.open_active(999);
    end.arrives("<SEQ=0><ACK=1000><CTL=SYN,ACK><MSS=1460>");
    CHECK(answer(end, 501, 100) == "1:");
    end.arrives("<SEQ=1><ACK=1000><CTL=ACK><SACKOK>");  // on a segment without SYN it says nothing
    CHECK(answer(end, 701, 100) == "1:");
}

TEST_CASE("The first block holds the segment that triggered the ACK", "[rfc2018][4]") {
    Endpoint end = agreed();
    CHECK(answer(end, 501, 100) == "1: 501-601");
    CHECK(answer(end, 601, 100) == "1: 501-701");
    CHECK(answer(end, 901, 100) == "1: 901-1001 501-701");
    CHECK(answer(end, 701, 100) == "1: 501-801 901-1001");
    CHECK(answer(end, 801, 100) == "1: 501-1001");
    CHECK(answer(end, 1, 500) == "1001:");
}

TEST_CASE("RFC 2018 §7, case 2: the first segment is lost, seven arrive", "[rfc2018][7]") {
    Endpoint end = agreed(sacking(Switch::Off));
    const char* expected[] = {"5000: 5500-6000", "5000: 5500-6500", "5000: 5500-7000", "5000: 5500-7500",
                              "5000: 5500-8000", "5000: 5500-8500", "5000: 5500-9000"};
    end.arrives("<SEQ=1><ACK=1000><CTL=ACK><DATA=4999>");
    for (std::uint32_t i = 0; i < 7; ++i) CHECK(answer(end, 5500 + 500 * i, 500) == expected[i]);
}

TEST_CASE("RFC 2018 §7, case 3: every second segment is lost", "[rfc2018][7]") {
    Endpoint end = agreed(sacking(Switch::Off));
    end.arrives("<SEQ=1><ACK=1000><CTL=ACK><DATA=5499>");
    CHECK(answer(end, 6000, 500) == "5500: 6000-6500");
    CHECK(answer(end, 7000, 500) == "5500: 7000-7500 6000-6500");
    CHECK(answer(end, 8000, 500) == "5500: 8000-8500 7000-7500 6000-6500");
    // "Suppose at this point, the 4th packet is received out of order."
    CHECK(answer(end, 6500, 500) == "5500: 6000-7500 8000-8500");
    CHECK(answer(end, 5500, 500) == "7500: 8000-8500");
}

TEST_CASE("At most four blocks fit, three beside timestamps", "[rfc2018][3]") {
    for (const Switch timestamps : {Switch::Off, Switch::On}) {
        Endpoint end = agreed(sacking(Switch::On, timestamps));
        for (std::uint32_t i = 1; i <= 6; ++i)
            answer(end, 1000 * i, 100, timestamps == Switch::On ? "<TS=2:0>" : "");
        const auto& sack = end.effects.segments.back().options.sack;
        CHECK(sack.size() == (timestamps == Switch::On ? 3u : 4u));
        CHECK(sack[0].left.raw == 6000);
        CHECK(sack[2].left.raw == 4000);
    }
}

TEST_CASE("RFC 2883 §4.1.1: a duplicate segment", "[rfc2883][4.1]") {
    Endpoint end = agreed();
    end.arrives("<SEQ=1><ACK=1000><CTL=ACK><DATA=3999>");
    CHECK(answer(end, 3000, 500) == "4000: 3000-3500");
    CHECK(end.finding_of(tcp::Row::OtherSequence) == "sequence_duplicate_reported");
    CHECK(answer(end, 4000, 500) == "4500:");
}

TEST_CASE("RFC 2883 §4.1.2: an out-of-order segment and a duplicate", "[rfc2883][4.1]") {
    Endpoint end = agreed();
    end.arrives("<SEQ=1><ACK=1000><CTL=ACK><DATA=3999>");
    CHECK(answer(end, 4500, 500) == "4000: 4500-5000");
    CHECK(answer(end, 3000, 500) == "4000: 3000-3500 4500-5000");
}

TEST_CASE("RFC 2883 §4.1.3: a duplicate of an out-of-order segment", "[rfc2883][4.1]") {
    Endpoint end = agreed();
    end.arrives("<SEQ=1><ACK=1000><CTL=ACK><DATA=3999>");
    answer(end, 4500, 500);
    CHECK(answer(end, 5000, 500) == "4000: 4500-5500");
    CHECK(answer(end, 5000, 500) == "4000: 5000-5500 4500-5500");
}

TEST_CASE("RFC 2883 §4.2.1: a partial duplicate", "[rfc2883][4.2]") {
    Endpoint end = agreed();
    end.arrives("<SEQ=1><ACK=1000><CTL=ACK><DATA=999>");
    CHECK(answer(end, 2000, 500) == "1000: 2000-2500");
    CHECK(answer(end, 1000, 500) == "1500: 2000-2500");
    CHECK(answer(end, 1000, 1000) == "2500: 1000-1500");
}

TEST_CASE("RFC 2883 §4.2.3: two duplicate parts behind a gap", "[rfc2883][4.2]") {
    Endpoint end = agreed();
    end.arrives("<SEQ=1><ACK=1000><CTL=ACK><DATA=999>");
    answer(end, 1500, 500);
    answer(end, 2500, 500);
    CHECK(answer(end, 1500, 1500) == "1000: 1500-2000 1500-3000");
}

TEST_CASE("Without D-SACK a duplicate is acknowledged and no more", "[rfc2018]") {
    Endpoint end = agreed(sacking(Switch::Off));
    end.arrives("<SEQ=1><ACK=1000><CTL=ACK><DATA=100>");
    CHECK(answer(end, 1, 100) == "101:");
}

TEST_CASE("A FIN behind a gap is part of its block", "[rfc2018][linux]") {
    Endpoint end = agreed();
    end.arrives("<SEQ=101><ACK=1000><CTL=FIN,ACK><DATA=100>");
    CHECK(end.sent_with_options() == "<SEQ=1000><ACK=1><CTL=ACK><SACK=101-202>");
    CHECK(answer(end, 1, 100) == "202:");
    CHECK(end.tcb.state == tcp::State::CloseWait);

    Endpoint other = agreed();
    other.arrives("<SEQ=101><ACK=1000><CTL=FIN,ACK>");
    CHECK(other.sent_with_options() == "<SEQ=1000><ACK=1><CTL=ACK><SACK=101-102>");
    CHECK(answer(other, 51, 50) == "1: 51-102");
}

TEST_CASE("Text shrinks by the blocks beside it", "[rfc6691][rfc2018]") {
    Endpoint end = agreed();
    answer(end, 501, 100);
    CHECK(tcp::current_send_mss(end.tcb) == 1460 - 12);
    end.send(4000);
    for (const auto& out : end.effects.segments) {
        const std::uint32_t blocks = out.options.sack.size();
        CHECK(out.text_length + (blocks > 0 ? 4 + 8 * blocks : 0) <= 1460);
    }
}
