#include <catch2/catch_test_macros.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "native/cli/coverage_text.h"
#include "native/cli/font_glyphs.h"
#include "native/cli/lesson_preview.h"
#include "support/cli/command_line.h"
#include "support/lesson/snippets.h"
#include "support/paths.h"

// handwave lesson new, check and preview: what a teacher types.

using namespace hw::cli;

namespace {

namespace fs = std::filesystem;

hw::test::CommandResult run(const std::vector<std::string>& words) { return hw::test::run_command(words); }
bool contains(const std::string& text, std::string_view part) {
    INFO(text);
    return text.find(part) != text.npos;
}

// A folder that goes away with the test.
struct Scratch {
    fs::path path = fs::temp_directory_path() / "handwave-lesson-tools";
    Scratch() { fs::remove_all(path), fs::create_directories(path); }
    ~Scratch() { fs::remove_all(path); }
    std::string operator/(const std::string& name) const { return (path / name).string(); }
};

void append(const std::string& path, const std::string& text) { std::ofstream(path, std::ios::app) << text; }

}  // namespace

TEST_CASE("A new lesson is whole: it passes the check at once", "[cli][lesson]") {
    const Scratch scratch;
    const auto made = run({"lesson", "new", "my-first", "--in", scratch.path.string()});
    CHECK(made.status == ExitStatus::Good);
    CHECK(contains(made.out, "lesson.toml"));
    CHECK(contains(made.out, "zh.md"));
    const auto checked = run({"lesson", "check", scratch / "my-first"});
    INFO(checked.err);
    CHECK(checked.status == ExitStatus::Good);
    CHECK(checked.err.empty());
    CHECK(contains(checked.out, "my-first: good, 1 steps"));
    CHECK(contains(checked.out, "1 lesson, 1 steps, "));
    CHECK(contains(checked.out, " 0 problems\n"));
}

TEST_CASE("A title goes to the language that it is in", "[cli][lesson]") {
    const Scratch scratch;
    CHECK(run({"lesson", "new", "two", "--in", scratch.path.string(), "--title", "Who waits?", "--title",
               "谁在等？"})
              .status == ExitStatus::Good);
    CHECK(contains(hw::test::text_of(scratch / "two/en.md"), "# Who waits?\n"));
    CHECK(contains(hw::test::text_of(scratch / "two/zh.md"), "# 谁在等？\n"));
    CHECK(run({"lesson", "check", scratch / "two"}).status == ExitStatus::Good);
}

TEST_CASE("A lesson that is there already is left as it is, and an id must be one", "[cli][lesson][errors]") {
    const Scratch scratch;
    CHECK(run({"lesson", "new", "mine", "--in", scratch.path.string()}).status == ExitStatus::Good);
    append(scratch / "mine/en.md", "mine\n");
    const auto again = run({"lesson", "new", "mine", "--in", scratch.path.string()});
    CHECK(again.status == ExitStatus::Failed);
    CHECK(contains(again.err, "it is there already; nothing was written"));
    CHECK(contains(hw::test::text_of(scratch / "mine/en.md"), "mine\n"));
    for (const char* id : {"Mine", "a/b", "..", ""})
        CHECK(run({"lesson", "new", id, "--in", scratch.path.string()}).status == ExitStatus::Misused);
    CHECK(run({"lesson", "new", "ok", "--in", scratch.path.string(), "--title", ""}).status ==
          ExitStatus::Misused);
}

TEST_CASE("The check lints, and says file, line and what was expected", "[cli][lesson][lint]") {
    const Scratch scratch;
    run({"lesson", "new", "bad", "--in", scratch.path.string()});
    append(scratch / "bad/zh.md", "收到SYN,好\n");
    const auto checked = run({"lesson", "check", scratch / "bad"});
    CHECK(checked.status == ExitStatus::Failed);
    CHECK(contains(checked.err, "bad/zh.md:"));
    CHECK(contains(checked.err, "expected a space between"));
    CHECK(contains(checked.out, "bad: FAILED"));
    const auto json = run({"lesson", "check", "--format", "json", scratch / "bad"});
    CHECK(contains(json.out, "\"message\":\"expected a space between"));
    CHECK(contains(json.out, "{\"lessons\":1,\"good\":0,\"steps\":1,"));
}

TEST_CASE("The matrix names the rows that no lesson shows; only of our own lessons that is a failure",
          "[cli][lesson][coverage]") {
    const Scratch scratch;
    CHECK(run({"lesson", "new", "mine", "--in", scratch.path.string()}).status == ExitStatus::Good);
    const auto mine = run({"lesson", "check", "--lessons", scratch.path.string()});
    CHECK(contains(mine.out, "RFC 9293 §3.10.6: STATUS call\n      no lesson shows it\n"));
    CHECK(contains(mine.out, "third: Check security\n      never checked: "));
    CHECK_FALSE(contains(mine.err, "no lesson shows"));
    const auto json = run({"lesson", "check", "--format=json", "--lessons", scratch.path.string()});
    CHECK(contains(json.out, "{\"rows_without_lesson\":[\""));
    CHECK(contains(json.out, "\"RFC 9293 §3.10.6: STATUS call\""));
    // Without a lesson every row is missing, but for the two that no run can show.
    std::ostringstream matrix;
    CHECK(hw::cli::print_coverage({}, matrix).size() == hw::tcp::row_count - 2);
}

TEST_CASE("A prescription is judged in words, or as one object with all that was measured", "[cli][ward]") {
    CHECK(run({"ward", "--twin", "pool"}).out == "accepted, grade A\n");
    const auto good = run({"ward", "--twin", "--format=json", "pool"});
    CHECK(good.status == ExitStatus::Good);
    CHECK(contains(good.out,
                   "{\"prescription\":[\"pool\"],\"is_accepted\":true,\"grade\":\"A\",\"complaints\":[]"));
    CHECK(contains(good.out, "\"failed\":0,"));
    const auto bad = run({"ward", "--twin", "--format=json", "pool", "fin-timeout"});
    CHECK(bad.status == ExitStatus::Failed);
    CHECK(contains(bad.out, "\"complaints\":[\"fin-timeout: without it not one number changes\"]"));
}

TEST_CASE("With a font every character must have a glyph", "[cli][lesson][lint]") {
    const Scratch scratch;
    const std::string font = hw::test::fonts_folder() + "/handwave-sans.otf";
    run({"lesson", "new", "rare", "--in", scratch.path.string()});
    CHECK(run({"lesson", "check", "--font", font, scratch / "rare"}).status == ExitStatus::Good);
    append(scratch / "rare/zh.md", "\u9f98\n");
    const auto checked = run({"lesson", "check", "--font", font, scratch / "rare"});
    CHECK(checked.status == ExitStatus::Failed);
    CHECK(contains(checked.err, "the font has no glyph for \"\u9f98\""));
    const auto refused = run({"lesson", "check", "--font", scratch / "rare/zh.md", scratch / "rare"});
    CHECK(refused.status == ExitStatus::Misused);
    CHECK(contains(refused.err, "zh.md: expected an OpenType font"));
}

TEST_CASE("A font that is cut off anywhere is an error or fewer glyphs, never more", "[cli][font][bounds]") {
    const std::string font = hw::test::text_of(hw::test::fonts_folder() + "/handwave-mono.otf");
    const auto whole = glyphs_of_font(font);
    REQUIRE(whole.ok());
    CHECK(whole->front() == U' ');
    CHECK(whole->size() >= 95);
    for (std::size_t length = 0; length < font.size(); length += 97) {
        const auto part = glyphs_of_font(std::string_view(font).substr(0, length));
        CHECK((!part.ok() || part->size() <= whole->size()));
    }
}

TEST_CASE("The preview is the window beside this program, on the lesson's folder", "[cli][lesson]") {
    const Scratch scratch;
    run({"lesson", "new", "seen", "--in", scratch.path.string()});
    const auto no_window = preview_words(scratch.path.string(), "seen", scratch.path.string(), {});
    REQUIRE_FALSE(no_window.ok());
    CHECK(contains(no_window.error(), "handwave-desktop: the window is not there"));
    append(scratch / "handwave-desktop", "");
    const auto words = preview_words(scratch.path.string(), "seen", scratch.path.string(), {"--lang", "zh"});
    REQUIRE(words.ok());
    CHECK(*words == std::vector<std::string>{scratch / "handwave-desktop", "--lesson", scratch / "seen",
                                             "--watch", "--lang", "zh"});
    const auto unknown = preview_words(scratch.path.string(), "unseen", scratch.path.string(), {});
    REQUIRE_FALSE(unknown.ok());
    CHECK(contains(unknown.error(), "unseen/lesson.toml: it is not there"));
}

TEST_CASE("Every command that the guide types does what it says", "[cli][lesson][guide]") {
    const Scratch scratch;
    const std::string guide = hw::test::text_of(hw::test::source_path("lessons/README.md"));
    fs::create_directories(scratch.path / "closed-port");
    for (const std::string file : {"lesson.toml", "zh.md", "en.md"}) {
        const std::string kind =
            (file == "lesson.toml" ? "toml closed-port/" : "markdown closed-port/") + file;
        append(scratch / "closed-port/" + file, hw::lesson::test::snippets_joined(guide, kind));
    }
    const fs::path before = fs::current_path();
    fs::current_path(scratch.path);
    std::size_t tried = 0;
    for (const std::string& line : hw::lesson::test::snippet_lines(guide, "sh")) {
        INFO(line);
        std::istringstream typed(line);
        std::vector<std::string> words;
        for (std::string word; typed >> word;) words.push_back(word);
        REQUIRE(words.front() == "handwave");
        words.erase(words.begin());
        if (words[1] == "preview") words.emplace_back("--help");  // it would open a window
        CHECK(run(words).status == ExitStatus::Good);
        tried += 1;
    }
    fs::current_path(before);
    CHECK(tried >= 6);
}
