#include <catch2/catch_test_macros.hpp>

#include "script/figure.h"
#include "script/figure_write.h"
#include "sim/canned_worlds.h"
#include "support/paths.h"

// A run is written as a figure, and the figure plays.

using namespace hw;
using namespace hw::script;

namespace {

std::string rfc_figure(int number) {
    const std::string name = (number < 10 ? "figure_0" : "figure_") + std::to_string(number) + ".txt";
    return hw::test::text_of(hw::test::source_path("tests/rfc/figures/" + name));
}

FigurePlay play(const std::string& text, const FigureOptions& options = {}, sim::Trace* trace = nullptr) {
    const auto figure = parse_figure("run.txt", text);
    INFO(text << (figure.ok() ? "" : figure.error().to_text()));
    REQUIRE(figure.ok());
    return play_figure(*figure, options, trace);
}

std::string written(const sim::Trace& trace) {
    const auto text = write_figure(trace);
    INFO((text.ok() ? "" : text.error()));
    REQUIRE(text.ok());
    return text->text;
}

// Plays a figure, writes its run, and plays that. Returns what was written.
std::string check_round_trip(const std::string& text) {
    sim::Trace first, second;
    const FigurePlay run = play(text, {}, &first);
    INFO(run.failure_text());
    REQUIRE(run.ok());
    const std::string again = written(first);
    const FigurePlay rerun = play(again, {}, &second);
    INFO(again << rerun.failure_text());
    CHECK(rerun.ok());
    CHECK(rerun.segments >= run.segments);
    CHECK(written(second) == again);
    return again;
}

std::string play_of_w0(const std::string& text) {
    FigureOptions options;
    options.tcp = sim::w0().hosts[0].config.tcp;
    return play(text, options).failure_text();
}

sim::Trace run_w0(const std::vector<std::pair<Duration, sim::Command>>& commands) {
    sim::World world = sim::w0();
    sim::schedule(world, Instant{}, sim::w0_connect());
    for (const auto& [at, command] : commands) sim::schedule(world, Instant{} + at, command);
    sim::Trace trace;
    sim::run(world, {.until = Instant{} + 200_s}, &trace);
    return trace;
}

}  // namespace

TEST_CASE("Figures 6 to 13, written from their runs, play again", "[script][figure][write][rfc9293]") {
    for (int number = 6; number <= 13; ++number) {
        INFO("Figure " << number);
        check_round_trip(rfc_figure(number));
    }
}

TEST_CASE("Figure 6, written from its run, is Figure 6, its user's calls and the last acknowledgment besides",
          "[script][figure][write][rfc9293][3.5]") {
    CHECK(check_round_trip(rfc_figure(6)) ==
          "       TCP Peer A                                                TCP Peer B\n"
          "\n"
          "   1.  CLOSED                                                    LISTEN\n"
          "\n"
          "   2.  (Open)\n"
          "       SYN-SENT     --> <SEQ=100><CTL=SYN>                   --> SYN-RECEIVED\n"
          "\n"
          "   3.  ESTABLISHED  <-- <SEQ=300><ACK=101><CTL=SYN,ACK>      <-- SYN-RECEIVED\n"
          "\n"
          "   4.  ESTABLISHED  --> <SEQ=101><ACK=301><CTL=ACK>          --> ESTABLISHED\n"
          "\n"
          "   5.  (Send 10)\n"
          "       ESTABLISHED  --> <SEQ=101><ACK=301><CTL=ACK><DATA=10> --> ESTABLISHED\n"
          "\n"
          "   6.               ... <SEQ=301><ACK=111><CTL=ACK>          <-- ESTABLISHED\n");
}

TEST_CASE("What is lost, held and sent again is written as the notation has it", "[script][figure][write]") {
    const std::string text = check_round_trip(
        "1.  CLOSED                                               LISTEN\n"
        "2.  SYN-SENT    --x <SEQ=100><CTL=SYN>                   LISTEN\n"
        "3.  SYN-SENT    --> <SEQ=100><CTL=SYN>               --> SYN-RECEIVED\n"
        "4.  ESTABLISHED <-- <SEQ=300><ACK=101><CTL=SYN,ACK>  <-- SYN-RECEIVED\n"
        "5.  ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK>      --> ESTABLISHED\n"
        "6.  (Send 10)\n"
        "    ESTABLISHED --> <SEQ=101><ACK=301><CTL=ACK><DATA=10>  ...\n"
        "7.  (Send 20)\n"
        "    ESTABLISHED --> <SEQ=111><ACK=301><CTL=ACK><DATA=20>  --> ESTABLISHED\n"
        "8.  ESTABLISHED <-- <SEQ=301><ACK=101><CTL=ACK>           <-- ESTABLISHED\n"
        "9.              ... <SEQ=101><ACK=301><CTL=ACK><DATA=10>  --> ESTABLISHED\n"
        "10. ESTABLISHED <-- <SEQ=301><ACK=131><CTL=ACK>           <-- ESTABLISHED\n");
    CHECK(text.find("--x\n") != text.npos);
    CHECK(text.find("(wait 1 s)\n") != text.npos);
    CHECK(text.find("... <SEQ=101><ACK=301><CTL=ACK><DATA=10> --> ESTABLISHED") != text.npos);
}

TEST_CASE("W0 from its handshake to the end of TIME-WAIT is a figure that plays", "[script][figure][write]") {
    const sim::Trace trace = run_w0({{1_s, sim::Send{sim::w0_client, ConnectionId{0}, "hello"}},
                                     {2_s, sim::Close{sim::w0_client, ConnectionId{0}}},
                                     {3_s, sim::Close{sim::w0_server, ConnectionId{0}}}});
    const std::string text = written(trace);
    INFO(text);
    CHECK(play_of_w0(text).empty());
    CHECK(text.find("(2 MSL)") != text.npos);
    CHECK(text.find("<SEQ=1001><ACK=5001><CTL=ACK><DATA=5>") != text.npos);
}

TEST_CASE("A rule's losses in W0, and what the timer makes of them, play as well",
          "[script][figure][write]") {
    sim::Rule rule;
    rule.filter.text = sim::SegmentFilter::Text::With;
    const sim::Trace trace =
        run_w0({{500_ms, sim::AddRule{rule}}, {1_s, sim::Send{sim::w0_client, ConnectionId{0}, "hello"}}});
    const std::string text = written(trace);
    INFO(text);
    CHECK(play_of_w0(text).empty());
    CHECK(text.find("<DATA=5> --x") != text.npos);
    CHECK(text.find("(wait 1 s)") != text.npos);
}

TEST_CASE("What a figure has no words for is refused with a sentence", "[script][figure][write][errors]") {
    const auto late = write_figure(run_w0({{1_s, sim::Listen{sim::w0_client, 99, {}}}}));
    REQUIRE_FALSE(late.ok());
    CHECK(late.error() == "somebody listens when the figure has begun");
    sim::Connect second = sim::w0_connect();
    second.local_port = 40'001;
    const auto two =
        write_figure(run_w0({{1_s, second}, {2_s, sim::Send{sim::w0_client, ConnectionId{0}, "hello"}}}));
    REQUIRE_FALSE(two.ok());
    CHECK(two.error() == "two connections at a time; a figure shows one");
}
