#include "support/ui/app_harness.h"
#include "ui/app/screen_layout.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace hw::ui {

namespace {

using test::AppHarness;

std::string opened;

}  // namespace

TEST_CASE("an embedded lesson has no bar of its own, and says its step in the title", "[ui][app][embed]") {
    for (const auto& [width, height] : {std::pair{720.0f, 440.0f}, {300.0f, 444.0f}, {1200.0f, 600.0f}}) {
        AppHarness harness({.width = width,
                            .height = height,
                            .location = "#/lesson/why-three-not-two?step=lose-the-ack",
                            .is_embedded = true});
        CHECK(harness.find_id("page.bar") == nullptr);
        CHECK(harness.find_id("page.home") == nullptr);
        CHECK(harness.find_id("page.questions") == nullptr);
        CHECK(harness.find_id("lesson.next") != nullptr);
        CHECK(harness.app().title() == "3/7 \u00b7 Why three handshakes and not two?");
        CHECK(harness.app().semantics().duplicate_count() == 0);
    }
}

TEST_CASE("what leads away from an embedded lesson opens beside it", "[ui][app][embed]") {
    AppHarness harness({.location = "#/lesson/why-three-not-two?step=end", .is_embedded = true});
    opened.clear();
    ImGui::GetPlatformIO().Platform_OpenInShellFn = [](ImGuiContext*, const char* url) {
        opened = url;
        return true;
    };
    const SemanticNode* last = harness.find_id("lesson.next");
    REQUIRE(last != nullptr);
    CHECK(last->name == "Next lesson");
    harness.press("lesson.next");
    CHECK(opened == "https://example.org/lab/#/lesson/third-ack-lost");
    CHECK(harness.app().location().starts_with("#/lesson/why-three-not-two"));
}

TEST_CASE("a term of an embedded lesson is explained beside it", "[ui][app][embed]") {
    AppHarness harness({.location = "#/lesson/why-three-not-two", .is_embedded = true});
    opened.clear();
    ImGui::GetPlatformIO().Platform_OpenInShellFn = [](ImGuiContext*, const char* url) {
        opened = url;
        return true;
    };
    const SemanticNode* term = harness.find(Role::Link, "ISN");
    REQUIRE(term != nullptr);
    harness.press(term->id);
    CHECK(opened == "https://example.org/lab/#/glossary/isn");
    CHECK(harness.app().location().starts_with("#/lesson/why-three-not-two"));
}

TEST_CASE("without a top bar its place is the lesson's", "[ui][app][embed]") {
    for (const float width : {300.0f, 699.0f, 720.0f, 1200.0f}) {
        const ScreenLayout layout = lay_out_screen({.width = width, .height = 480, .has_top_bar = false});
        CHECK(layout.top.h == 0);
        CHECK(layout.ladder.y == 0);
        CHECK(layout.ladder.h > 0);
    }
}

}  // namespace hw::ui
