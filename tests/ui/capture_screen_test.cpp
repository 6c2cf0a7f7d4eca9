#include <catch2/catch_test_macros.hpp>

#include <string>

#include "capture/from_trace.h"
#include "capture/pcapng_write.h"
#include "sim/canned_runs.h"
#include "support/ui/app_harness.h"

namespace hw::ui {

namespace {

using test::AppHarness;

std::vector<std::uint8_t> captured(std::string_view name, capture::Tap::Place place) {
    const sim::CannedRun* canned = sim::find_canned_run(name);
    REQUIRE(canned != nullptr);
    sim::World world = canned->make();
    sim::Trace trace;
    sim::run(world, {.until = canned->until}, &trace);
    return capture::write_pcapng(capture::capture_of(trace, world, {.place = place}));
}

}  // namespace

TEST_CASE("A capture is a ladder of its segments, and pressing one tells what it is", "[ui][app][capture]") {
    for (const auto place : {capture::Tap::Place::Senders, capture::Tap::Place::Both}) {
        AppHarness harness;
        harness.app().open_capture("w0.pcapng", captured("w0", place));
        harness.settle();
        CHECK(harness.app().title() == "w0.pcapng · Handwave");
        CHECK(harness.app().semantics().duplicate_count() == 0);
        const SemanticNode* about = harness.find_id("capture.about");
        REQUIRE(about != nullptr);
        CHECK(about->name == "10.0.0.1:40000 and 10.0.0.2:80: 9 segments. Conversation 1 of 1.");
        CHECK((harness.find_id("ladder.delay") != nullptr) == (place == capture::Tap::Place::Both));
        const SemanticNode* syn = harness.find(Role::Button, "SYN");
        REQUIRE(syn != nullptr);
        harness.press(syn->id);
        REQUIRE(harness.find_id("capture.about") != nullptr);
        CHECK(harness.find_id("capture.about")->name.find("Flags [S], seq 1000") != std::string::npos);
        // What can be done to a segment of a run cannot be done to what was captured.
        CHECK(harness.find(Role::Button, "Drop") == nullptr);
    }
}

TEST_CASE("A capture's playhead goes by events, and the list of lessons closes it", "[ui][app][capture]") {
    AppHarness harness;
    harness.app().open_capture("loss.pcapng", captured("loss", capture::Tap::Place::Both));
    harness.settle();
    for (const ImGuiKey key : {ImGuiKey_Home, ImGuiKey_RightArrow, ImGuiKey_LeftArrow, ImGuiKey_End,
                               ImGuiKey_D, ImGuiKey_Escape, ImGuiKey_Equal})
        harness.press_key(key);
    CHECK(harness.find_id("capture.about") != nullptr);
    harness.app().navigate("#/");
    harness.settle();
    CHECK(harness.find_id("capture.about") == nullptr);
    CHECK(harness.app().problem().empty());
}

TEST_CASE("On a phone a capture has its whole name, and the whole sentence about it", "[ui][app][capture]") {
    AppHarness harness({.width = 390, .height = 844});
    harness.app().open_capture("loss.pcapng", captured("loss", capture::Tap::Place::Both));
    harness.settle();
    REQUIRE(harness.find_id("page.crumb") != nullptr);
    CHECK(harness.find_id("page.crumb")->name == "loss.pcapng");
    const SemanticNode* about = harness.find_id("capture.about");
    REQUIRE(about != nullptr);
    CHECK(about->name == "10.0.0.1:40000 and 10.0.0.2:80: 91 segments. Conversation 1 of 1.");
    CHECK(about->rect.bottom() <= 844);
}

TEST_CASE("What is no capture is a message, in the reader's language", "[ui][app][capture]") {
    const std::uint8_t words[] = {'h', 'e', 'l', 'l', 'o'};
    {
        AppHarness harness;
        harness.app().open_capture("notes.txt", words);
        harness.settle();
        CHECK(
            harness.app().problem() ==
            "The capture notes.txt cannot be read: byte 0: expected a pcap or a pcapng file: it begins with "
            "neither's "
            "magic number");
    }
    AppHarness chinese({.location = "#/?lang=zh"});
    chinese.app().open_capture("notes.txt", words);
    CHECK(chinese.app().problem().find("抓包文件 notes.txt 读不出来") == 0);
}

}  // namespace hw::ui
