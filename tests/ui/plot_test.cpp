// The scale of charts, what they say, and what they draw.
#include <catch2/catch_test_macros.hpp>

#include <vector>

#include "support/ui/ui_harness.h"
#include "ui/views/plot/plot.h"
#include "ui/views/plot/scale.h"

namespace hw::ui {

TEST_CASE("an axis has round steps that hold the greatest value", "[ui][plot]") {
    struct Case {
        double maximum;
        int steps;
        double step, end;
    };
    for (const Case& c : {Case{28'232, 3, 10'000, 30'000},
                          {1, 4, .5, 1},
                          {120, 2, 100, 200},
                          {60, 3, 20, 60},
                          {0, 4, 5e-10, 1e-9},
                          {7, 4, 2, 8},
                          {100, 4, 50, 100}}) {
        INFO(c.maximum << " in " << c.steps);
        const PlotScale scale = round_scale(c.maximum, c.steps);
        CHECK(scale.maximum >= c.maximum);
        if (c.maximum > 0) {
            CHECK(scale.step == c.step);
            CHECK(scale.maximum == c.end);
        }
    }
}

TEST_CASE("numbers beside an axis are short", "[ui][plot]") {
    CHECK(short_number(0) == "0");
    CHECK(short_number(720) == "720");
    CHECK(short_number(9'999) == "9,999");
    CHECK(short_number(30'000) == "30k");
    CHECK(short_number(28'232) == "28.2k");
    CHECK(short_number(2'500'000) == "2.5M");
    CHECK(short_number(0.5) == "0.5");
}

TEST_CASE("a value lies between the points beside it", "[ui][plot]") {
    const std::vector<PlotPoint> points = {{1, 10}, {3, 30}, {3, 40}, {5, 40}};
    CHECK_FALSE(value_at(points, 0.5));
    CHECK(value_at(points, 1) == 10);
    CHECK(value_at(points, 2) == 20);
    CHECK(value_at(points, 3) == 40);
    CHECK(value_at(points, 9) == 40);
    CHECK_FALSE(value_at({}, 1));
}

TEST_CASE("a chart says in words what it draws, whatever the number of points", "[ui][plot]") {
    test::UiHarness harness;
    std::vector<PlotPoint> many;
    for (int i = 0; i < 100'000; ++i) many.push_back({i / 1'000.0, static_cast<double>(i % 500)});
    const std::vector<PlotPoint> none;
    std::vector<PlotSeries> series = {{.id = "a", .name = "before", .points = none, .look = PlotLook::Before},
                                      {.id = "b", .name = "TIME-WAIT", .points = many}};
    harness.page = [&](Ui& ui) {
        draw_plot(ui, {.id = "plot",
                       .title = "TIME-WAIT",
                       .rect = {20, 20, 300, 200},
                       .series = series,
                       .ceiling = PlotCeiling{600, "600 ports"},
                       .mark = PlotMark{{50, 400}, "refused"},
                       .now = 50.499});
    };
    harness.settle();
    const SemanticNode* node = harness.ui.semantics.find("plot");
    REQUIRE(node != nullptr);
    CHECK(node->value == "TIME-WAIT 499, 600 ports, refused");
}

}  // namespace hw::ui
