#include <catch2/catch_test_macros.hpp>

#include "lesson/duel.h"
#include "support/lesson/games.h"
#include "support/lesson/lessons.h"

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

struct Broken {
    const char* from;
    const char* to;
    const char* error;
};

}  // namespace

TEST_CASE("A duel is read from its three files, and judged by the engine", "[lesson][duel]") {
    CHECK(problems_of_duel(small_duel()).empty());
    const Duel duel = *parse_duel(small_duel());
    CHECK(duel.runs.size() == 1);
    CHECK(duel.in(Language::Zh).title == "Three seconds");
    const DuelObservation seen = observe(duel);
    CHECK_FALSE(seen.belief.holds);
    CHECK(seen.refuted_by.front().holds);
    CHECK(seen.marks == std::vector<std::vector<Mark>>{{Mark::Good}});
    CHECK(plain_text(cell_words(duel, seen, Language::En, 0, 0)) == "1,000 ms");
}

TEST_CASE("What is wrong with a duel is said with its file and line", "[lesson][duel]") {
    const Broken broken[] = {
        {"scene = \"lost\"", "scene = \"gone\"", "x/duel.toml:3: no scene is called \"gone\""},
        {"claim = ", "claims = ", "x/duel.toml:6: unknown key \"claims\""},
        {"refuted_by = [\"first", "refuted_by = [\"last", "x/duel.toml:7: claim, column 1"},
        {"RFC 6298 §2\"]", "RFC 6298\"]", "x/duel.toml:8: expected a clause"},
        {"bad = \"", "worse = \"", "x/duel.toml:11: unknown key \"worse\""},
        {"rows = [", "rows = [] # [", "expected at least one [[rows]]"},
        {"refuted_by = [", "refuted_by = [] # [", "expected refuted_by"},
        {"judged_until = \"5s\"", "judged_until = \"1s\"", "expected 0 < plays_until <= judged_until"},
        {"step = \"lose-the-syn\"", "step = \"Lose\"", "x/duel.toml:10: expected the id of a step"},
    };
    for (const Broken& b : broken) {
        LessonText text = small_duel();
        text.toml = replaced(text.toml, b.from, b.to);
        INFO(b.to << " gave " << problems_of_duel(text));
        CHECK(problems_of_duel(text).find(b.error) != std::string::npos);
    }
}

TEST_CASE("A duel without all its words is refused", "[lesson][duel]") {
    const Broken broken[] = {
        {"## claim\n", "## claims\n", "x/en.md:3: expected ## claim, setting, runs, rows or verdict"},
        {"## verdict", "## setting", "x/en.md:13: this section stands here twice"},
        {"- again:", "- twice:", "expected an item \"- again: …\" as in duel.toml"},
        {"{first(segs(client, server, SYN) == 2)}\n\n", "{never}\n\n", "x/en.md:"},
        {"It waits three", "It {client.state} three", "no {value} here"},
        {"# Three seconds\n", "\n", "expected \"# \""},
    };
    for (const Broken& b : broken) {
        LessonText text = small_duel();
        text.en = replaced(text.en, b.from, b.to);
        INFO(b.to << " gave " << problems_of_duel(text));
        CHECK(problems_of_duel(text).find(b.error) != std::string::npos);
    }
}

TEST_CASE("A misconception that holds is none, and what refutes it has to hold", "[lesson][duel][check]") {
    LessonText text = small_duel();
    text.toml = replaced(text.toml, "== 2) == 3\"", "== 2) == 1\"");
    CHECK(problems_of_duel(text).find("what people say holds: first(") != std::string::npos);
    text = small_duel();
    text.toml = replaced(text.toml, "== 2) == 1\"]", "== 2) == 2\"]");
    CHECK(problems_of_duel(text).find("x/duel.toml:7: does not hold: first(") != std::string::npos);
    text = small_duel();
    text.toml = replaced(text.toml, "retx(client) == 0", "retx(client) == 1");
    CHECK(problems_of_duel(text).find("row again: is good and bad at once") != std::string::npos);
    text = small_duel();
    text.en = replaced(text.en, "{first(segs(client, server, SYN) == 2)}\n\n", "{server[3].state}\n\n");
    CHECK(problems_of_duel(text).find("{server[3].state} has no value in any run") != std::string::npos);
}
