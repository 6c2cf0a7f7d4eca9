#include <catch2/catch_test_macros.hpp>

#include "script/figure.h"

using namespace hw;
using namespace hw::script;

namespace {

Figure figure_of(std::string_view text) {
    const auto figure = parse_figure("a.txt", text);
    INFO((figure.ok() ? "" : figure.error().to_text()));
    REQUIRE(figure.ok());
    return *figure;
}

std::string error_of(std::string_view text) {
    const auto figure = parse_figure("a.txt", text);
    REQUIRE_FALSE(figure.ok());
    return figure.error().to_text();
}

// A figure whose second line is `line`.
std::string error_of_line(std::string_view line) {
    return error_of("1. CLOSED   LISTEN\n" + std::string(line));
}

}  // namespace

TEST_CASE("A figure is read into states, actions and the way of each segment", "[script][figure]") {
    const Figure figure = figure_of(
        "       TCP Peer A                                           TCP Peer B\n"
        "# a comment\n"
        "   1.  CLOSED                                               LISTEN\n"
        "\n"
        "   2.  SYN-SENT    --> <SEQ=100><CTL=SYN>               ...\n"
        "   3.              ... <SEQ=100><CTL=SYN>               --> SYN-RECEIVED\n"
        "   4.  SYN-SENT    x-- <SEQ=300><ACK=101><CTL=SYN,ACK>  <-- SYN-RECEIVED\n"
        "   5.                                                       (Close)\n"
        "       Figure 99: An Example\n");
    REQUIRE(figure.lines.size() == 5);
    CHECK(figure.start[0].state == tcp::State::Closed);
    CHECK(figure.start[1].state == tcp::State::Listen);
    CHECK(figure.start[0].isns == std::vector<std::uint32_t>{100});
    CHECK(figure.start[1].isns == std::vector<std::uint32_t>{300});
    CHECK_FALSE(figure.begins_established);

    const auto way = [&](std::size_t line) {
        const SegmentLine& segment = *figure.lines[line].segment;
        return std::string(segment.from == Peer::A ? "A" : "B") + (segment.departs ? " departs" : "") +
               (segment.arrives ? " arrives" : "") + (segment.is_lost ? " is lost" : "");
    };
    CHECK(way(1) == "A departs");
    CHECK(way(2) == "A arrives");
    CHECK(way(3) == "B departs is lost");
    CHECK(figure.lines[3].number == 7);
    CHECK(figure.lines[3].columns[0].state == tcp::State::SynSent);
    CHECK(figure.lines[3].columns[1].state == tcp::State::SynReceived);
    CHECK(figure.lines[4].columns[0].actions.empty());
    CHECK(figure.lines[4].columns[1].actions == std::vector<Action>{{.kind = Action::Kind::Close}});
}

TEST_CASE("A beginning in the middle of a connection tells its numbers", "[script][figure]") {
    const Figure given = figure_of(
        "1.  (REBOOT)                              (send 300,receive 100)\n"
        "2.  CLOSED                                           ESTABLISHED\n"
        "3.  SYN-SENT --> <SEQ=400><CTL=SYN>              --> (\?\?)\n");
    CHECK(given.begins_established);
    CHECK(given.start[0].state == tcp::State::Closed);
    CHECK(given.start[1].state == tcp::State::Established);
    CHECK(given.start[0].isns == std::vector<std::uint32_t>{99, 400});
    CHECK(given.start[1].isns == std::vector<std::uint32_t>{299});

    const Figure inferred = figure_of(
        "1.  ESTABLISHED                                  ESTABLISHED\n"
        "2.  (Close)\n"
        "    FIN-WAIT-1  --> <SEQ=7000><ACK=9000><CTL=FIN,ACK>  --> CLOSE-WAIT\n");
    CHECK(inferred.start[0].isns == std::vector<std::uint32_t>{6999});
    CHECK(inferred.start[1].isns == std::vector<std::uint32_t>{8999});
}

TEST_CASE("Words in parentheses are instructions, or else comments", "[script][figure]") {
    const Figure figure = figure_of(
        "1. CLOSED                                  LISTEN\n"
        "2. (open) (SEND 1000) (wait 200 ms)        (2 MSL) (a thought)\n");
    const auto& left = figure.lines[1].columns[0].actions;
    REQUIRE(left.size() == 3);
    CHECK(left[0].kind == Action::Kind::Open);
    CHECK(left[1] == Action{.kind = Action::Kind::Send, .bytes = 1000});
    CHECK(left[2] == Action{.kind = Action::Kind::Wait, .time = 200_ms});
    CHECK(figure.lines[1].columns[1].actions == std::vector<Action>{{.kind = Action::Kind::Wait, .msls = 2}});
}

TEST_CASE("A figure that cannot be read says in which line and what was expected", "[script][errors]") {
    CHECK(
        error_of_line("SYN-SEND --> <SEQ=1><CTL=SYN> -->") ==
        "a.txt:2: expected a state such as SYN-SENT, an arrow, a segment or parentheses, found \"SYN-SEND\"");
    CHECK(error_of_line("SYN-SENT --> <SEQ=x><CTL=SYN> -->") ==
          "a.txt:2: expected a number such as 100, Z or Z+1, found \"x\"");
    CHECK(error_of_line("SYN-SENT --> <SEQ=1><CTL=SYN> <--") ==
          "a.txt:2: the arrows of the segment point both ways");
    CHECK(error_of_line("SYN-SENT ... <SEQ=1><CTL=SYN> ...") ==
          "a.txt:2: expected an arrow --> or <-- beside the segment");
    CHECK(error_of_line("SYN-SENT --> <SEQ=1><CTL=SYN>") ==
          "a.txt:2: expected an arrow or ... between the segment and the receiver");
    CHECK(error_of_line("SYN-SENT <SEQ=1><CTL=SYN> -->") ==
          "a.txt:2: expected an arrow or ... between the sender and the segment");
    CHECK(error_of_line("SYN-SENT -->") ==
          "a.txt:2: expected a segment such as <SEQ=100><CTL=SYN> beside the arrow");
    CHECK(error_of_line("--> --> <SEQ=1><CTL=SYN> -->") == "a.txt:2: two arrows on one side of the segment");
    CHECK(error_of_line("--> <CTL=SYN> --> <CTL=SYN>") == "a.txt:2: two segments on one line");
    CHECK(error_of_line("(Close") == "a.txt:2: expected ')' after \"(Close\"");
    CHECK(error_of_line("(Send 0)") ==
          "a.txt:2: expected (Send n) with n from 1 to 65536 bytes, found (send 0)");
    CHECK(error_of_line("(send 1,get 2)") ==
          "a.txt:2: expected (send 300,receive 100), found (send 1,get 2)");
    CHECK(error_of_line("(wait 3)") ==
          "a.txt:2: expected (wait 3 s), (wait 200 ms) or (2 MSL), found (wait 3)");
    CHECK(error_of_line("(two MSL)") == "a.txt:2: expected a number of MSL such as (2 MSL), found (two msl)");
    CHECK(error_of_line("(Close) --> <CTL=FIN> --> LISTEN LISTEN") ==
          "a.txt:2: two states in one column: the second is LISTEN");
}

TEST_CASE("A figure needs a beginning that the engine can be in", "[script][errors]") {
    const std::string wants_beginning =
        "expected a first line that says where the peers begin, such as \"1.  CLOSED  LISTEN\"";
    CHECK(error_of("") == "a.txt: " + wants_beginning);
    CHECK(error_of("\nSYN-SENT --> <SEQ=1><CTL=SYN> --> LISTEN") == "a.txt:2: " + wants_beginning);
    CHECK(error_of("1. CLOSED    TIME-WAIT") ==
          "a.txt:1: a figure begins in CLOSED, LISTEN or ESTABLISHED, not in TIME-WAIT");
    CHECK(error_of("1. ESTABLISHED    LISTEN") ==
          "a.txt:1: a peer cannot begin in LISTEN while the other one is ESTABLISHED");
}

TEST_CASE("A figure has limits", "[script][errors]") {
    CHECK(error_of(std::string(70'000, ' ')) == "a.txt: a figure has at most 64 KiB");
    CHECK(error_of(std::string(2'000, '\n')) == "a.txt:1000: a figure has at most 1000 lines");
}
