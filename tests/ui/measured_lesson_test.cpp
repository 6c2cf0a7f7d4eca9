#include <catch2/catch_test_macros.hpp>

#include "lesson/library.h"
#include "ui/app/lesson_session.h"

// A step of a lesson whose world is too large for a ladder.

using namespace hw;
using namespace hw::ui;
using lesson::Phase;

namespace {

lesson::Lesson load(const char* folder) {
    for (const lesson::LessonText& text : lesson::embedded_lessons())
        if (text.folder == folder) return *lesson::parse_lesson(text);
    FAIL(folder << " is not compiled in");
    return {};
}

void press(LessonSession& session) { session.carry_out(command::PrimaryStep{}, 0); }

// Opens the step, answers, runs, and lets frames pass until it is over. How many there were.
int play(LessonSession& session, const char* step, int choice) {
    REQUIRE(session.open(step, "", {}));
    session.carry_out(command::Choose{choice}, 0);
    press(session);
    int frames = 0;
    std::uint32_t before = session.runs().measured(0).world().event_count;
    while (session.is_playing() && frames < 10'000) {
        session.advance(1.0 / 60, false);
        const std::uint32_t events = session.runs().measured(0).world().event_count;
        // The last frame finishes what is judged.
        if (session.is_playing()) CHECK(events - before <= 10'000);
        before = events;
        ++frames;
    }
    return frames;
}

}  // namespace

TEST_CASE("A measured step is played in frames, judged and explained like any other", "[ui][measured]") {
    const lesson::Lesson lesson = load("lessons/close-wait-leak");
    LessonSession session(lesson);
    const int frames = play(session, "the-storm", 0);
    CHECK(frames > 600);  // twelve seconds of the learner's
    CHECK(frames < 800);
    CHECK(session.player().phase == Phase::Report);
    CHECK(session.runs().now() == Instant{} + 30_s);
    CHECK(session.runs().measured(0).series().samples.size() > 600);
    CHECK_FALSE(session.observation().choices[0].holds);
    CHECK(session.observation().choices[2].holds);
    session.carry_out(command::ReportAnswer{0}, 0);
    press(session);
    CHECK(session.player().phase == Phase::Explain);
    CHECK_FALSE(session.text(Language::En).explain.empty());
    // The moment that refutes the choice is a moment of the series.
    session.carry_out(command::ShowChoiceEvidence{2}, 0);
    CHECK(session.runs().now() <= Instant{} + 6_s);
}

TEST_CASE("A measured step opened by a link when it was finished before has been run", "[ui][measured]") {
    const lesson::Lesson lesson = load("lessons/close-wait-leak");
    LessonSession session(lesson);
    play(session, "a-higher-limit", 1);
    session.carry_out(command::ReportAnswer{0}, 0);
    press(session);
    REQUIRE(session.player().phase == Phase::Explain);
    LessonSession again(lesson);
    REQUIRE(again.open("a-higher-limit", lesson::to_text(session.player()), {}));
    CHECK(again.player().phase == Phase::Explain);
    CHECK(again.runs().measured(0).is_over());
    CHECK(again.observation().choices[1].holds);
}

TEST_CASE("A command at an earlier moment takes a measured run another way", "[ui][measured]") {
    const lesson::Lesson lesson = load("lessons/close-wait-leak");
    LessonSession session(lesson);
    play(session, "the-storm", 0);
    session.seek(Instant{} + 3_s);
    CHECK(session.runs().now() == Instant{} + 3_s);
    session.carry_out(command::IssueSim{sim::SetDescriptorLimit{HostId{1}, 1'000}}, 0);
    CHECK(session.runs().measured(0).log().size() == 1);
    CHECK(session.runs().measured(0).now() >= Instant{} + 3_s);
    CHECK_FALSE(session.runs().measured(0).is_over());
}
