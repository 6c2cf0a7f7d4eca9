#include <catch2/catch_test_macros.hpp>

#include "lesson/clauses.h"
#include "lesson/library.h"
#include "lesson/lint.h"
#include "support/lesson/lessons.h"

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

LessonText third_ack_lost() {
    for (const LessonText& text : embedded_lessons()) {
        if (text.folder == "lessons/third-ack-lost") return text;
    }
    FAIL("lessons/third-ack-lost is not compiled in");
    return {};
}

std::string joined(const std::vector<FileError>& problems) {
    std::string all;
    for (const FileError& problem : problems) all += problem.to_text() + "\n";
    return all;
}

std::string lint(const LessonText& text, const LintOptions& options = {}) {
    const auto lesson = parse_lesson(text);
    if (!lesson.ok()) return "cannot be read: " + errors_of(text);
    return joined(lint_lesson(text, *lesson, options));
}

// What the lint says after one change to a good lesson.
std::string with_english(std::string_view from, std::string_view to) {
    LessonText text = third_ack_lost();
    text.en = replaced(text.en, from, to);
    return lint(text);
}
std::string with_chinese(std::string_view from, std::string_view to) {
    LessonText text = third_ack_lost();
    text.zh = replaced(text.zh, from, to);
    return lint(text);
}

bool contains(const std::string& text, std::string_view part) {
    INFO(text);
    return text.find(part) != std::string::npos;
}

std::string typography(std::string_view line, Language language) {
    std::vector<FileError> problems;
    lint_typography("# x\n\n" + std::string(line) + "\n", "zh.md", language, problems);
    return joined(problems);
}

}  // namespace

TEST_CASE("Everything that is shipped to be read passes the lint", "[lesson][lint][content]") {
    std::vector<std::string> ids;
    for (const LessonText& text : embedded_lessons())
        ids.push_back(text.folder.substr(text.folder.rfind('/') + 1));
    const auto glossary = parse_glossary(embedded_glossary());
    REQUIRE(glossary.ok());
    const LintOptions options{.lesson_ids = ids, .glossary = &*glossary};
    for (const LessonText& text : embedded_lessons()) CHECK(lint(text, options) == "");
    for (const LessonText& text : embedded_duels())
        CHECK(joined(lint_text(text, "duel.toml", options)) == "");
    for (const LessonText& text : embedded_puzzles())
        CHECK(joined(lint_text(text, "puzzle.toml", options)) == "");
    CHECK(joined(lint_text(embedded_glossary(), "glossary.toml", options)) == "");
    CHECK(joined(lint_text(embedded_home(), "home.toml", options)) == "");
}

TEST_CASE("A link to a lesson or to a term that there is not is named with its line", "[lesson][lint]") {
    const std::vector<std::string> ids{"ghosts"};
    const Glossary glossary{.terms = {Term{.id = "syn"}}};
    const auto linted = [&](const std::string& line) {
        const LessonText text{.folder = "lessons/duels/x", .zh = "# x\n", .en = "# x\n\n" + line + "\n"};
        return joined(lint_text(text, "duel.toml", {.lesson_ids = ids, .glossary = &glossary}));
    };
    CHECK(linted("a [SYN](#/glossary/syn) of [these](#/lesson/ghosts?step=two)") == "");
    CHECK(linted("a [SYN](#/glossary/sin)") == "lessons/duels/x/en.md:3: the glossary has no term \"sin\"\n");
    CHECK(linted("see [these](#/lesson/spirits)") ==
          "lessons/duels/x/en.md:3: there is no lesson \"spirits\" to go to\n");
    CHECK(linted("see RFC 9293 §3.99.") ==
          "lessons/duels/x/en.md:3: there is no RFC 9293 §3.99: expected a section that the RFC has\n");
}

TEST_CASE("A clause is looked up in the RFC's own sections", "[lesson][lint]") {
    CHECK(look_up_clause("RFC 9293 §3.10.7.4") == ClauseKnown::Exists);
    CHECK(look_up_clause("RFC 9293 §3.10.7.5") == ClauseKnown::NoSuchSection);
    CHECK(look_up_clause("RFC 9293 §3.1") == ClauseKnown::Exists);
    CHECK(look_up_clause("RFC 6191 §A.1") == ClauseKnown::Exists);
    CHECK(look_up_clause("RFC 6191 §B") == ClauseKnown::NoSuchSection);
    CHECK(look_up_clause("RFC 2549 §1") == ClauseKnown::UnknownRfc);
    CHECK(look_up_clause("") == ClauseKnown::UnknownRfc);
}

TEST_CASE("A citation of a section that is not there is named with its line", "[lesson][lint]") {
    CHECK(contains(with_english("RFC 9293 §3.10.7.3, fourth", "RFC 9293 §3.10.9.3, fourth"),
                   "lessons/third-ack-lost/en.md:42: there is no RFC 9293 §3.10.9.3: expected a section"));
    LessonText text = third_ack_lost();
    text.toml = replaced(text.toml, "RFC 4987 §2.2", "RFC 4987 §2.9");
    CHECK(contains(lint(text), "lessons/third-ack-lost/lesson.toml:9: there is no RFC 4987 §2.9"));
}

TEST_CASE("A lesson that is needed or linked to must be there", "[lesson][lint]") {
    const std::vector<std::string> ids{"third-ack-lost"};
    CHECK(contains(lint(third_ack_lost(), {.lesson_ids = ids}),
                   "lesson.toml:8: there is no lesson \"why-three-not-two\" to go to"));
    LessonText text = third_ack_lost();
    text.en = replaced(text.en, "## next\n", "## next\n[On](lesson:nowhere): ");
    const std::vector<std::string> more{"third-ack-lost", "why-three-not-two"};
    CHECK(contains(lint(text, {.lesson_ids = more}), "there is no lesson \"nowhere\" to go to"));
}

TEST_CASE("Words are counted as they are read", "[lesson][lint]") {
    CHECK(count_words("") == 0);
    CHECK(count_words("The client, at 0.2 s, is *ESTABLISHED*.") == 7);
    CHECK(count_words("客户端在 {client.state at t=0.2}：已经 ESTABLISHED。") == 8);
    CHECK(count_words("RFC 9293 §3.5 — {a b c}") == 5);
    CHECK(count_words("a [SYN](#/glossary/syn), lost") == 3);
    CHECK(count_words("半开的[连接](#/glossary/half-open)。") == 5);
}

TEST_CASE("A wall of text is a problem, in either language, and says how much there is room for",
          "[lesson][lint]") {
    std::string wall, mauer;
    for (int i = 0; i < 130; ++i) wall += "word ";
    for (int i = 0; i < 90; ++i) mauer += "墙墙";
    CHECK(contains(
        with_english("The two sides need different things", wall + "the two sides need different things"),
        "en.md:41: explain has "));
    CHECK(contains(
        with_english("The two sides need different things", wall + "the two sides need different things"),
        "words, expected at most 125: no wall of text"));
    CHECK(contains(with_chinese("## intro\n", "## intro\n" + mauer + "\n\n"), "intro has "));
    CHECK(contains(with_english("- both: Both ESTABLISHED.", "- both: " + wall),
                   "choice has 130 words, expected at most 20"));
}

TEST_CASE("Chinese is set as Chinese: every fault is named", "[lesson][lint][typography]") {
    const auto zh = [](std::string_view line) { return typography(line, Language::Zh); };
    CHECK(zh("客户端发出 SYN，服务器在 LISTEN（监听）。") == "");
    CHECK(zh("调用 accept() 之前，见 RFC 9293 §3.5：「好」。") == "");
    CHECK(zh("- both: 都是 ESTABLISHED。") == "");
    CHECK(zh("它在 {client.state}，`a,b` 和 [链接](https://example.org/a,b) 都不是正文。") == "");
    CHECK(
        contains(zh("客户端,服务器"), "zh.md:3: half-width \",\" after Chinese: expected a full-width one"));
    CHECK(contains(zh("ACK,客户端"), "half-width \",\" before Chinese"));
    CHECK(contains(zh("连上了."), "half-width \".\" after Chinese"));
    CHECK(contains(zh("服务器(监听)"), "half-width"));
    CHECK(contains(zh("“你好”"), "expected 「 」 for quotes"));
    CHECK(contains(zh("他说 \"你好\""), "Chinese in straight quotes"));
    CHECK(zh("他说 \"hello\"（你好）") == "");
    CHECK(contains(zh("收到SYN"), "expected a space between \"到\" and \"S\""));
    CHECK(contains(zh("1 秒 ，2 秒"), "a space beside full-width \"，\""));
    CHECK(contains(zh("客户 端"), "a space between two Chinese characters"));
}

TEST_CASE("English is set as English: straight quotes, nothing full-width", "[lesson][lint][typography]") {
    const auto en = [](std::string_view line) { return typography(line, Language::En); };
    CHECK(en("\"Yes\", it said: 5 × 3 = 15, RFC 9293 §3.5.") == "");
    CHECK(contains(en("“Yes”"), "expected straight quotes"));
    CHECK(contains(en("so，no"), "a character of Chinese typography in English"));
}

TEST_CASE("Both languages must tell the same", "[lesson][lint]") {
    CHECK(contains(with_english("(RFC 9293 §3.10.7.3, fourth)", "(fourth)"),
                   "en.md:11: step two-opinions: expected \"RFC 9293 §3.10.7.3\" in explain, as in zh.md"));
    CHECK(contains(
        with_english(
            "  Nobody went back: client {client.state at t=0.35}, server {server.state at t=0.35}.\n", ""),
        "step two-opinions: expected a detail under \"start\", as in zh.md"));
    CHECK(contains(with_english("## recap\n", "## recap\n- One more.\n"), "en.md:"));
}

TEST_CASE("A character that the font lacks is named once, where it first stands", "[lesson][lint]") {
    std::vector<FileError> problems;
    constexpr char32_t glyphs[] = {U'a', U'b'};
    lint_glyphs("a\nb握b握\n", "zh.md", glyphs, problems);
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].to_text() == "zh.md:2: the font has no glyph for \"握\"");
}
