#include "lesson/home_table.h"

#include <catch2/catch_test_macros.hpp>

#include "lesson/library.h"

using namespace hw;
using namespace hw::lesson;

namespace {

LessonText home(std::string zh, std::string en) {
    return {.folder = "lessons/home", .toml = {}, .zh = std::move(zh), .en = std::move(en)};
}

}  // namespace

TEST_CASE("the front page's questions come with the program, and every lesson stands under one",
          "[lesson][home]") {
    const auto table = parse_home_table(embedded_home());
    REQUIRE(table.ok());
    CHECK(table->groups.size() >= 4);
    for (const LessonText& text : embedded_lessons()) {
        const auto lesson = parse_lesson(text);
        REQUIRE(lesson.ok());
        INFO(lesson->id);
        CHECK(table->group_of(*lesson) != nullptr);
    }
}

TEST_CASE("groups stand by number, those for the rest of the lessons last", "[lesson][home]") {
    const auto table =
        parse_home_table(home("# t\n## others: 其他\n## group 2: 二\n答\n## group 1: 一\n答\n",
                              "# t\n## group 1: one\na *b*\n## group 2: two\na\n## others: rest\n"));
    REQUIRE(table.ok());
    REQUIRE(table->groups.size() == 3);
    CHECK(table->groups[0].question_in(Language::En) == "one");
    CHECK(plain_text(table->groups[0].answer_in(Language::En)) == "a b");
    CHECK(table->groups[1].question_in(Language::Zh) == "二");
    CHECK(table->groups[2].number == 0);
    CHECK(table->group_of(Lesson{.group = 2}) == &table->groups[1]);
    CHECK(table->group_of(Lesson{.group = 7}) == &table->groups[2]);
    CHECK(table->group_of(Lesson{}) == &table->groups[2]);
}

TEST_CASE("what is wrong with the front page's questions is said with its line", "[lesson][home][errors]") {
    const auto message = [](const std::string& zh, const std::string& en) {
        const auto table = parse_home_table(home(zh, en));
        REQUIRE_FALSE(table.ok());
        return table.error().front().to_text();
    };
    const std::string good = "# t\n## group 1: q\na\n";
    CHECK(
        message(good, "# t\n## chapter 1: q\na\n").starts_with("lessons/home/en.md:2: expected \"## group"));
    CHECK(message(good, "# t\n## group 99: q\na\n").starts_with("lessons/home/en.md:2"));
    CHECK(message(good, "# t\n## group 1:\na\n").starts_with("lessons/home/en.md:2: expected one question"));
    CHECK(message(good, "# t\n## group 1: q\n").starts_with("lessons/home/en.md:2: expected the answer"));
    CHECK(message(good, "# t\n").find("as in the other language") != std::string::npos);
    CHECK(message("", "").find("group 1") != std::string::npos);
    CHECK(message(good, "# t\n## group 1: q\n<b>a</b>\n").starts_with("lessons/home/en.md:3"));
}
