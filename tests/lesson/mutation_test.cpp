#include <catch2/catch_test_macros.hpp>

#include "base/prng.h"
#include "lesson/check.h"
#include "lesson/library.h"
#include "support/lesson/games.h"
#include "support/lesson/lessons.h"

// Lesson files come from strangers: whatever is done to them, reading ends with a lesson or with errors.

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

// One small accident: a byte changed, a stretch deleted, doubled or moved.
void mutate(std::string& text, Prng& prng) {
    if (text.empty()) return;
    const auto size = static_cast<std::uint32_t>(text.size());
    const std::uint32_t at = prng.below(size);
    const std::uint32_t length = 1 + prng.below(std::min(size - at, 40u));
    static constexpr std::string_view favourites = "\"'[]{}()#*`<>&|!=.:-+,\\\n 0149~_";
    switch (prng.below(5)) {
        case 0: text[at] = static_cast<char>(prng.below(256)); break;
        case 1: text[at] = favourites[prng.below(static_cast<std::uint32_t>(favourites.size()))]; break;
        case 2: text.erase(at, length); break;
        case 3: text.insert(prng.below(size), text.substr(at, length)); break;
        default:
            text.insert(at, 1, favourites[prng.below(static_cast<std::uint32_t>(favourites.size()))]);
            break;
    }
}

// Reads it, and plays what can be read, as the check would.
std::size_t read_and_play(const LessonText& text) {
    const auto lesson = parse_lesson(text);
    if (!lesson.ok()) {
        CHECK_FALSE(lesson.error().empty());
        return 0;
    }
    return check_lesson(*lesson, text.folder).claims.size();
}

}  // namespace

TEST_CASE("No accident to a small lesson's files does any harm", "[lesson][fuzz]") {
    Prng prng{7};
    std::size_t played = 0;
    for (int round = 0; round < 3'000; ++round) {
        LessonText text = small_lesson();
        std::string* files[] = {&text.toml, &text.zh, &text.en};
        std::string& file = *files[prng.below(4) == 0 ? 2 : prng.below(2)];
        for (std::uint32_t i = 0; i <= prng.below(4); ++i) mutate(file, prng);
        played += read_and_play(text) > 0 ? 1 : 0;
    }
    CHECK(played > 0);  // some accidents leave a lesson that can be played
}

TEST_CASE("No accident to a shipped lesson's files does any harm", "[lesson][fuzz]") {
    Prng prng{11};
    for (const LessonText& original : embedded_lessons()) {
        for (int round = 0; round < 150; ++round) {
            LessonText text = original;
            std::string* files[] = {&text.toml, &text.zh, &text.en};
            for (std::uint32_t i = 0; i <= prng.below(3); ++i) mutate(*files[prng.below(3)], prng);
            const auto lesson = parse_lesson(text);
            CHECK((lesson.ok() || !lesson.error().empty()));
        }
    }
}

TEST_CASE("No accident to a duel's or a puzzle's files does any harm", "[lesson][fuzz][duel][puzzle]") {
    Prng prng{13};
    std::size_t good = 0;
    for (int round = 0; round < 1'500; ++round) {
        const bool is_duel = prng.below(2) == 0;
        LessonText text = is_duel ? small_duel() : small_puzzle();
        std::string* files[] = {&text.toml, &text.zh, &text.en};
        for (std::uint32_t i = 0; i <= prng.below(3); ++i) mutate(*files[prng.below(3)], prng);
        good += (is_duel ? problems_of_duel(text) : problems_of_puzzle(text)).empty() ? 1 : 0;
    }
    CHECK(good > 0);  // some accidents leave a game that can be played
}
