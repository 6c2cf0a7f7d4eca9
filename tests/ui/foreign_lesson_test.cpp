#include "support/lesson/lessons.h"
#include "support/paths.h"
#include "support/ui/app_harness.h"
#include "support/ui/headless_imgui.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

namespace hw::ui {

namespace {

using test::AppHarness;

LessonFiles shipped(const std::string& id) {
    const auto text = [&id](const char* name) {
        return hw::test::text_of(hw::test::source_path("lessons/" + id + "/" + name));
    };
    return {.id = id, .toml = text("lesson.toml"), .zh = text("zh.md"), .en = text("en.md")};
}

// A lesson that does not come with the app: a shipped one under another id.
LessonFiles foreign() {
    LessonFiles files = shipped("third-ack-lost");
    files.id = "somewhere";
    files.folder = "course/somewhere";
    files.toml = lesson::test::replaced(files.toml, "id = \"third-ack-lost\"", "id = \"from-afar\"");
    files.en = lesson::test::replaced(files.en, "# The third ACK is lost", "# A question from afar");
    return files;
}

bool reports(AppHarness& harness, std::string_view words) {
    for (const SemanticNode& node : harness.app().semantics().nodes()) {
        if (node.id.starts_with("report.") && node.name.find(words) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("a lesson from outside opens under its own id, and is in the list from then on",
          "[ui][app][foreign]") {
    AppHarness harness({.location = "#/lesson/why-three-not-two?step=lose-the-ack"});
    harness.app().open_lesson(foreign());
    harness.settle();
    CHECK(harness.app().location() == "#/lesson/from-afar");
    CHECK(harness.find(Role::Heading, "A question from afar") != nullptr);
    CHECK(harness.find_id("report") == nullptr);
    // What was open before is still there.
    harness.app().navigate("#/lesson/why-three-not-two");
    harness.settle();
    CHECK(harness.app().location().starts_with("#/lesson/why-three-not-two?step=lose-the-ack"));
    harness.app().navigate("#/lesson/from-afar?step=2");
    harness.settle();
    CHECK(harness.app().location().starts_with("#/lesson/from-afar?step=who-speaks"));
}

TEST_CASE("a lesson that is saved again stays at its step, with its new words", "[ui][app][foreign]") {
    AppHarness harness;
    LessonFiles files = foreign();
    harness.app().open_lesson(files);
    harness.app().navigate("#/lesson/from-afar?step=data-repairs");
    harness.settle();
    files.en = lesson::test::replaced(files.en, "Data is an answer too", "Data is an answer as well");
    harness.app().open_lesson(files);
    harness.settle();
    CHECK(harness.app().location().starts_with("#/lesson/from-afar?step=data-repairs"));
    bool has_new_words = false;
    for (const SemanticNode& node : harness.app().semantics().nodes())
        has_new_words |= node.name.find("Data is an answer as well") != std::string::npos;
    CHECK(has_new_words);
}

TEST_CASE("what is wrong with a lesson is said with file and line, and what was open stays",
          "[ui][app][foreign]") {
    AppHarness harness;
    LessonFiles files = foreign();
    harness.app().open_lesson(files);
    harness.app().navigate("#/lesson/from-afar?step=data-repairs");
    files.toml = lesson::test::replaced(files.toml, "plays_until = \"900ms\"", "plays_untill = \"900ms\"");
    harness.app().open_lesson(files);
    harness.settle();
    CHECK(reports(harness, "course/somewhere/lesson.toml:"));
    CHECK(reports(harness, "unknown key \"plays_untill\""));
    CHECK(harness.app().location().starts_with("#/lesson/from-afar?step=data-repairs"));
    CHECK(harness.app().semantics().duplicate_count() == 0);
    CHECK(harness.app().problem().find("lesson.toml:") != std::string::npos);
    harness.press("report.close");
    CHECK(harness.find_id("report") == nullptr);
}

TEST_CASE("what the check remarks, and what the font lacks, stands over the lesson until it is closed",
          "[ui][app][foreign]") {
    AppHarness harness({.width = 390, .height = 700});
    LessonFiles files = foreign();
    files.zh = lesson::test::replaced(files.zh, "## next\n", "## next\n\u9f98");
    harness.app().open_lesson(files, {"course/somewhere/en.md:7: a remark"});
    harness.settle();
    CHECK(reports(harness, "en.md:7: a remark"));
    CHECK(reports(harness, "\u9f98"));
    CHECK(harness.app().location() == "#/lesson/from-afar");
    harness.press("report.close");
    CHECK(harness.find_id("report") == nullptr);
}

TEST_CASE("many lessons from outside leave the open one alone", "[ui][app][foreign][bounds]") {
    AppHarness harness({.location = "#/lesson/why-three-not-two?step=lose-the-ack"});
    for (int i = 0; i < 40; ++i) {
        LessonFiles files = foreign();
        files.toml = lesson::test::replaced(files.toml, "from-afar", "afar-" + std::to_string(i));
        harness.app().open_lesson(files);
    }
    harness.app().navigate("#/lesson/why-three-not-two");
    CHECK(harness.settle() > 0);
    CHECK(harness.find_id("lesson.next") != nullptr);
}

TEST_CASE("something that could not be had is said in a card", "[ui][app][foreign]") {
    AppHarness harness;
    harness.app().show_report("That lesson could not be opened",
                              {"https://example.org/x/zh.md: the server answered 404"});
    harness.settle();
    CHECK(reports(harness, "the server answered 404"));
}

TEST_CASE("a wider font stands in for what the shipped one lacks, once it is added",
          "[ui][app][foreign][fonts]") {
    const std::vector<std::uint8_t> wide = test::read_font("handwave-wide.otf");
    AppHarness harness;
    LessonFiles files = foreign();
    CHECK_FALSE(harness.app().lacks_glyphs(files));
    files.zh = lesson::test::replaced(files.zh, "## next\n", "## next\n\u9955");
    CHECK(harness.app().lacks_glyphs(files));
    CHECK_FALSE(harness.app().add_wide_font({}));
    REQUIRE(harness.app().add_wide_font(wide));
    CHECK_FALSE(harness.app().lacks_glyphs(files));
    harness.app().open_lesson(files);
    harness.app().navigate("#/lesson/from-afar?step=end&lang=zh");
    harness.settle();
    CHECK(harness.find_id("report") == nullptr);
}

}  // namespace hw::ui
