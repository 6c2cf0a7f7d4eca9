#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "script/figure.h"
#include "support/paths.h"

// Figures 6 to 13 of RFC 9293, from their own text (figures/*.txt, copied from the RFC), played on the engine.

using namespace hw;
using namespace hw::script;

namespace {

Figure figure_of(int number) {
    const std::string name =
        std::string(number < 10 ? "figure_0" : "figure_") + std::to_string(number) + ".txt";
    auto figure = parse_figure(name, hw::test::text_of(hw::test::source_path("tests/rfc/figures/" + name)));
    INFO((figure.ok() ? "" : figure.error().to_text()));
    REQUIRE(figure.ok());
    return *figure;
}

// Plays a figure and compares how many segments it mentions, so that lines cannot be skipped unnoticed.
void play(int number, std::uint32_t segments) {
    const FigurePlay run = play_figure(figure_of(number));
    INFO(run.failure_text());
    CHECK(run.ok());
    CHECK(run.segments == segments);
}

}  // namespace

TEST_CASE("Figure 6: basic three-way handshake for connection synchronization", "[rfc9293][3.5][figure]") {
    play(6, 4);
}

TEST_CASE("Figure 7: simultaneous connection synchronization", "[rfc9293][3.5][MUST-10][figure]") {
    play(7, 4);
}

TEST_CASE("Figure 8: recovery from old duplicate SYN", "[rfc9293][3.5][figure]") { play(8, 5); }

TEST_CASE("Figure 9: half-open connection discovery", "[rfc9293][3.5.1][figure]") { play(9, 4); }

TEST_CASE("Figure 10: active side causes half-open connection discovery", "[rfc9293][3.5.1][figure]") {
    play(10, 2);
}

TEST_CASE("Figure 11: old duplicate SYN initiates a reset on two passive sockets",
          "[rfc9293][3.5.1][figure]") {
    play(11, 2);
}

TEST_CASE("Figure 12: normal close sequence", "[rfc9293][3.6][figure]") { play(12, 4); }

TEST_CASE("Figure 13: simultaneous close sequence", "[rfc9293][3.6][figure]") { play(13, 4); }

TEST_CASE("Two steps instead of three do not follow Figure 6", "[rfc9293][3.5][variant][figure]") {
    const FigureOptions two_steps{
        .rules = {tcp::RuleBookId::TwoStepHandshake, tcp::RuleBookId::TwoStepHandshake}};
    const FigurePlay run = play_figure(figure_of(6), two_steps);
    CHECK_FALSE(run.ok());
    CHECK(run.failure->line == 5);  // B is not in SYN-RECEIVED
}

TEST_CASE("Without TIME-WAIT the last lines of Figure 12 do not come true",
          "[rfc9293][3.6][MUST-13][variant][figure]") {
    const FigurePlay run =
        play_figure(figure_of(12), {.rules = {tcp::RuleBookId::NoTimeWait, tcp::RuleBookId::NoTimeWait}});
    CHECK_FALSE(run.ok());
    CHECK(run.failure->line == 11);
}
