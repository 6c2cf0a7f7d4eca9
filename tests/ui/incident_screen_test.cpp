#include "support/ui/app_harness.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace hw::ui {

namespace {

using test::AppHarness;

const char* const twin = "#/incident/twin";

void check_semantics(AppHarness& harness) {
    CHECK(harness.app().semantics().duplicate_count() == 0);
    for (const SemanticNode& node : harness.app().semantics().nodes()) {
        INFO(node.id);
        CHECK_FALSE(node.name.empty());
    }
}

// Opens a remedy, bets, and lets it run.
void bet(AppHarness& harness, const std::string& remedy, int choice) {
    harness.press("incident.remedy." + remedy);
    harness.press("incident.remedy." + remedy + ".bet." + std::to_string(choice));
}

std::string value_of(const AppHarness& harness, const std::string& id) {
    const SemanticNode* node = harness.find_id(id);
    return node == nullptr ? "" : node->value;
}

}  // namespace

TEST_CASE("The lesson leads to the console, and its steps are judged by measured runs",
          "[ui][incident][lesson]") {
    AppHarness harness({.location = "#/lesson/incident-console"});
    CHECK(harness.app().location().starts_with("#/incident"));
    harness.press("lesson.next");
    CHECK(harness.app().location().find("step=which-disease") != std::string::npos);
    // The outage has begun, and nothing beyond it can be seen before a prediction.
    CHECK(value_of(harness, "timeline.playhead") == "50.0 of 60 s");
    CHECK(harness.find_id("timeline.play")->state.is_disabled);
    CHECK(harness.find_id("incident.diagnosis.ports") != nullptr);
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press("lesson.reports.1");
    harness.press("lesson.next");
    CHECK(harness.find_id("lesson.explain.0") == nullptr);
    harness.press("lesson.reports.0");
    harness.press("lesson.next");
    REQUIRE(harness.find_id("lesson.explain.0") != nullptr);
    CHECK(harness.find_id("lesson.choices.0")->description.starts_with("wrong"));
    CHECK(harness.find_id("lesson.choices.2")->description.starts_with("right"));
    check_semantics(harness);
}

TEST_CASE("A remedy is bet on, run, and its numbers are shown", "[ui][incident]") {
    AppHarness harness({.location = twin});
    harness.press("incident.tab.remedies");
    REQUIRE(harness.find_id("incident.remedy.pool") != nullptr);
    // Nothing is said of a remedy before it has run.
    CHECK(value_of(harness, "incident.remedy.pool").find("502") == std::string::npos);
    bet(harness, "pool", 0);
    CHECK(value_of(harness, "incident.remedy.pool") == "502: 0 %, in the surge 0 %. first choice");
    CHECK(harness.find_id("incident.remedy.pool.numbers.0")->value == "24.2 % -> 0 %");
    CHECK(harness.find_id("incident.remedy.pool.truth") != nullptr);
    check_semantics(harness);
}

TEST_CASE("A prescription is tried out and accepted, or rejected with the number", "[ui][incident]") {
    AppHarness harness({.location = twin});
    harness.press("incident.tab.remedies");
    CHECK(harness.find_id("incident.try")->state.is_disabled);
    harness.press("incident.remedy.pool.prescribe");
    harness.press("incident.remedy.ulimit.prescribe");
    harness.press("incident.try");
    REQUIRE(harness.find_id("incident.ruling.0") != nullptr);
    CHECK(harness.find_id("incident.ruling.0")->name.find("Superstition") != std::string::npos);
    harness.press("incident.pad.ulimit");
    CHECK(harness.find_id("incident.ruling.0") == nullptr);
    harness.press("incident.try");
    CHECK(harness.find_id("incident.ruling.0")->name.starts_with("Accepted, grade A"));
    check_semantics(harness);
}

TEST_CASE("The smallest load that fails is hunted down by runs", "[ui][incident]") {
    AppHarness harness({.location = twin});
    harness.press("incident.tab.remedies");
    harness.press("incident.load");
    REQUIRE(harness.find_id("incident.load.rate") != nullptr);
    CHECK(value_of(harness, "incident.load.rate") == "22 a second");
    for (int i = 0; i < 6; ++i) harness.press("incident.load.less");
    CHECK(harness.find_id("incident.load.run")->name == "Run three minutes: 16 a second");
    harness.press("incident.load.run");
    REQUIRE(harness.find_id("incident.load.tried.16") != nullptr);
    CHECK(harness.find_id("incident.load.tried.16")->name == "16 a second: none of 2,880 failed.");
    CHECK(harness.find_id("incident.shown")->name == "Shown: no remedy, 16 a second");
    CHECK(harness.find_id("incident.load.found") == nullptr);
    harness.press("incident.load.more");
    harness.press("incident.load.run");
    REQUIRE(harness.find_id("incident.load.tried.17") != nullptr);
    CHECK(harness.find_id("incident.load.tried.17")->name.find("none") == std::string::npos);
    REQUIRE(harness.find_id("incident.load.found") != nullptr);
    CHECK(harness.find_id("incident.load.found")->name.find("16.6 connections") != std::string::npos);
    check_semantics(harness);
}

TEST_CASE("The run can be rewound and played on", "[ui][incident]") {
    AppHarness harness({.location = twin});
    harness.press("timeline.play");
    CHECK(value_of(harness, "timeline.playhead") == "60.0 of 60 s");
    harness.press("timeline.start");
    CHECK(value_of(harness, "timeline.playhead") == "0.0 of 60 s");
    harness.press_key(ImGuiKey_End);
    harness.settle();
    CHECK(value_of(harness, "timeline.playhead") == "60.0 of 60 s");
}

TEST_CASE("The incident fits every window, in both languages", "[ui][incident]") {
    struct Size {
        float width, height;
        bool is_touch;
    };
    for (const Size size : {Size{1280, 800, false}, {900, 700, false}, {390, 844, true}}) {
        for (const char* language : {"?lang=en", "?lang=zh"}) {
            INFO(size.width << language);
            AppHarness harness({.width = size.width,
                                .height = size.height,
                                .is_touch = size.is_touch,
                                .location = std::string(twin) + language});
            harness.settle();
            check_semantics(harness);
            CHECK(harness.find_id("incident.chart") != nullptr);
            CHECK(harness.find_id("timeline.playhead") != nullptr);
        }
    }
}

}  // namespace hw::ui
