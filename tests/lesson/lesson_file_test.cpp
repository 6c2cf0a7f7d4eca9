#include <catch2/catch_test_macros.hpp>

#include "lesson/words_file.h"
#include "support/lesson/lessons.h"

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

// The errors of the small lesson after one change to its toml, or to its English words.
std::string errors_with_toml(std::string_view from, std::string_view to) {
    LessonText text = small_lesson();
    text.toml = replaced(text.toml, from, to);
    return errors_of(text);
}
std::string errors_with_english(std::string_view from, std::string_view to) {
    LessonText text = small_lesson();
    text.en = replaced(text.en, from, to);
    return errors_of(text);
}
bool contains(const std::string& text, std::string_view part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Three files become one lesson", "[lesson]") {
    const auto lesson = parse_lesson(small_lesson());
    REQUIRE(lesson.ok());
    CHECK(lesson->id == "small");
    REQUIRE(lesson->steps.size() == 1);
    const Step& step = lesson->steps[0];
    CHECK(step.opens_at == Instant{} + 50_ms);
    CHECK(step.plays_until == Instant{} + 1'500_ms);
    CHECK(step.judged_until == step.plays_until);
    CHECK(step.choices[1].id == "late");
    CHECK(step.hand[0].acts[0].kind == ActKind::Drop);
    const StepWords& words = lesson->in(Language::En).steps[0];
    CHECK(words.title == "A title");
    CHECK(plain_text(words.choices[0].label) == "Soon.");
    CHECK(words.choices[0].detail.empty());
    CHECK(plain_text(words.choices[1].detail) == "At ….");
    CHECK(plain_text(words.hand[0]) == "Drop it.");
    CHECK(plain_text(lesson->in(Language::Zh).answer) == "An answer.");
    CHECK(order_of(small_lesson()) == lesson->order);
    CHECK(order_of({}) == 0);
}

TEST_CASE("A mistake in lesson.toml is named with its line", "[lesson][errors]") {
    CHECK(contains(errors_with_toml("order = 1", "order = 0"),
                   "lessons/small/lesson.toml:2: \"order\": expected a whole"));
    CHECK(contains(errors_with_toml("order = 1", "ordre = 1"), "toml:2: unknown key \"ordre\""));
    CHECK(contains(errors_with_toml("order = 1", "order = "), "toml:2: expected TOML"));
    CHECK(contains(errors_with_toml("RFC 9293 §3.5", "RFC 9293"), "toml:4: expected a clause"));
    CHECK(contains(errors_with_toml("0 connect client server", "0 connect client sever"),
                   "toml:8: column 18: expected the name of a host, found \"sever\""));
    CHECK(contains(errors_with_toml("0 connect client server", "0 release client SYN"),
                   "toml:8: a script cannot release"));
    CHECK(contains(errors_with_toml("id = \"usual\"", "id = \"usual\"\nrules = \"four_steps\""),
                   "toml:8: no rule variant is called \"four_steps\""));
    CHECK(contains(errors_with_toml("id = \"usual\"", "id = \"usual\"\ncongestion = \"bbr\""),
                   "toml:8: no congestion control is called \"bbr\""));
    CHECK(contains(errors_with_toml("scene = \"usual\"\nopens", "scene = \"nowhere\"\nopens"),
                   "no scene is called \"nowhere\""));
    CHECK(
        contains(errors_with_toml("\"50ms\"", "\"3s\""), "expected opens_at < plays_until <= judged_until"));
    CHECK(contains(errors_with_toml("\"50ms\"", "50"), "\"opens_at\": expected a time in quotes"));
    CHECK(contains(errors_with_toml("0.05 drop", "0.01 drop"),
                   "expected acts between opens_at and plays_until"));
    CHECK(contains(errors_with_toml("client.state == ESTABLISHED at", "client.state = ESTABLISHED at"),
                   "toml:18: claim, column 14"));
    CHECK(contains(errors_with_toml("id = \"two\"", "id = \"Two!\""), "expected an id of a-z"));
    CHECK(contains(errors_with_toml("[challenge]", "[chalenge]"), "expected a table [challenge]"));
    CHECK(contains(errors_with_toml("clauses = [\"RFC 9293 §3.5\"]", ""), "expected clauses"));
}

TEST_CASE("A mistake in the words is named with its file and line", "[lesson][errors]") {
    CHECK(contains(errors_with_english("# A question?\n", "Hello.\n# A question?\n"),
                   "en.md:1: expected \"# \""));
    CHECK(contains(errors_with_english("- late: Late.", "- later: Late."), "expected an item \"- late: …\""));
    CHECK(contains(errors_with_english("- late: Late.", "- later: Late."),
                   "en.md:15: lesson.toml has no \"later\" here"));
    CHECK(contains(errors_with_english("- late: Late.", "- Late."), "expected \"- id: words\""));
    CHECK(contains(errors_with_english("### see\nSomething.\n", ""), "step \"lose\": expected \"### see\""));
    CHECK(contains(errors_with_english("## step lose: A title", "## step loose: A title"),
                   "lesson.toml has no step \"loose\""));
    CHECK(contains(errors_with_english("## step lose: A title", "## step lose"), "expected a title"));
    CHECK(contains(errors_with_english("## recap", "## recpa"), "expected answer, intro, step ID"));
    CHECK(contains(errors_with_english("## next\nAnd?", ""), "en.md: expected \"## next\""));
    CHECK(contains(errors_with_english("When?", "When, {client.state}?"), "no {value} here"));
    CHECK(contains(errors_with_english("{segs(client", "{sags(client"),
                   "column 1: expected first, abs, count"));
    CHECK(contains(errors_with_english("RFC 9293 §3.5", "RFC 9293"), "a citation names its clause"));
    CHECK(contains(errors_with_english("## recap\n", "## recap\n\n## recap\n"), "stands here twice"));
    CHECK(contains(errors_with_english("Something.", "Some<br>thing."),
                   "en.md:9: not allowed in a lesson: raw HTML"));
}

TEST_CASE("Mistakes in several files are all reported at once", "[lesson][errors]") {
    LessonText text = small_lesson();
    text.toml = replaced(text.toml, "order = 1", "order = 0");
    text.en = replaced(text.en, "Late.", "**Late");
    text.zh = replaced(text.zh, "## recap", "## recpa");
    const std::string errors = errors_of(text);
    CHECK(contains(errors, "lesson.toml:2:"));
    CHECK(contains(errors, "en.md:15: a literal **"));
    CHECK(contains(errors, "zh.md: expected \"## recap\""));
}

TEST_CASE("A missing language, an empty file and an oversized one are refused", "[lesson][errors][bounds]") {
    LessonText text = small_lesson();
    text.zh.clear();
    CHECK(contains(errors_of(text), "zh.md: expected a file that is there"));
    text = small_lesson();
    text.en.append(max_lesson_file_bytes, ' ');
    CHECK(contains(errors_of(text), "en.md: expected at most 262144 bytes"));
    text = small_lesson();
    text.toml += "\n# \xff\n";
    CHECK(contains(errors_of(text), "expected UTF-8"));
}

TEST_CASE("Characters that the TOML parser cannot bear are refused before it sees them",
          "[lesson][errors][bounds]") {
    for (const char* line :
         {"order = \u00a7", "\u00e9 = 1", "order = 1 \u3000", "order = 1\ufeff",
          "needs = \"\"\"a\\ \u00e9\"\"\"", "needs = '''\u00e9'''", "needs = [\"a\\\"\" \u00e9]"}) {
        INFO(line);
        CHECK(contains(errors_with_toml("order = 1", line),
                       "lesson.toml:2: expected plain ASCII outside quotes"));
    }
    CHECK(errors_with_toml("order = 1", "order = 1 # \u00a7 and \u00e9").empty());
}

TEST_CASE("A brace where a value should be is a mistake like any other", "[lesson][errors][bounds]") {
    for (const char* line :
         {"order = }", "order = ]", "order = ,", "needs = [ } ]", "needs = [ ] }", "order = { } {"}) {
        INFO(line);
        CHECK(contains(errors_with_toml("order = 1", line), "lesson.toml:2: expected TOML"));
    }
}

TEST_CASE("Headings within code are no headings", "[lesson]") {
    std::vector<FileError> errors;
    const auto sections = split_sections("# Q\n\n```\n## not a part\n```\n## next\nx\n", "en.md", errors);
    REQUIRE(sections.size() == 2);
    CHECK(sections[1].key == "next");
    CHECK(sections[1].line == 6);
    CHECK(errors.empty());
}
