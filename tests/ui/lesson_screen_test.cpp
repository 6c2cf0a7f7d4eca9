#include "support/ui/app_harness.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>
#include <string>

namespace hw::ui {

namespace {

using test::AppHarness;

const char* const first_step = "#/lesson/why-three-not-two?step=lose-the-syn";

// Everything on the screen has a name, and an id of its own.
void check_semantics(AppHarness& harness) {
    CHECK(harness.app().semantics().duplicate_count() == 0);
    for (const SemanticNode& node : harness.app().semantics().nodes()) {
        INFO(node.id);
        CHECK_FALSE(node.name.empty());
    }
}

// The id of the segment in flight whose name begins like this.
std::string segment_id(const AppHarness& harness, const std::string& name) {
    const SemanticNode* node = harness.find(Role::Button, name);
    REQUIRE(node != nullptr);
    return node->id;
}

std::string primary(const AppHarness& harness) {
    const SemanticNode* node = harness.find_id("lesson.next");
    return node == nullptr ? "" : node->name;
}

// Answers a report until the engine agrees; a wrong one leads back to the run.
void report_until_right(AppHarness& harness) {
    for (int i = 0; harness.find_id("lesson.reports." + std::to_string(i)) != nullptr; ++i) {
        harness.press("lesson.reports." + std::to_string(i));
        harness.press("lesson.next");
        if (harness.find_id("lesson.explain.0") != nullptr) return;
    }
}

}  // namespace

TEST_CASE("the list of lessons leads to the lesson, and the mark leads back", "[ui][app]") {
    AppHarness harness;
    check_semantics(harness);
    harness.press("home.lesson.why-three-not-two");
    CHECK(harness.app().location() == "#/lesson/why-three-not-two");
    CHECK(primary(harness) == "Begin");
    harness.press("lesson.next");
    CHECK(harness.app().location().starts_with("#/lesson/why-three-not-two?step=lose-the-syn"));
    CHECK(harness.find(Role::Heading, "Why three handshakes") != nullptr);
    check_semantics(harness);
    harness.press("page.home");
    CHECK(harness.app().location() == "#/");
}

TEST_CASE("before a prediction nothing can be played", "[ui][app]") {
    AppHarness harness({.location = first_step});
    REQUIRE(harness.find_id("timeline.play") != nullptr);
    CHECK(harness.find_id("timeline.play")->state.is_disabled);
    CHECK(harness.find_id("lesson.next")->state.is_disabled);
    harness.press_key(ImGuiKey_Space);
    harness.press_key(ImGuiKey_RightArrow);
    CHECK(harness.find_id("timeline.playhead")->value == "50 ms");
}

TEST_CASE("a learner predicts, drops the SYN by hand, reports, and reads why", "[ui][app]") {
    AppHarness harness({.location = first_step});
    harness.press("lesson.choices.0");
    CHECK(harness.find_id("lesson.choices.0")->state.is_checked);
    harness.press("lesson.next");
    harness.press(segment_id(harness, "SYN, seq 1000, client to server, in flight"));
    harness.press("card.drop");
    // It plays by itself to the end of the step and asks for a report.
    CHECK(harness.find_id("lesson.reports") != nullptr);
    CHECK(harness.find(Role::Button, "SYN, seq 1000, client to server, dropped") != nullptr);
    report_until_right(harness);
    CHECK(harness.find_id("lesson.explain.0") != nullptr);
    // The prediction was wrong, and the run says so.
    CHECK(harness.find_id("lesson.choices.0")->description.starts_with("wrong"));
    CHECK(harness.find_id("lesson.choices.2")->description.starts_with("right"));
    check_semantics(harness);
}

TEST_CASE("a command in the past starts a branch and keeps the old future", "[ui][app]") {
    AppHarness harness({.location = first_step});
    harness.press("lesson.choices.2");
    harness.press("lesson.next");
    harness.press(segment_id(harness, "SYN, seq 1000"));
    harness.press("card.drop");
    report_until_right(harness);
    CHECK(harness.find_id("timeline.branch.1") == nullptr);
    harness.press(segment_id(harness, "SYN,ACK, seq"));
    harness.press("card.drop");
    REQUIRE(harness.find_id("timeline.branch.1") != nullptr);
    CHECK(harness.find_id("timeline.branch.1")->name.find("you dropped the SYN,ACK") != std::string::npos);
    harness.press("timeline.branch.0");
    CHECK(harness.find_id("timeline.branch.0")->state.is_pressed);
    harness.press("timeline.compare");
    CHECK(harness.find_id("ladder.2") != nullptr);
    check_semantics(harness);
}

TEST_CASE("the whole lesson can be taken from beginning to end with presses alone", "[ui][app][lesson]") {
    AppHarness harness({.location = first_step});
    for (int step = 0; step < 24 && harness.find_id("lesson.challenge.title") == nullptr; ++step) {
        INFO("step " << step << " " << harness.app().location());
        harness.press("lesson.choices.0");
        harness.press("lesson.next");
        // Whatever is to be done by hand, the lesson can show.
        for (int act = 0; act < 12 && harness.find_id("lesson.reports") == nullptr; ++act) {
            REQUIRE(harness.find_id("lesson.next") != nullptr);
            REQUIRE_FALSE(harness.find_id("lesson.next")->state.is_disabled);
            harness.press("lesson.next");
        }
        REQUIRE(harness.find_id("lesson.reports") != nullptr);
        report_until_right(harness);
        REQUIRE(harness.find_id("lesson.explain.0") != nullptr);
        check_semantics(harness);
        harness.press("lesson.next");
    }
    CHECK(harness.find_id("lesson.challenge.title") != nullptr);
    CHECK(primary(harness) == "Next lesson");
    harness.press("lesson.next");
    CHECK(harness.app().location().starts_with("#/lesson/third-ack-lost"));
}

TEST_CASE("a segment in flight is given more text by hand", "[ui][app][lesson]") {
    AppHarness harness({.location = "#/lesson/data-in-handshake?step=in-the-syn-ack"});
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press(segment_id(harness, "SYN,ACK, seq 5000"));
    harness.press("card.edit");
    harness.press("card.edit.more");
    harness.press("card.edit.apply");
    CHECK(harness.find_id("lesson.reports") != nullptr);
    CHECK(harness.find(Role::Button, "SYN,ACK, seq 5000, ack 1001, server to client, arrived, changed") !=
          nullptr);
    check_semantics(harness);
}

TEST_CASE("the liar has a lane of his own, and what he forges comes from it", "[ui][app][lesson]") {
    for (const float width : {1280.0f, 390.0f}) {
        AppHarness harness({.width = width,
                            .height = 844,
                            .is_touch = width < 700,
                            .location = "#/lesson/what-is-agreed?step=stranger"});
        harness.press("lesson.choices.0");
        harness.press("lesson.next");
        REQUIRE(harness.find_id("ladder.host.mallory") != nullptr);
        CHECK(harness.find_id("ladder.host.mallory")->name == "mallory");
        CHECK(harness.find(Role::Button, "forged") != nullptr);
        check_semantics(harness);
    }
}

TEST_CASE("nobody is told before the prediction how long it will stay quiet", "[ui][app][lesson]") {
    AppHarness harness({.location = "#/lesson/cable-power-kill?step=silence"});
    const auto tells_length = [&harness] {
        const auto& nodes = harness.app().semantics().nodes();
        return std::any_of(nodes.begin(), nodes.end(),
                           [](const SemanticNode& node) { return node.id.starts_with("ladder.silence."); });
    };
    CHECK_FALSE(tells_length());
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press("lesson.next");
    CHECK(tells_length());
}

TEST_CASE("a wrong report that only time refutes leads to what decides the right one", "[ui][app][lesson]") {
    AppHarness harness({.location = "#/lesson/what-is-agreed?step=urgent"});
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press("lesson.next");
    REQUIRE(harness.find_id("lesson.reports.0") != nullptr);
    CHECK(harness.find_id("timeline.playhead")->value == "1,300 ms");
    harness.press("lesson.reports.0");  // "ACK=1015": no segment says so, ever
    harness.press("lesson.next");
    CHECK(harness.find_id("timeline.playhead")->value == "600 ms");
}

TEST_CASE("a band of two that take turns names both, and counts pairs", "[ui][app][lesson]") {
    AppHarness harness({.height = 6'000, .location = "#/lesson/cable-power-kill?step=hung"});
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press("lesson.next");
    CHECK(harness.find(Role::Text, "50 \u00d7 1 byte and ACK more, every 60 s") != nullptr);
}

TEST_CASE("the card of calls has room on a phone: the sheet makes way", "[ui][app][calls]") {
    AppHarness phone({.width = 390, .height = 844, .is_touch = true, .location = "#/sandbox"});
    phone.press("calls.client.all");
    REQUIRE(phone.find_id("calls.client.inject") != nullptr);
    CHECK(phone.find_id("calls.client.inject")->rect.bottom() < phone.find_id("timeline.play")->rect.y);
}

TEST_CASE(
    "a day of silence is a band on each side of what interrupts it, and the end of the run says when it is",
    "[ui][app][lesson]") {
    AppHarness harness({.location = "#/lesson/cable-power-kill?step=silence"});
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press("lesson.next");
    REQUIRE(harness.find_id("lesson.reports") != nullptr);
    CHECK(harness.find_id("timeline.playhead")->value == "24 h");
    CHECK(harness.find(Role::Text, "no event for 23 h") != nullptr);
    REQUIRE(harness.find_id("tcb.told") != nullptr);
    CHECK(harness.find_id("tcb.told")->value == "ESTABLISHED");
}

TEST_CASE("a segment out of nowhere begins as one that its receiver would take", "[ui][app][calls]") {
    AppHarness harness({.location = "#/lesson/why-four-waves?step=abort"});
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press("calls.server.all");
    harness.press("calls.server.inject");
    REQUIRE(harness.find_id("calls.server.inject.SEQ") != nullptr);
    CHECK(harness.find_id("calls.server.inject.SEQ")->name == "SEQ 1001");
    CHECK(harness.find_id("calls.server.inject.ACK")->name == "ACK 5001");
    harness.press("calls.server.inject.bit.RST");
    harness.press("calls.server.inject.SEQ+100");
    harness.press("calls.server.inject.send");
    CHECK(harness.find(Role::Button, "RST,ACK, seq 1101") != nullptr);
    CHECK(harness.find_id("calls.server.inject.SEQ") == nullptr);
    check_semantics(harness);
}

TEST_CASE("both languages and every width show the same things under names of their own", "[ui][app]") {
    struct Size {
        float width, height;
        bool is_touch;
    };
    for (const Size size :
         {Size{1280, 800, false}, {1280, 720, false}, {900, 700, false}, {390, 844, true}}) {
        for (const char* language : {"&lang=en", "&lang=zh"}) {
            INFO(size.width << language);
            AppHarness harness({.width = size.width,
                                .height = size.height,
                                .is_touch = size.is_touch,
                                .location = std::string(first_step) + language});
            check_semantics(harness);
            CHECK(harness.find_id("lesson.choices.0") != nullptr);
            CHECK(harness.find_id("ladder.packet.0") != nullptr);
            CHECK(harness.find_id("lesson.next") != nullptr);
        }
    }
}

TEST_CASE("an unknown lesson in the address is a message on the screen, and the app lives on", "[ui][app]") {
    AppHarness harness({.location = "#/lesson/no-such-lesson"});
    CHECK(harness.app().problem().find("no-such-lesson") != std::string::npos);
    CHECK(harness.find(Role::Text, "no-such-lesson") != nullptr);
    harness.press("home.lesson.why-three-not-two");
    CHECK(harness.app().problem().empty());
}

TEST_CASE("a broken lesson is a row that says which line is wrong", "[ui][app]") {
    AppHarness harness(
        {.lessons = {{.id = "broken", .toml = "id = \"broken\"\n[[steps]\n", .zh = "# 问", .en = "# Q"}}});
    INFO(harness.app().problem());
    CHECK(harness.app().problem().starts_with("lessons/broken/lesson.toml:2"));
    CHECK(harness.find(Role::Text, "lessons/broken/lesson.toml:2") != nullptr);
}

TEST_CASE("at rest the app asks for no frame", "[ui][app]") {
    AppHarness harness({.reduced_motion = false, .location = first_step});
    harness.frames(5);
    CHECK_FALSE(harness.app().needs_frame());
    CHECK_FALSE(harness.app().wake_after_seconds());
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press(segment_id(harness, "SYN, seq 1000"));
    CHECK_FALSE(harness.app().needs_frame());
}

TEST_CASE("a press counts although no frame saw the pointer before it", "[ui][app]") {
    AppHarness harness({.location = first_step});
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    const Point middle = harness.find_id("ladder.packet.0")->rect.centre();
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(middle.x, middle.y);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    harness.frames();
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    harness.settle();
    CHECK(harness.find_id("card.drop") != nullptr);
    // A press beside everything lets go of it.
    harness.click({650, 560});
    CHECK(harness.find_id("card.drop") == nullptr);
}

TEST_CASE("what to do with a segment is said until its card is there to do it", "[ui][app]") {
    AppHarness harness({.location = first_step});
    REQUIRE(harness.find_id("ladder.notice") != nullptr);
    harness.press(segment_id(harness, "SYN, seq 1000, client to server, in flight"));
    CHECK(harness.find_id("card.drop") != nullptr);
    CHECK(harness.find_id("ladder.notice") == nullptr);
    harness.click({650, 560});
    CHECK(harness.find_id("ladder.notice") != nullptr);
}

TEST_CASE("a learner changes a segment on its way, and the ladder says where and what", "[ui][app]") {
    AppHarness harness({.height = 1'600, .location = first_step});
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press(segment_id(harness, "SYN, seq 1000, client to server, in flight"));
    CHECK(harness.find_id("card.details")->name.find("window 65,535") != std::string::npos);
    harness.press("card.edit");
    CHECK(harness.find_id("card.drop") == nullptr);
    CHECK(harness.find_id("card.edit.apply")->state.is_disabled);
    CHECK(harness.find_id("card.edit.syn")->state.is_pressed);
    harness.press("card.edit.seq_up");
    CHECK_FALSE(harness.find_id("card.edit.apply")->state.is_disabled);
    harness.press("card.edit.seq_up");
    CHECK(harness.find_id("card.edit.apply")->state.is_disabled);
    harness.press("card.edit.cancel");
    CHECK(harness.find_id("card.drop") != nullptr);

    harness.press("card.edit");
    harness.press("card.edit.seq_down");
    harness.press("card.edit.apply");
    harness.press(segment_id(harness, "SYN, seq 1000, client to server, arrived, changed on its way"));
    CHECK(harness.find_id("card.changes")->name == "Changed: seq 1000 → 999");
    CHECK(harness.find(Role::Button, "SYN,ACK, seq 5000, ack 1000, server to client") != nullptr);
    check_semantics(harness);
}

TEST_CASE("a segment whose checksum was left alone is noticed and never heard", "[ui][app]") {
    AppHarness harness({.height = 1'600, .location = first_step});
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press(segment_id(harness, "SYN, seq 1000, client to server, in flight"));
    harness.press("card.edit");
    harness.press("card.edit.urg");
    harness.press("card.edit.checksum");
    harness.press("card.edit.apply");
    harness.press(segment_id(harness, "SYN, seq 1000, client to server, arrived, changed on its way"));
    CHECK(harness.find_id("card.changes")->name == "Changed: SYN → SYN,URG · checksum wrong");
    CHECK(harness.find_id("think.nobody")->name.find("checksum") != std::string::npos);
    CHECK(harness.find_id("ladder.rto.1") != nullptr);
}

TEST_CASE("the checksum alone can be made wrong", "[ui][app]") {
    AppHarness harness({.height = 1'600, .location = first_step});
    harness.press("lesson.choices.0");
    harness.press("lesson.next");
    harness.press(segment_id(harness, "SYN, seq 1000, client to server, in flight"));
    harness.press("card.edit");
    harness.press("card.edit.checksum");
    harness.press("card.edit.apply");
    harness.press(segment_id(harness, "SYN, seq 1000, client to server, arrived, changed on its way"));
    CHECK(harness.find_id("card.changes")->name == "Changed: checksum wrong");
}

TEST_CASE("a step that the lesson does not have is said on the screen", "[ui][app]") {
    AppHarness harness({.location = "#/lesson/why-three-not-two?step=no-such-step"});
    CHECK(harness.find(Role::Text, "no-such-step") != nullptr);
    CHECK(harness.find_id("lesson.choices.0") != nullptr);
}

TEST_CASE("the screen can be used with the keyboard alone", "[ui][app]") {
    AppHarness harness({.location = first_step});
    std::set<std::string> reached;
    for (int i = 0; i < 40; ++i) {
        harness.press_key(ImGuiKey_Tab);
        reached.insert(harness.app().semantics().focused_id());
    }
    for (const char* id : {"page.language", "page.theme", "page.link", "lesson.choices.0", "ladder.packet.0",
                           "timeline.playhead"}) {
        INFO(id);
        CHECK(reached.contains(id));
    }
}

}  // namespace hw::ui
