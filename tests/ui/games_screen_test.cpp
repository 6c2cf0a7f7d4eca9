#include "support/ui/app_harness.h"

#include "lesson/library.h"
#include "lesson/puzzle.h"
#include "ui/app/game_library.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <string>

namespace hw::ui {

using test::AppHarness;

namespace {

std::string value_of(const AppHarness& harness, std::string_view id) {
    const SemanticNode* node = harness.find_id(id);
    return node == nullptr ? std::string("(none)") : node->value;
}

}  // namespace

TEST_CASE("every duel and puzzle that ships is on its list, in both languages", "[ui][games]") {
    CHECK(shipped_duels().size() == lesson::embedded_duels().size());
    CHECK(shipped_puzzles().size() == lesson::embedded_puzzles().size());
    for (const char* language : {"zh", "en"}) {
        AppHarness harness({.location = std::string("#/duels?lang=") + language});
        harness.settle();
        for (const lesson::Duel& duel : shipped_duels()) CHECK(harness.find_id("games.duel." + duel.id));
        harness.app().navigate(std::string("#/puzzles?lang=") + language);
        harness.settle();
        for (const lesson::Puzzle& puzzle : shipped_puzzles())
            CHECK(harness.find_id("games.puzzle." + puzzle.id));
    }
}

TEST_CASE("a duel keeps its verdict until one has said whether one believes it", "[ui][games]") {
    AppHarness harness({.location = "#/duel/both-at-once?lang=en"});
    harness.settle();
    CHECK(harness.app().title().find("Both at the same moment") == 0);
    CHECK(value_of(harness, "duel.row.gap") == "not known yet");
    CHECK(harness.find_id("duel.yours") == nullptr);
    harness.press("duel.doubt");
    CHECK(harness.find(Role::Heading, "Claim refuted") != nullptr);
    CHECK(value_of(harness, "duel.row.gap").find("Nothing is lost: 100 ms, bad") == 0);
    CHECK(harness.find(Role::Text, "rightly") != nullptr);
    harness.press("duel.again");
    CHECK(value_of(harness, "duel.row.gap") == "not known yet");
    harness.press("duel.believe");
    CHECK(harness.find(Role::Text, "So do many") != nullptr);
    harness.app().navigate("#/duels");
    harness.settle();
    CHECK(harness.find_id("games.duel.both-at-once")->description.find("refuted") != std::string::npos);
}

TEST_CASE("every duel plays to its verdict, on the one or the other size of screen", "[ui][games]") {
    struct Size {
        float width, height;
        const char* language;
    };
    constexpr std::array sizes{Size{1280, 800, "en"}, Size{390, 844, "zh"}, Size{820, 700, "zh"}};
    std::size_t number = 0;
    for (const lesson::Duel& duel : shipped_duels()) {
        const Size& size = sizes[number++ % sizes.size()];
        INFO(duel.id << " at " << size.width);
        AppHarness harness({.width = size.width,
                            .height = size.height,
                            .is_touch = size.width < 700,
                            .location = "#/duel/" + duel.id + "?lang=" + size.language});
        harness.settle();
        CHECK(harness.find_id("ladder") != nullptr);
        harness.press("duel.believe");
        CHECK(harness.find_id("duel.yours") != nullptr);
        CHECK(harness.app().problem().empty());
    }
}

TEST_CASE("whoever gives up is shown a way, for every puzzle", "[ui][games]") {
    for (const lesson::Puzzle& puzzle : shipped_puzzles()) {
        INFO(puzzle.id);
        AppHarness harness({.location = "#/puzzle/" + puzzle.id + "?lang=zh"});
        harness.settle();
        CHECK(harness.find_id("puzzle.solved") == nullptr);
        CHECK(value_of(harness, "puzzle.goal.0") == "未达到");
        harness.press("puzzle.give-up");
        CHECK(harness.find_id("puzzle.solved") != nullptr);
        CHECK(value_of(harness, "puzzle.goal.0") == "已达到");
        harness.press("puzzle.reset");
        CHECK(value_of(harness, "puzzle.goal.0") == "未达到");
    }
}

TEST_CASE("hints come one by one, and the last one leaves no more", "[ui][games]") {
    AppHarness harness({.location = "#/puzzle/reach-closing?lang=en"});
    harness.settle();
    CHECK(harness.find_id("puzzle.hint.1.0") == nullptr);
    harness.press("puzzle.hint");
    CHECK(harness.find_id("puzzle.hint.1.0") != nullptr);
    CHECK(harness.find_id("puzzle.hint.2.0") == nullptr);
    harness.press("puzzle.hint");
    harness.press("puzzle.hint");
    CHECK(harness.find_id("puzzle.hint") == nullptr);
}

TEST_CASE("an address of a duel or puzzle that is not there says so", "[ui][games]") {
    AppHarness harness({.location = "#/puzzle/nothing?lang=en"});
    harness.settle();
    CHECK(harness.app().problem().find("nothing") != std::string::npos);
    harness.app().navigate("#/duel/no-such-duel");
    harness.settle();
    CHECK(harness.app().problem().find("no-such-duel") != std::string::npos);
}

}  // namespace hw::ui
