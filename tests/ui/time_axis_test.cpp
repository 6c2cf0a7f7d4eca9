#include "ui/views/time/time_axis.h"
#include "ui/views/time/playback.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <array>
#include <vector>

namespace hw::ui {

namespace {

Instant at(std::int64_t ms) { return Instant{ms * 1'000}; }

// Events at 0, 100 and 200 ms, then nothing until 1,000: the retransmission timer.
std::vector<Silence> one_second_of_silence() {
    const std::array busy = {at(0), at(100), at(200), at(1'000), at(1'100)};
    return find_silences(busy, 600_ms);
}

TimeAxis folded_axis() {
    const auto silences = one_second_of_silence();
    return TimeAxis(silences, {.px_per_ms = 0.5, .fold_px = 52, .margin = 25_ms});
}

}  // namespace

TEST_CASE("only silences longer than the limit are found", "[ui][time]") {
    const auto silences = one_second_of_silence();
    REQUIRE(silences.size() == 1);
    CHECK(silences[0] == Silence{at(200), at(1'000)});
    CHECK(silences[0].length() == 800_ms);
    const std::array busy = {at(0), at(600)};
    CHECK(find_silences(busy, 600_ms).empty());
}

TEST_CASE("a folded silence takes its fixed length and everything else keeps its scale", "[ui][time]") {
    const TimeAxis axis = folded_axis();
    REQUIRE(axis.folds().size() == 1);
    CHECK(axis.at(at(0)) == 0);
    CHECK(axis.at(at(200)) == Catch::Approx(100));
    CHECK(axis.at(at(225)) == Catch::Approx(112.5));
    CHECK(axis.at(at(975)) == Catch::Approx(112.5 + 52));
    CHECK(axis.at(at(1'000)) == Catch::Approx(112.5 + 52 + 12.5));
    CHECK(axis.at(at(1'100)) - axis.at(at(1'000)) == Catch::Approx(50));
}

TEST_CASE("a place on the axis leads back to its instant, inside a fold too", "[ui][time]") {
    const TimeAxis axis = folded_axis();
    for (std::int64_t ms = 0; ms <= 1'500; ms += 7) {
        const Instant there = axis.when(axis.at(at(ms)));
        CHECK(std::abs(there.us - ms * 1'000) <= 1);
    }
}

TEST_CASE("time never runs backwards along the axis", "[ui][time]") {
    const TimeAxis axis = folded_axis();
    for (std::int64_t ms = 0; ms < 1'500; ++ms) CHECK(axis.at(at(ms)) < axis.at(at(ms + 1)));
}

TEST_CASE("a silence that a fold would not shorten is left as it is", "[ui][time]") {
    const auto silences = one_second_of_silence();
    const TimeAxis axis(silences, {.px_per_ms = 0.05, .fold_px = 52, .margin = 25_ms});
    CHECK(axis.folds().empty());
    CHECK(axis.at(at(1'000)) == Catch::Approx(50));
}

TEST_CASE("ticks are round, far enough apart, and never inside a fold", "[ui][time]") {
    const TimeAxis axis = folded_axis();
    const auto ticks = axis.ticks(at(0), at(1'400), 45);
    REQUIRE(ticks.size() > 4);
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        CHECK(ticks[i].us % 100'000 == 0);
        CHECK_FALSE(axis.is_folded(ticks[i]));
        if (i > 0) CHECK(axis.at(ticks[i]) - axis.at(ticks[i - 1]) >= 45);
    }
}

TEST_CASE("a silence of a day does not make a million ticks", "[ui][time]") {
    const std::array busy = {at(0), at(86'400'000)};
    const auto silences = find_silences(busy, 600_ms);
    const TimeAxis axis(silences, {.px_per_ms = 1, .fold_px = 52, .margin = 25_ms});
    CHECK(axis.ticks(at(0), at(86'400'100), 45).size() < 10);
}

TEST_CASE("play crosses a silence in the time of its band, whatever its length", "[ui][time]") {
    const TimeAxis axis = folded_axis();
    const Instant before = at(225);
    CHECK(play_on(before, fold_crossing_s, 0.25, axis.folds(), at(10'000)) == at(975));
    const Instant inside = play_on(before, fold_crossing_s / 2, 0.25, axis.folds(), at(10'000));
    CHECK(inside == at(600));
    // A quarter of the speed outside: 100 ms take 0.4 s.
    CHECK(play_on(at(0), 0.4, 0.25, axis.folds(), at(10'000)) == at(100));
    CHECK(play_on(at(0), 100, 0.25, axis.folds(), at(150)) == at(150));
}

}  // namespace hw::ui
