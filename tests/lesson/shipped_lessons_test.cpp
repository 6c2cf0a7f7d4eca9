#include <catch2/catch_test_macros.hpp>
#include <map>
#include <set>

#include "lesson/check.h"
#include "lesson/library.h"
#include "lesson/observation.h"
#include "lesson/page.h"
#include "support/lesson/lessons.h"

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

Lesson why_three() {
    for (const LessonText& text : embedded_lessons()) {
        if (text.folder == "lessons/why-three-not-two") return *parse_lesson(text);
    }
    FAIL("lessons/why-three-not-two is not compiled in");
    return {};
}

std::string problems_of(const LessonText& text) {
    const auto lesson = parse_lesson(text);
    std::string all = errors_of(text);
    if (!lesson.ok()) return all;
    for (const FileError& problem : check_lesson(*lesson, text.folder).problems)
        all += problem.to_text() + "\n";
    return all;
}

std::multiset<std::string> citations(const Document& document) {
    std::multiset<std::string> found;
    for (const Block& block : document) {
        for (const Span& span : block.spans) {
            if (span.kind == SpanKind::Citation || span.kind == SpanKind::Value) found.insert(span.text);
        }
    }
    return found;
}

void check_same(const Lesson& lesson) {
    const Words& zh = lesson.in(Language::Zh);
    const Words& en = lesson.in(Language::En);
    for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
        INFO(lesson.steps[i].id);
        CHECK(citations(zh.steps[i].explain) == citations(en.steps[i].explain));
        CHECK(zh.steps[i].linux_note.empty() == en.steps[i].linux_note.empty());
        for (std::size_t c = 0; c < lesson.steps[i].choices.size(); ++c)
            CHECK(zh.steps[i].choices[c].detail.empty() == en.steps[i].choices[c].detail.empty());
    }
    CHECK(zh.recap.size() == en.recap.size());
}

}  // namespace

TEST_CASE("Every shipped lesson can be read, and every claim in it holds", "[lesson][content]") {
    REQUIRE_FALSE(embedded_lessons().empty());
    for (const LessonText& text : embedded_lessons()) {
        INFO(text.folder);
        CHECK(problems_of(text).empty());
        CHECK(text.folder == "lessons/" + parse_lesson(text)->id);
    }
}

TEST_CASE("The check finds what does not hold, and says what was there instead", "[lesson][check]") {
    LessonText text = small_lesson();
    CHECK(problems_of(text).empty());
    text.toml = replaced(text.toml, "server.state == LISTEN at t=1.05", "server.state == CLOSED at t=1.05");
    CHECK(problems_of(text) ==
          "lessons/small/lesson.toml:25: does not hold: server.state == CLOSED at t=1.05: "
          "server.state is LISTEN, decided at 1,050 ms\n");
    text = small_lesson();
    text.toml = replaced(text.toml, "in 1.2..1.21", "in 1.3..1.31");
    CHECK(problems_of(text).find("exactly one choice must hold, here none does") != std::string::npos);
    text = small_lesson();
    text.toml = replaced(text.toml, "SYN) == 1", "SYN) >= 1");
    CHECK(problems_of(text).find("exactly one report must hold, here 2 do: one, two") != std::string::npos);
    text = small_lesson();
    text.toml = replaced(text.toml, "dropped(client, server, SYN) >= 1", "dropped(client, server, FIN) >= 1");
    CHECK(problems_of(text).find("hand drop: its own acts do not do it") != std::string::npos);
    text = small_lesson();
    text.toml = replaced(text.toml, "dropped(client, server, SYN) >= 1", "segs(client, server, SYN) >= 1");
    CHECK(problems_of(text).find("hand drop: is done without the learner") != std::string::npos);
    text = small_lesson();
    text.toml = replaced(text.toml, "goal = \"dropped(any, any, any) == 1\"",
                         "goal = \"dropped(any, any, any) == 0\"");
    CHECK(problems_of(text).find("the challenge's own way does not meet its goal") != std::string::npos);
    CHECK(problems_of(text).find("met before anything is done") != std::string::npos);
    text = small_lesson();
    text.en = replaced(text.en, "{segs(client, server, SYN)}", "{server[7].state}");
    CHECK(problems_of(text).find("en.md: {server[7].state} has no value") != std::string::npos);
}

TEST_CASE("The two-step handshake does both kinds of harm, and sends no third ACK",
          "[lesson][content][two_step_handshake]") {
    const Lesson lesson = why_three();
    std::set<std::string> claims;
    for (const ClaimReport& claim : check_lesson(lesson, "").claims) {
        if (claim.holds) claims.insert(claim.claim);
    }
    // Old data reaches the application before the reset does.
    CHECK(claims.count("run(two).server.delivered == 5 && run(three).server.delivered == 0") == 1);
    CHECK(claims.count(
              "first(run(two).server.delivered == 5) < first(run(two).arrived(client, server, RST) >= 1)") ==
          1);
    // A lost reset leaves it open for ever.
    CHECK(claims.count("run(two).server.state == ESTABLISHED always 0.1..600") == 1);
    // No third segment.
    CHECK(claims.count("run(three).segs(client, server, ACK, ack==401) >= 1 && run(two).segs(client, server, "
                       "ACK, ack==401) == 0") == 1);
}

TEST_CASE("Chinese and English tell the same lesson", "[lesson][content]") {
    for (const LessonText& text : embedded_lessons()) {
        INFO(text.folder);
        check_same(*parse_lesson(text));
    }
}

TEST_CASE("The lessons follow each other, and each needs only what came before", "[lesson][content]") {
    std::map<std::uint32_t, Lesson> in_order;
    for (const LessonText& text : embedded_lessons()) {
        const Lesson lesson = *parse_lesson(text);
        CHECK(in_order.emplace(lesson.order, lesson).second);
    }
    std::set<std::string> taken;
    for (const auto& [order, lesson] : in_order) {
        INFO(lesson.id);
        for (const std::string& needed : lesson.needs) CHECK(taken.count(needed) == 1);
        taken.insert(lesson.id);
    }
}
TEST_CASE("Values in the words come from the run that was made", "[lesson][content]") {
    const Lesson lesson = why_three();
    const Observation run = observe_as_scripted(lesson, 0);
    const StepWords& words = lesson.in(Language::En).steps[0];
    const Spans filled = fill(words.choices[2].detail, lesson.steps[0].scope, run.runs);
    CHECK(plain_text(filled) == "It sent 2 SYNs and was ESTABLISHED at 1,200 ms.");
    CHECK(filled.size() == 1);
}

TEST_CASE("The page has every word of the lesson, with the numbers of its own runs", "[lesson][html]") {
    const Lesson lesson = why_three();
    const std::string zh = page_html(lesson, Language::Zh);
    const std::string en = page_html(lesson, Language::En);
    CHECK(zh.find("lang=\"zh-Hans\" data-lang=\"zh\"") != std::string::npos);
    CHECK(zh.find("<h1>为什么要三次握手，两次不行？</h1>") != std::string::npos);
    CHECK(en.find("<h2>4. A SYN from the past</h2>") != std::string::npos);
    CHECK(en.find("It sent 2 SYNs and was ESTABLISHED at 1,200 ms.") != std::string::npos);
    CHECK(en.find("<strong>After 1.2 s.</strong> (right)") != std::string::npos);
    for (const std::string& html : {zh, en}) {
        CHECK(html.find("…") == std::string::npos);  // no value is left open
        CHECK(html.find("<data>") == std::string::npos);
        CHECK(html.find("<script") == std::string::npos);
    }
}
