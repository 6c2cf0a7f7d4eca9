#include "ui/app/progress.h"
#include "support/ui/app_harness.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace hw::ui {

using test::AppHarness;

TEST_CASE("what a learner has done is kept as text and read back", "[ui][app][progress]") {
    Progress progress;
    progress.set("puzzle/assassin", "done");
    progress.set("lesson/ghosts", "1p.Ba.--");
    const std::uint64_t version = progress.version();
    progress.set("puzzle/assassin", "done");
    CHECK(progress.version() == version);
    const Progress again = Progress::parse(progress.to_text());
    CHECK(again["puzzle/assassin"] == "done");
    CHECK(again["lesson/ghosts"] == "1p.Ba.--");
    CHECK(again.count("puzzle/") == 1);
    CHECK(again["puzzle/none"].empty());
    progress.set("puzzle/assassin", "");
    CHECK(progress.count("puzzle/") == 0);
    CHECK(progress.version() != version);
}

TEST_CASE("progress that makes no sense is left out, and there is never too much of it",
          "[ui][app][progress]") {
    const Progress odd = Progress::parse("no equals sign\n=x\nkey with blank=x\n<b>=x\na=\x01\ngood=1");
    CHECK(odd.to_text() == "good=1\n");
    std::string many;
    for (int i = 0; i < 5'000; ++i) many += "k" + std::to_string(i) + "=1\n";
    CHECK(Progress::parse(many).count("k") == Progress::most_entries);
    CHECK(Progress::parse("k=" + std::string(5'000'000, 'x')).to_text().empty());
    CHECK(Progress::parse(std::string(5'000'000, '\n')).to_text().empty());
}

TEST_CASE("a learner who comes back finds the lesson where it was left", "[ui][app][progress]") {
    std::string kept;
    {
        AppHarness harness({.location = "#/lesson/why-three-not-two?step=lose-the-syn"});
        CHECK(harness.app().progress_version() > 0);
        harness.press("lesson.choices.2");
        kept = harness.app().progress();
    }
    CHECK(kept.find("lesson/why-three-not-two=0p.c-") != std::string::npos);
    CHECK(kept.find("last=lesson/why-three-not-two\n") != std::string::npos);
    AppHarness harness({.progress = kept});
    CHECK(harness.app().progress_version() == 0);
    harness.press("home.lesson.why-three-not-two");
    CHECK(harness.find_id("lesson.choices.2")->state.is_checked);
}

TEST_CASE("kept progress that is not of this lesson is ignored", "[ui][app][progress]") {
    AppHarness harness({.progress = "lesson/why-three-not-two=99e.zz\nlesson/none=0p\nlast=lesson/none\n"});
    harness.press("home.lesson.why-three-not-two");
    CHECK(harness.find_id("lesson.next")->name == "Begin");
}

TEST_CASE("somebody else's link does not replace what a learner has done, until they go on from there",
          "[ui][app][progress]") {
    const std::string own = "lesson/why-three-not-two=0p.c-.--.--.--.--.--.--";
    AppHarness harness({.location = "#/lesson/why-three-not-two?step=lose-the-syn&p=0p.a-.--.--.--.--.--.--",
                        .progress = own + "\n"});
    CHECK(harness.find_id("lesson.choices.0")->state.is_checked);
    CHECK(harness.app().progress() == own + "\n");
    harness.press("lesson.choices.1");
    CHECK(harness.app().progress().find("why-three-not-two=0p.b-") != std::string::npos);
}

}  // namespace hw::ui
