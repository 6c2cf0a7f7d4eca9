#include "ui/app/playback_plan.h"

#include <catch2/catch_test_macros.hpp>

#include <string>
#include <vector>

#include "ui/app/lesson_session.h"
#include "ui/app/shared_folds.h"
#include "ui/app/shipped_lessons.h"
#include "ui/views/time/monotony.h"
#include "ui/views/time/playback.h"

namespace hw::ui {

namespace {

Instant at_ms(std::int64_t ms) { return Instant{ms * 1'000}; }

constexpr HostId client{0};
constexpr HostId server{1};

// ACKs that two hosts send each other, one each 100 ms.
sim::Trace storm(std::uint32_t count) {
    sim::Trace trace;
    for (std::uint32_t i = 0; i < count; ++i) {
        const bool goes = i % 2 == 0;
        sim::PacketRecord packet{.id = PacketId{i},
                                 .from = goes ? client : server,
                                 .to = goes ? server : client,
                                 .sent_at = at_ms(i * 100),
                                 .arrives_at = at_ms(i * 100 + 100),
                                 .fate = sim::Fate::Delivered};
        packet.header.ctl = {wire::Ctl::ack_bit};
        packet.header.seq = {goes ? 1'201u : 8'001u};
        trace.packets.push_back(packet);
    }
    return trace;
}

// Plays until the session halts by itself; returns the learner's seconds.
double play_out(LessonSession& session) {
    constexpr double frame_s = 1.0 / 60;
    double seconds = 0;
    while (session.is_playing() && seconds < 60) {
        session.advance(frame_s, false);
        seconds += frame_s;
    }
    return seconds;
}

std::vector<lesson::Lesson> all_lessons() {
    std::vector<lesson::Lesson> lessons;
    for (const LessonFiles& files : shipped_lessons()) {
        if (files.id == "incident-console") continue;  // on a screen of its own
        auto read = lesson::parse_lesson(
            {.folder = "lessons/" + files.id, .toml = files.toml, .zh = files.zh, .en = files.en});
        REQUIRE(read.ok());
        lessons.push_back(std::move(*read));
    }
    return lessons;
}

// From the prediction `choice` to the explanation, as a learner goes who lets the lesson do what is to be done by hand
// and answers a report until the run agrees. Returns the longest time between two presses.
double take_step(LessonSession& session, int choice) {
    session.carry_out(command::Choose{choice}, 0);
    session.carry_out(command::PrimaryStep{}, 0);
    double longest_s = play_out(session);
    for (int act = 0; act < 6 && session.player().phase == lesson::Phase::Observe; ++act) {
        session.carry_out(command::PrimaryStep{}, 0);
        longest_s = std::max(longest_s, play_out(session));
    }
    REQUIRE(session.player().phase == lesson::Phase::Report);
    const auto reports = session.text(Language::En).reports.size();
    for (std::size_t i = 0; i < reports && session.player().phase == lesson::Phase::Report; ++i) {
        session.carry_out(command::ReportAnswer{static_cast<int>(i)}, 0);
        session.carry_out(command::PrimaryStep{}, 0);
    }
    REQUIRE(session.player().phase == lesson::Phase::Explain);
    return longest_s;
}

}  // namespace

TEST_CASE("a row of segments that are alike is folded but for its ends", "[ui][time]") {
    const auto rows = find_monotonies(storm(60));
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].segments == 50);
    CHECK(rows[0].each == 100_ms);
    CHECK(rows[0].from == at_ms(600));
    CHECK(rows[0].to == at_ms(5'600));
    // One more does not move it; ten more do.
    CHECK(find_monotonies(storm(61)) == rows);
    CHECK(find_monotonies(storm(70))[0].segments == 60);
    CHECK(find_monotonies(storm(19)).empty());
}

TEST_CASE("a row ends where a segment differs, and is none where another run has events", "[ui][time]") {
    sim::Trace trace = storm(80);
    trace.packets[40].header.seq = {5};
    const auto rows = find_monotonies(trace);
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].to <= at_ms(4'000));
    CHECK(rows[1].from > at_ms(4'000));
    const std::vector<Instant> busy = busy_instants(trace, Instant::never());
    CHECK(find_folds(trace, busy, {}, 600_ms).size() == 2);
    const std::vector<Instant> elsewhere{rows[0].from + 1_ms, rows[0].from + 2_ms};
    CHECK(find_folds(trace, busy, elsewhere, 600_ms).size() == 1);
}

TEST_CASE("side by side, a row that both runs have is folded in both, and one that only one has in none",
          "[ui][time]") {
    const sim::Trace left = storm(60), right = storm(60);
    std::vector<RunModel> runs{{.trace = &left, .version = 1}, {.trace = &right, .version = 2}};
    share_folds(runs);
    for (const RunModel& run : runs) {
        std::vector<Instant> busy = busy_instants(*run.trace, run.next_event_at);
        const auto folds = find_folds(*run.trace, busy, run.also_busy, 600_ms);
        REQUIRE(folds.size() == 1);
        CHECK(folds[0].segments == 50);
    }
    sim::Trace other = storm(60);
    other.packets[30].header.seq = {5};
    runs = {{.trace = &left, .version = 1}, {.trace = &other, .version = 2}};
    share_folds(runs);
    CHECK(runs[0].version != runs[1].version);
    CHECK(find_folds(left, busy_instants(left, Instant::never()), runs[0].also_busy, 600_ms).empty());
}

TEST_CASE("what play needs for a stretch is what playing it takes", "[ui][time]") {
    const std::vector<Silence> silences{{at_ms(500), at_ms(60'500)}};
    const TimeAxis axis(silences, {.px_per_ms = 0.5, .margin = 25_ms});
    const double seconds = play_seconds(at_ms(0), at_ms(61'000), 0.5, axis.folds());
    CHECK(seconds > 2);
    CHECK(seconds < 4);
    CHECK(play_on(at_ms(0), seconds - 0.01, 0.5, axis.folds(), at_ms(61'000)) < at_ms(61'000));
    CHECK(play_on(at_ms(0), seconds + 0.01, 0.5, axis.folds(), at_ms(61'000)) == at_ms(61'000));
}

TEST_CASE("no step of any lesson plays longer than a few seconds, be it a day long", "[ui][app][lesson]") {
    for (const lesson::Lesson& lesson : all_lessons()) {
        LessonSession session(lesson);
        session.carry_out(command::PrimaryStep{}, 0);
        while (!session.is_on_last_page()) {
            INFO(lesson.id << " " << session.step_id());
            // A large world takes as long as its events need, so many to a frame.
            const double most = session.runs().is_measured() ? 15 : longest_step_s + 0.5;
            CHECK(take_step(session, 0) < most);
            CHECK(session.runs().now() >= Instant{});
            session.carry_out(command::PrimaryStep{}, 0);
        }
    }
}

TEST_CASE("a prediction leads to a moment of the step, not to one before it", "[ui][app][lesson]") {
    for (const lesson::Lesson& lesson : all_lessons()) {
        LessonSession session(lesson);
        session.carry_out(command::PrimaryStep{}, 0);
        while (!session.is_on_last_page()) {
            INFO(lesson.id << " " << session.step_id());
            take_step(session, 0);
            const lesson::Step& step = lesson.steps[session.player().step];
            for (std::size_t i = 0; i < step.choices.size(); ++i) {
                session.carry_out(command::ShowChoiceEvidence{static_cast<int>(i)}, 0);
                CHECK(session.runs().now() >= step.opens_at);
                const auto wanted = session.take_wanted_run();
                REQUIRE(wanted.has_value());
                CHECK(*wanted < step.runs.size());
            }
            session.carry_out(command::PrimaryStep{}, 0);
        }
    }
}

TEST_CASE("with more than two runs one is shown, and what is wished concerns it", "[ui][app][lesson]") {
    for (const lesson::Lesson& lesson : all_lessons()) {
        if (lesson.id != "last-ack-lost") continue;
        LessonSession session(lesson);
        REQUIRE(session.open("how-long", "", std::nullopt));
        CHECK(session.runs().size() == 4);
        take_step(session, 1);
        // The longest 2MSL is the one that is still going on a minute later.
        session.carry_out(command::SeekTo{at_ms(3'000)}, 3);
        CHECK(host::state_of(session.runs().timeline(0).world().hosts[0]) == tcp::State::Closed);
        CHECK(host::state_of(session.runs().timeline(3).world().hosts[0]) == tcp::State::TimeWait);
    }
}

}  // namespace hw::ui
