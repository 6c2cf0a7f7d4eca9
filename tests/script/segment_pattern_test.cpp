#include "script/segment_pattern.h"

#include <catch2/catch_test_macros.hpp>

using namespace hw;
using namespace hw::script;

namespace {

SegmentPattern pattern_of(std::string_view text) {
    Letters letters;
    const auto pattern = parse_segment_pattern(text, letters);
    INFO((pattern.ok() ? "" : pattern.error()));
    REQUIRE(pattern.ok());
    return *pattern;
}

std::string error_of(std::string_view text) {
    Letters letters;
    const auto pattern = parse_segment_pattern(text, letters);
    REQUIRE_FALSE(pattern.ok());
    return pattern.error();
}

wire::Segment segment(std::uint32_t seq, std::uint32_t ack, wire::Ctl ctl) {
    wire::Segment made;
    made.seq = {seq};
    made.ack = {ack};
    made.ctl = ctl;
    made.raw_window = 1000;
    return made;
}

}  // namespace

TEST_CASE("What is written of a segment is compared, what is not written is not", "[script][figure]") {
    const auto found = segment(300, 101, wire::syn | wire::ack);
    CHECK(difference(pattern_of("<SEQ=300><ACK=101><CTL=SYN,ACK>"), found) == "");
    CHECK(difference(pattern_of("<CTL=ACK,SYN>"), found) == "");
    CHECK(difference(pattern_of("<SEQ=301><CTL=SYN,ACK>"), found) == "SEQ is 300, not 301");
    CHECK(difference(pattern_of("<ACK=100><CTL=SYN,ACK>"), found) == "ACK is 101, not 100");
    CHECK(difference(pattern_of("<CTL=SYN>"), found) == "CTL is SYN,ACK, not SYN");
    CHECK(difference(pattern_of("<CTL=SYN,ACK><WND=1000>"), found) == "");
    CHECK(difference(pattern_of("<CTL=SYN,ACK><WND=999>"), found) == "WND is 1000, not 999");
}

TEST_CASE("PSH is compared only where one of the rarer bits is written", "[script][figure]") {
    const auto pushed = segment(1, 1, wire::psh | wire::ack);
    CHECK(difference(pattern_of("<CTL=ACK>"), pushed) == "");
    CHECK(difference(pattern_of("<CTL=PSH,ACK>"), pushed) == "");
    CHECK(difference(pattern_of("<CTL=URG,ACK>"), pushed) == "CTL is PSH,ACK, not URG,ACK");
}

TEST_CASE("<DATA> wants some text, <DATA=n> so much, and nothing is said without it", "[script][figure]") {
    const std::uint8_t bytes[10] = {};
    auto found = segment(1, 1, wire::ack);
    CHECK(difference(pattern_of("<CTL=ACK><DATA>"), found) == "it carries no data");
    CHECK(difference(pattern_of("<CTL=ACK><DATA=0>"), found) == "");
    found.text = bytes;
    CHECK(difference(pattern_of("<CTL=ACK>"), found) == "");
    CHECK(difference(pattern_of("<CTL=ACK><DATA>"), found) == "");
    CHECK(difference(pattern_of("<DATA=10><CTL=ACK>"), found) == "");
    CHECK(difference(pattern_of("<DATA=9><CTL=ACK>"), found) == "DATA is 10, not 9");
}

TEST_CASE("A letter stands for the same number wherever it comes", "[script][rfc9293][figure]") {
    Letters letters;
    const auto first = parse_segment_pattern("<SEQ=Z><CTL=SYN>", letters);
    const auto second = parse_segment_pattern("<SEQ=X><ACK=Z+1><CTL=SYN,ACK>", letters);
    CHECK(*second->ack == *first->seq + 1);
    CHECK(*second->seq != *first->seq);
}

TEST_CASE("A segment that cannot be read says what was expected", "[script][errors]") {
    CHECK(error_of("<SEQ=100>") == "the segment \"<SEQ=100>\" has no <CTL=…>");
    CHECK(error_of("<SEQ=1OO><CTL=SYN>") == "expected a number such as 100, Z or Z+1, found \"1OO\"");
    CHECK(error_of("<SEQ=4294967296><CTL=SYN>") ==
          "expected a number such as 100, Z or Z+1, found \"4294967296\"");
    CHECK(error_of("<CTL=SYNACK>") ==
          "expected SYN, ACK, FIN, RST, PSH, URG, ECE, CWR or AE, found \"SYNACK\"");
    CHECK(error_of("<SYN>") == "expected <SEQ=…>, <ACK=…>, <CTL=…>, <WND=…> or <DATA>, found \"SYN\"");
    CHECK(error_of("<TTL=64>") == "expected SEQ, ACK, CTL, WND or DATA, found \"TTL\"");
    CHECK(error_of("<CTL=ACK><WND=65536>") == "expected a window from 0 to 65535, found \"65536\"");
    CHECK(error_of("<CTL=ACK><DATA=>") == "expected a number of bytes up to 65495, found \"\"");
    CHECK(error_of("<CTL=\x1b[31m\xff>") ==
          "expected SYN, ACK, FIN, RST, PSH, URG, ECE, CWR or AE, found \"?[31m?\"");
    CHECK(error_of("<CTL=ACK") == "expected a field such as <SEQ=100>, found \"<CTL=ACK\"");
}
