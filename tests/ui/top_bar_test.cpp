#include "support/ui/app_harness.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace hw::ui {

using test::AppHarness;

TEST_CASE("the bar on top offers the places that there are, and says which is open", "[ui][app][page]") {
    AppHarness harness;
    REQUIRE(harness.find_id("page.nav.questions") != nullptr);
    CHECK(harness.find_id("page.nav.questions")->state.is_current);
    CHECK(harness.find_id("page.menu") == nullptr);
    harness.press("home.lesson.why-three-not-two");
    CHECK(harness.find_id("page.nav.questions")->state.is_current);
    CHECK(harness.find_id("page.crumb") != nullptr);
    harness.press("page.nav.questions");
    CHECK(harness.app().location() == "#/");
}

TEST_CASE("on a narrow page a menu offers the places and what else the bar has no room for",
          "[ui][app][page]") {
    for (const char* location : {"#/", "#/lesson/why-three-not-two"}) {
        INFO(location);
        AppHarness harness({.width = 390, .height = 844, .is_touch = true, .location = location});
        CHECK(harness.find_id("page.nav.questions") == nullptr);
        REQUIRE(harness.find_id("page.menu") != nullptr);
        harness.press("page.menu");
        CHECK(harness.find_id("page.menu")->state.is_expanded);
        for (const SemanticNode& node : harness.app().semantics().nodes()) {
            if (!node.id.starts_with("menu.") || !is_interactive(node.role)) continue;
            INFO(node.id);
            CHECK(node.rect.h >= 40);
            CHECK(node.rect.right() <= 390);
        }
        harness.press("menu.theme");
        CHECK(harness.app().theme() == ThemeMode::Dark);
        harness.press("menu.questions");
        CHECK(harness.app().location() == "#/?theme=dark");
        CHECK(harness.find_id("menu.questions") == nullptr);
        harness.press("page.menu");
        harness.press("menu.close");
        CHECK(harness.find_id("menu") == nullptr);
    }
}

}  // namespace hw::ui
