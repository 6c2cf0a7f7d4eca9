#include <catch2/catch_test_macros.hpp>

#include "lesson/check.h"
#include "lesson/lint.h"
#include "support/lesson/lessons.h"
#include "support/lesson/snippets.h"
#include "support/paths.h"

// What lessons/README.md, WRITING.md and CLAIMS.md show is tried here, snippet by snippet.

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

std::string guide(std::string_view name) {
    return hw::test::text_of(hw::test::source_path("lessons/" + std::string(name)));
}

std::string problems_of(const LessonText& text, bool with_lint) {
    const auto lesson = parse_lesson(text);
    if (!lesson.ok()) return errors_of(text);
    std::string all;
    for (const FileError& problem : check_lesson(*lesson, text.folder).problems)
        all += problem.to_text() + "\n";
    if (!with_lint) return all;
    for (const FileError& problem : lint_lesson(text, *lesson, {})) all += problem.to_text() + "\n";
    return all;
}

}  // namespace

TEST_CASE("Every claim that the guides show can be asked", "[lesson][guide]") {
    const ClaimScope scope{.hosts = {"client", "server"}, .runs = {}};
    const ClaimScope duel{.hosts = {"client", "server"}, .runs = {"three", "two"}};
    for (const char* name : {"README.md", "CLAIMS.md"}) {
        for (const std::string& line : snippet_lines(guide(name), "claim")) {
            INFO(name << ": " << line);
            CHECK(parse_claim(line, line.find("run(") == line.npos ? scope : duel).ok());
        }
    }
}

TEST_CASE("Every act that the guides show can be done", "[lesson][guide]") {
    const sim::World stage = make_stage({});
    for (const char* name : {"README.md", "CLAIMS.md"}) {
        for (const std::string& line : snippet_lines(guide(name), "act")) {
            INFO(name << ": " << line);
            CHECK(parse_act(line, stage).ok());
        }
    }
}

TEST_CASE("The guide's lesson is a good one, as it stands there", "[lesson][guide]") {
    const std::string readme = guide("README.md");
    const LessonText text{.folder = "closed-port",
                          .toml = snippets_joined(readme, "toml closed-port/lesson.toml"),
                          .zh = snippets_joined(readme, "markdown closed-port/zh.md"),
                          .en = snippets_joined(readme, "markdown closed-port/en.md")};
    CHECK(problems_of(text, true) == "");
}

TEST_CASE("The reference's step and its words belong together and hold", "[lesson][guide]") {
    const std::string writing = guide("WRITING.md");
    const std::string words = snippets_joined(writing, "markdown words");
    const std::string head =
        "id = \"x\"\norder = 1\nminutes = 1\nsources = [\"RFC 9293 §3.5\"]\n[[scenes]]\nid = \"usual\"\n"
        "script = [\"0 connect client server\"]\n";
    const std::string challenge =
        "[challenge]\nscene = \"usual\"\nplays_until = \"2s\"\ngoal = \"dropped(any, any, any) == 1\"\n"
        "acts = [\"0.25 drop client ACK\"]\n";
    const std::string step = snippets_joined(writing, "toml step");
    CHECK(problems_of({"x", head + step + challenge, words, words}, false) == "");
    LessonText small = small_lesson();
    small.toml = replaced(
        small.toml,
        "hand = [{ id = \"drop\", acts = [\"0.05 drop client SYN\"], done = \"dropped(client, server, "
        "SYN) >= 1\" }]\n",
        snippets_joined(guide("README.md"), "toml hand"));
    CHECK(problems_of(small, false) == "");
}

TEST_CASE("The reference's table of words is the lint's own", "[lesson][guide][lint]") {
    const std::string writing = guide("WRITING.md");
    for (const WordBudget& budget : word_budgets()) {
        INFO(budget.section);
        const std::string numbers =
            " | " + std::to_string(budget.english) + " | " + std::to_string(budget.chinese) + " |\n";
        CHECK(writing.find(numbers) != std::string::npos);
    }
}
