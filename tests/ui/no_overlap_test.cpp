// What lay over something else, was cut off or was said twice, and must not again.
#include "support/ui/app_harness.h"
#include "support/ui/ui_harness.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"

#include <catch2/catch_test_macros.hpp>

#include <functional>
#include <string>
#include <vector>

namespace hw::ui {

namespace {

using test::AppHarness;

std::vector<const SemanticNode*> all_of(AppHarness& harness, const std::string& prefix) {
    std::vector<const SemanticNode*> found;
    for (const SemanticNode& node : harness.app().semantics().nodes())
        if (node.id.starts_with(prefix)) found.push_back(&node);
    return found;
}

void check_apart(AppHarness& harness, const std::string& one, const std::string& other) {
    const auto ones = all_of(harness, one), others = all_of(harness, other);
    REQUIRE_FALSE(ones.empty());
    REQUIRE_FALSE(others.empty());
    for (const SemanticNode* a : ones) {
        for (const SemanticNode* b : others) {
            INFO(a->id << " and " << b->id);
            CHECK_FALSE(a->rect.intersects(b->rect));
        }
    }
}

struct LongLinkPage {
    void operator()(Ui& ui) {
        begin_pane(ui, {.id = "pane", .name = "Pane", .rect = {0, 0, 400, 300}, .padding = {20, 20}});
        link(ui, {.id = "short", .label = "Next", .target = "#/", .width = 200});
        link(ui, {.id = "long",
                  .label = "Cable pulled, power lost, process killed: what does the other side know?",
                  .target = "#/",
                  .width = 200});
        end_pane(ui);
    }
};

}  // namespace

TEST_CASE("A host that is called by its letter is not named twice", "[ui][ladder]") {
    for (const bool is_phone : {false, true}) {
        AppHarness harness({.width = is_phone ? 390.0f : 1280.0f,
                            .height = is_phone ? 844.0f : 800.0f,
                            .is_touch = is_phone,
                            .location = "#/puzzle/crossed-syns"});
        const SemanticNode* host = harness.find_id("ladder.host.A");
        REQUIRE(host != nullptr);
        CHECK(host->name == "A");
        CHECK(host->rect.w == 22);  // the sign itself
    }
    AppHarness named({.location = "#/lesson/third-ack-lost?lang=zh"});
    CHECK(named.find_id("ladder.host.client")->name.starts_with("客户端"));
}

TEST_CASE("On a phone, what ails a machine does not lie over the buttons of the machines", "[ui][incident]") {
    for (const float width : {328.0f, 390.0f, 1280.0f}) {
        INFO(width);
        AppHarness harness({.width = width,
                            .height = width < 700 ? 844.0f : 800.0f,
                            .is_touch = width < 700,
                            .location = "#/incident/twin?lang=en"});
        harness.press("timeline.play");
        if (width < 700) harness.press("incident.tab.machine");
        check_apart(harness, "incident.diagnosis.", "incident.host.of.");
        check_apart(harness, "incident.diagnosis.", "incident.host.ss.");
        for (const SemanticNode* chip : all_of(harness, "incident.diagnosis."))
            CHECK(chip->rect.right() <= width);
    }
}

TEST_CASE("The number of ports stands where the playhead at the end is not", "[ui][incident]") {
    AppHarness harness({.location = "#/incident/twin"});
    harness.press("timeline.play");
    const SemanticNode* ports = harness.find_id("incident.chart.ports");
    REQUIRE(ports != nullptr);
    CHECK(ports->name == "28,232 ports");
    CHECK(ports->rect.right() < harness.find_id("incident.chart")->rect.right() - 20);
}

TEST_CASE("The incident's head tells the rate of the world that is shown", "[ui][incident]") {
    AppHarness harness({.width = 900, .height = 700, .location = "#/incident/twin?lang=en"});
    REQUIRE(harness.find_id("incident.about") != nullptr);
    CHECK(harness.find_id("incident.about")->name.find("625 a second") != std::string::npos);
    harness.press("incident.tab.remedies");
    harness.press("incident.remedy.pool");
    CHECK(harness.find_id("incident.about")->name.find("22 a second") != std::string::npos);
}

TEST_CASE("The timeline of a large world tells seconds, not events that nobody kept", "[ui][measured]") {
    AppHarness harness({.location = "#/lesson/close-wait-leak?step=the-storm"});
    CHECK(harness.find_id("timeline.position")->name == "0 ms of 30 s");
    CHECK(harness.find_id("timeline.branches") == nullptr);
    CHECK(harness.find_id("timeline.speed")->name.find("2.5") != std::string::npos);
    CHECK(harness.find_id("large.chart") == nullptr);
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    CHECK(harness.find_id("timeline.position")->name == "30 s of 30 s");
}

TEST_CASE("Two large worlds have no tabs but their own, and on a phone a tab that is called what it shows",
          "[ui][measured]") {
    AppHarness wide({.location = "#/lesson/close-wait-leak?step=two-diseases"});
    CHECK(wide.find_id("tab.lesson") == nullptr);
    CHECK(wide.find_id("large.name") != nullptr);
    CHECK(wide.find_id("large2.of.1")->name == "server");
    AppHarness phone({.width = 390,
                      .height = 844,
                      .is_touch = true,
                      .location = "#/lesson/close-wait-leak?step=two-diseases&lang=zh"});
    CHECK(phone.find_id("tab.ladder")->name == "主机");
    CHECK(phone.find_id("large.run.0") != nullptr);
    CHECK(phone.find_id("large.name") == nullptr);
    CHECK(phone.find_id("large.of.1")->name == "服务器");
}

TEST_CASE("A link that is too long goes on in the next line", "[ui][widgets]") {
    test::UiHarness harness;
    LongLinkPage page;
    harness.page = std::ref(page);
    harness.frames(2);
    const SemanticNode* one = harness.ui.semantics.find("short");
    const SemanticNode* two = harness.ui.semantics.find("long");
    REQUIRE(two != nullptr);
    CHECK(two->rect.w <= 200);
    CHECK(two->rect.h > 1.8f * one->rect.h);
    CHECK_FALSE(two->rect.intersects(one->rect));
}

TEST_CASE("On a phone, where a duel leads on is not cut off", "[ui][duel]") {
    for (const char* language : {"en", "zh"}) {
        AppHarness harness({.width = 328,
                            .height = 700,
                            .is_touch = true,
                            .location = std::string("#/duel/cable-noticed?lang=") + language});
        harness.press("duel.doubt");
        if (harness.find_id("duel.skip") != nullptr) harness.press("duel.skip");
        const SemanticNode* more = harness.find_id("duel.more");
        REQUIRE(more != nullptr);
        CHECK(more->rect.right() <= 328);
    }
}

TEST_CASE("That nothing has run yet is said where no segment is", "[ui][ladder][duel]") {
    AppHarness harness({.location = "#/lesson/why-three-not-two?step=nobody-confirms&lang=zh"});
    check_apart(harness, "ladder.2.notice", "ladder.2.packet.");
    check_apart(harness, "ladder.notice", "ladder.packet.");
}

TEST_CASE("The word that points at a segment stands beside the labels", "[ui][ladder]") {
    AppHarness harness({.location = "#/lesson/why-three-not-two?step=lost-reset&lang=zh"});
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    check_apart(harness, "ladder.pointed", "ladder.packet.");
    check_apart(harness, "ladder.2.pointed", "ladder.2.packet.");
}

TEST_CASE("The front page leads to what else can be done with it, within the window", "[ui][home]") {
    for (const char* language : {"#/?lang=en", "#/?lang=zh"}) {
        AppHarness harness({.location = language, .page_address = "https://example.org/lab/"});
        for (const char* id : {"home.course", "home.guide", "home.command"}) {
            INFO(language << " " << id);
            const SemanticNode* node = harness.find_id(id);
            REQUIRE(node != nullptr);
            CHECK(node->role == Role::Link);
            CHECK(node->target.starts_with("site:"));
            CHECK(node->rect.bottom() <= 800);
            CHECK(node->rect.right() <= 1280);
        }
    }
    // In a window there is no page beside which they could be.
    AppHarness window({.location = "#/"});
    CHECK(window.find_id("home.guide") == nullptr);
}

TEST_CASE("No limit is not a number", "[ui][host]") {
    AppHarness harness({.location = "#/lesson/third-ack-lost?step=two-opinions&lang=zh"});
    harness.press("right.host");
    harness.press("host.tab.switches");
    const SemanticNode* buckets = harness.find_id("host.switch.tcp_max_tw_buckets");
    REQUIRE(buckets != nullptr);
    CHECK(buckets->value == "不限");
}

TEST_CASE("On a phone a host's tables get the whole sheet, and give it back", "[ui][host]") {
    AppHarness harness({.width = 390,
                        .height = 844,
                        .is_touch = true,
                        .location = "#/lesson/third-ack-lost?step=who-speaks"});
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    const float half = harness.find_id("sheet")->rect.h;
    harness.press("tab.host");
    CHECK(harness.find_id("sheet")->rect.h > half + 200);
    const auto rows = all_of(harness, "host.ss.row.");
    REQUIRE_FALSE(rows.empty());
    CHECK(rows.front()->rect.bottom() <= harness.find_id("sheet")->rect.bottom());
    harness.press("tab.lesson");
    CHECK(harness.find_id("sheet")->rect.h == half);
}

}  // namespace hw::ui
