#include "lesson/player.h"

#include <catch2/catch_test_macros.hpp>

#include "support/lesson/lessons.h"

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

// A learner in the small lesson, whose timeline has this log.
struct Learner {
    Lesson lesson = *parse_lesson(small_lesson());
    Player player = make_player(lesson);
    sim::World initial = initial_world(lesson.scenes[0]);
    std::vector<sim::LoggedCommand> log{};

    Observation observation() const {
        const RunSource source{initial, log};
        return observe(lesson, 0, {&source, 1});
    }
    bool does(const PlayerCommand& command) { return apply(player, lesson, command, observation()); }
    void acts(const std::vector<std::string>& texts) {
        std::vector<Act> parsed;
        for (const std::string& text : texts) parsed.push_back(*parse_act(text, initial));
        log = scripted_log(initial, parsed);
    }
};

}  // namespace

TEST_CASE("A step goes predict, observe, report, explain, in that order only", "[lesson][player]") {
    Learner learner;
    CHECK_FALSE(learner.does(Run{}));  // not before a choice
    CHECK_FALSE(learner.does(ReportSeen{1}));
    CHECK_FALSE(learner.does(Next{}));
    CHECK_FALSE(learner.does(Choose{2}));
    CHECK(learner.does(Choose{0}));
    CHECK(learner.does(Choose{1}));  // may be changed until the run
    CHECK(learner.does(Run{}));
    CHECK_FALSE(learner.does(Choose{0}));
    learner.acts({"0.05 drop client SYN"});
    CHECK(learner.does(RunEnded{}));
    CHECK(learner.player.steps[0].choice_was_right);
    CHECK(learner.does(ReportSeen{1}));
    CHECK(learner.player.phase == Phase::Explain);
    CHECK(learner.does(Next{}));
    CHECK(learner.player.is_on_last_page());
    CHECK_FALSE(learner.does(Next{}));
}

TEST_CASE("The run does not end before the learner has done what the step asks", "[lesson][player]") {
    Learner learner;
    learner.does(Choose{1});
    learner.does(Run{});
    CHECK(learner.observation().kind == RunKind::HandMissing);
    CHECK(primary_action(learner.player, learner.lesson, learner.observation()) == PrimaryAction::DoByHand);
    CHECK_FALSE(learner.does(RunEnded{}));
    learner.acts({"0.05 drop client SYN"});
    CHECK(learner.observation().kind == RunKind::AsAsked);
    CHECK(primary_action(learner.player, learner.lesson, learner.observation()) == PrimaryAction::WatchRun);
    CHECK(learner.does(RunEnded{}));
}

TEST_CASE("Any way of doing it counts, and what else was done is graded as it is", "[lesson][player]") {
    Learner learner;
    learner.does(Choose{1});
    learner.does(Run{});
    // The first two SYNs: established at 3.2 s, which none of the choices says.
    learner.acts({"0.05 drop client SYN", "0.9 drop client SYN nth 2"});
    const Observation observation = learner.observation();
    CHECK(observation.hand_is_done[0]);
    CHECK(observation.kind == RunKind::Different);
    CHECK(learner.does(RunEnded{}));
    CHECK_FALSE(learner.player.steps[0].choice_was_right);
    CHECK(learner.does(ReportSeen{1}));  // two SYNs were sent by 1.5 s, and that is still true
    CHECK(learner.player.phase == Phase::Explain);
}

TEST_CASE("A wrong report stays, so that the learner looks again", "[lesson][player]") {
    Learner learner;
    learner.acts({"0.05 drop client SYN"});
    learner.does(Choose{0});
    learner.does(Run{});
    learner.does(RunEnded{});
    CHECK_FALSE(learner.player.steps[0].choice_was_right);
    CHECK(learner.does(ReportSeen{0}));
    CHECK(learner.player.phase == Phase::Report);
    CHECK_FALSE(learner.player.steps[0].report_was_right);
    CHECK(learner.observation().reports[0].evidence.at == Instant{} + 1_s);  // where the second SYN left
    CHECK(learner.does(ReportSeen{1}));
    CHECK(learner.player.phase == Phase::Explain);
}

TEST_CASE("One may go back, try again, and jump", "[lesson][player]") {
    Learner learner;
    CHECK_FALSE(learner.does(Back{}));
    CHECK(learner.does(GoToStep{1}));
    CHECK(learner.player.is_on_last_page());
    CHECK_FALSE(learner.does(GoToStep{2}));
    CHECK_FALSE(learner.does(TryAgain{}));
    CHECK(learner.does(Back{}));
    CHECK(learner.player.phase == Phase::Predict);
    learner.acts({"0.05 drop client SYN"});
    for (const PlayerCommand& command :
         {PlayerCommand{Choose{1}}, PlayerCommand{Run{}}, PlayerCommand{RunEnded{}},
          PlayerCommand{ReportSeen{1}}, PlayerCommand{Next{}}, PlayerCommand{Back{}}})
        CHECK(learner.does(command));
    CHECK(learner.player.phase == Phase::Explain);  // finished before
    CHECK(learner.does(TryAgain{}));
    CHECK(learner.player == make_player(learner.lesson));
}

TEST_CASE("Progress survives as a short text", "[lesson][player]") {
    Learner learner;
    const auto round_trip = [&] { return parse_player(to_text(learner.player), learner.lesson); };
    CHECK(to_text(learner.player) == "0p.--");
    CHECK(round_trip() == learner.player);
    learner.does(Choose{1});
    CHECK(to_text(learner.player) == "0p.b-");
    learner.acts({"0.05 drop client SYN"});
    learner.does(Run{});
    learner.does(RunEnded{});
    CHECK(to_text(learner.player) == "0r.B-");
    CHECK(round_trip()->phase == Phase::Predict);  // the run is not part of it
    learner.does(ReportSeen{1});
    CHECK(to_text(learner.player) == "0e.BB");
    CHECK(round_trip() == learner.player);
    learner.does(Next{});
    learner.player.challenge_is_met = true;
    CHECK(to_text(learner.player) == "1p.BB.met");
    CHECK(round_trip() == learner.player);
}

TEST_CASE("A text that is no progress in this lesson is refused", "[lesson][player][bounds]") {
    const Lesson lesson = *parse_lesson(small_lesson());
    for (const char* text : {"", "0", "p", "0p", "0p.", "0p.b", "0p.b-x", "2p.--", "-1p.--", "0z.--", "0p.c-",
                             "0p.-b", "0p.--.--", "0p.b-.met ", "99999999999p.--", "0p.\xff\xff", "0e"}) {
        INFO(text);
        CHECK_FALSE(parse_player(text, lesson).has_value());
    }
}
