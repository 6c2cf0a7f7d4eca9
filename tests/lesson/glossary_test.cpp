#include "lesson/glossary.h"

#include <catch2/catch_test_macros.hpp>

#include "lesson/library.h"

using namespace hw;
using namespace hw::lesson;

namespace {

const std::string toml = "[[terms]]\nid = \"syn\"\nclause = \"RFC 9293 §3.1\"\nfind = [\"SYN\"]\n";

LessonText glossary(std::string toml_text, std::string zh, std::string en) {
    return {
        .folder = "lessons/glossary", .toml = std::move(toml_text), .zh = std::move(zh), .en = std::move(en)};
}

Lesson lesson_that_says(const std::string& markdown) {
    std::vector<FileError> errors;
    Lesson lesson;
    lesson.words[1].intro = parse_document(markdown, {"en.md", 1}, errors);
    REQUIRE(errors.empty());
    return lesson;
}

}  // namespace

TEST_CASE("the glossary that ships has some forty terms in both languages, each with its clause",
          "[lesson][glossary]") {
    const auto read = parse_glossary(embedded_glossary());
    if (!read.ok()) FAIL(read.error().front().to_text());
    CHECK(read->terms.size() >= 40);
    for (const char* id : {"syn", "isn", "msl", "tcb", "rto", "half-open", "time-wait"}) {
        INFO(id);
        CHECK(read->find(id) != nullptr);
    }
    CHECK(read->find("no-such-term") == nullptr);
}

TEST_CASE("what is wrong with the glossary is said with file and line", "[lesson][glossary][errors]") {
    const std::string words = "# t\n## syn: SYN\nA bit.\n";
    const auto message = [](const LessonText& text) {
        const auto read = parse_glossary(text);
        REQUIRE_FALSE(read.ok());
        return read.error().front().to_text();
    };
    CHECK(message(glossary("[[terms]\n", words, words)).starts_with("lessons/glossary/glossary.toml:1"));
    CHECK(message(glossary("[[terms]]\nid = \"syn\"\nclause = \"RFC 9293\"\n", words, words))
              .starts_with("lessons/glossary/glossary.toml:1: expected a clause"));
    CHECK(message(glossary(toml + toml, words, words)).find("taken") != std::string::npos);
    CHECK(message(glossary(toml, words, "# t\n## ack: ACK\nA bit.\n"))
              .starts_with("lessons/glossary/en.md:2: glossary.toml has no term \"ack\""));
    CHECK(message(glossary(toml, "# t\n", words)).find("lessons/glossary/zh.md: expected \"## syn") == 0);
    CHECK(message(glossary(toml, words, "# t\n## syn: SYN\n[x](#/glossary/nothing)\n")).find("no term") !=
          std::string::npos);
    CHECK(message(glossary(toml, words, "# t\n## syn: SYN\n<b>A</b> bit.\n"))
              .starts_with("lessons/glossary/en.md:3"));
}

TEST_CASE("a lesson uses a term that it says as a word of its own, or links to", "[lesson][glossary]") {
    const Term syn{.id = "syn", .find = {"SYN", "同步"}};
    CHECK(uses(lesson_that_says("A SYN is lost."), syn));
    CHECK_FALSE(uses(lesson_that_says("It is in SYN-SENT, or in ASYNC."), syn));
    CHECK(uses(lesson_that_says("It is in SYN-SENT; the SYN is out."), syn));
    CHECK(uses(lesson_that_says("这是同步段。"), syn));
    CHECK(uses(lesson_that_says("The [first one](#/glossary/syn) is lost."), syn));
    CHECK_FALSE(uses(lesson_that_says("The [first one](#/glossary/syn-sent) is lost."), syn));
}
