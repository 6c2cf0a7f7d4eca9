// The host panel beside a lesson's ladder, and the large world in its place.
#include <catch2/catch_test_macros.hpp>

#include <string>

#include "support/ui/app_harness.h"

namespace hw::ui {

namespace {

using test::AppHarness;

void check_semantics(AppHarness& harness) {
    CHECK(harness.app().semantics().duplicate_count() == 0);
    for (const SemanticNode& node : harness.app().semantics().nodes()) {
        INFO(node.id);
        CHECK_FALSE(node.name.empty());
    }
}

std::string value_of(const AppHarness& harness, std::string_view id) {
    const SemanticNode* node = harness.find_id(id);
    return node == nullptr ? "none" : node->value;
}

}  // namespace

TEST_CASE("a lesson shows each host from inside, and what the last event changed there", "[ui][app][host]") {
    AppHarness harness({.location = "#/lesson/why-three-not-two?step=lose-the-syn"});
    harness.press("right.host");
    CHECK(harness.find_id("host.ss.row.0.0.0.0:80-0.0.0.0:*") == nullptr);  // the client does not listen
    harness.press("host.of.1");
    CHECK(harness.find_id("host.ss.row.0.0.0.0:80-0.0.0.0:*") != nullptr);
    harness.press("host.tab.counters");
    CHECK(harness.find_id("host.nstat.zero") != nullptr);
    check_semantics(harness);
    // Nothing may be turned before the prediction.
    harness.press("host.tab.switches");
    const SemanticNode* toggle = harness.find_id("host.switch.tcp_rfc1337.set");
    REQUIRE(toggle != nullptr);
    CHECK(toggle->state.is_disabled);
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    toggle = harness.find_id("host.switch.tcp_rfc1337.set");
    REQUIRE(toggle != nullptr);
    CHECK_FALSE(toggle->state.is_disabled);
    harness.press("host.switch.tcp_rfc1337.set");
    CHECK(value_of(harness, "host.switch.tcp_rfc1337.set") == "1");
    check_semantics(harness);
}

TEST_CASE("the host panel is a tab of a phone too, and fits", "[ui][app][host]") {
    AppHarness harness({.width = 390,
                        .height = 844,
                        .is_touch = true,
                        .location = "#/lesson/why-three-not-two?step=lose-the-syn"});
    harness.press("tab.host");
    for (const char* tab : {"sockets", "ports", "counters", "program", "switches"}) {
        harness.press(std::string("host.tab.") + tab);
        check_semantics(harness);
        const SemanticNode* node = harness.find_id(std::string("host.tab.") + tab);
        REQUIRE(node != nullptr);
        CHECK(node->rect.right() <= 390.0f);
        CHECK(node->rect.h >= 44.0f);
    }
}

TEST_CASE("a step in a large world shows it in place of the ladder", "[ui][app][host]") {
    AppHarness harness({.location = "#/lesson/close-wait-leak?step=the-storm"});
    CHECK(harness.find_id("ladder") == nullptr);
    REQUIRE(harness.find_id("large") != nullptr);
    check_semantics(harness);
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press("large.of.1");
    const SemanticNode* chart = harness.find_id("large.chart");
    REQUIRE(chart != nullptr);
    CHECK(chart->value.find("CLOSE-WAIT") != std::string::npos);
    CHECK(value_of(harness, "large.ports.map").empty());  // no cell is chosen
    harness.press("large.tab.program");
    CHECK(value_of(harness, "large.limit.fds") == "64 of 64");
    CHECK(harness.find_id("large.log.line.0") != nullptr);
    check_semantics(harness);
}

TEST_CASE("two large worlds stand side by side, and behind tabs on a phone", "[ui][app][host]") {
    AppHarness wide({.location = "#/lesson/close-wait-leak?step=a-higher-limit"});
    CHECK(wide.find_id("large") != nullptr);
    CHECK(wide.find_id("large2") != nullptr);
    check_semantics(wide);
    AppHarness phone({.width = 390,
                      .height = 844,
                      .is_touch = true,
                      .location = "#/lesson/close-wait-leak?step=a-higher-limit"});
    CHECK(phone.find_id("large") != nullptr);
    CHECK(phone.find_id("large2") == nullptr);
    phone.press("large.run.1");
    CHECK(phone.find_id("large2") != nullptr);
    check_semantics(phone);
}

}  // namespace hw::ui
