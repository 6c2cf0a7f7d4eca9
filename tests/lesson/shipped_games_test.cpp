#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "base/prng.h"
#include "lesson/duel.h"
#include "lesson/games_html.h"
#include "lesson/library.h"
#include "lesson/puzzle.h"
#include "support/lesson/games.h"

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

bool is_taught(const ReadMore& more) {
    for (const LessonText& text : embedded_lessons()) {
        if (text.folder != "lessons/" + more.lesson) continue;
        const Lesson lesson = *parse_lesson(text);
        return more.step.empty() || std::any_of(lesson.steps.begin(), lesson.steps.end(),
                                                [&](const Step& step) { return step.id == more.step; });
    }
    return false;
}

std::size_t values_in(const Document& document) {
    std::size_t count = 0;
    for (const Block& block : document)
        count += static_cast<std::size_t>(
            std::count_if(block.spans.begin(), block.spans.end(),
                          [](const Span& span) { return span.kind == SpanKind::Value; }));
    return count;
}

// Somebody who presses what there is to press, without a thought.
class Fiddler {
  public:
    Fiddler(const Puzzle& puzzle, std::uint64_t seed) : puzzle_(puzzle), prng_{seed} {}

    std::vector<sim::LoggedCommand> play(std::uint32_t commands) {
        sim::Timeline timeline(initial_world(puzzle_.scene));
        Instant at = puzzle_.opens_at;
        for (std::uint32_t i = 0; i < commands; ++i) {
            timeline.seek(at);
            if (auto command = something(timeline)) timeline.issue(*command);
            at = at + Duration{static_cast<std::int64_t>(prng_.below(400'000))};
        }
        return timeline.branches()[timeline.branch()].log;
    }

  private:
    std::optional<sim::Command> something(const sim::Timeline& timeline) {
        std::vector<sim::Command> all;
        const sim::World& world = timeline.world();
        for (const sim::Packet& packet : world.packets) {
            if (!packet.id.exists()) continue;
            all.insert(all.end(),
                       {sim::DropPacket{packet.id}, sim::HoldPacket{packet.id}, sim::ReleasePacket{packet.id},
                        sim::DelayPacket{packet.id, 100_ms}, sim::DuplicatePacket{packet.id, 50_ms}});
        }
        for (std::uint32_t h = 0; h < world.hosts.size(); ++h) {
            const HostId host{h};
            const HostId peer{1 - std::min(h, 1u)};
            all.insert(all.end(),
                       {sim::Close{host, ConnectionId{0}}, sim::Send{host, ConnectionId{0}, "HELLO"},
                        sim::Abort{host, ConnectionId{0}}, sim::Shutdown{host, ConnectionId{0}},
                        sim::Connect{.host = host, .remote = usual_endpoint(world, peer)},
                        sim::KillProgram{host}, sim::PowerOff{host}, sim::PowerOn{host}});
        }
        std::erase_if(all, [&](const sim::Command& command) {
            const auto tool = tool_of(command);
            return !tool || !puzzle_.tools.has(*tool);
        });
        if (all.empty()) return std::nullopt;
        return all[prng_.below(static_cast<std::uint32_t>(all.size()))];
    }

    const Puzzle& puzzle_;
    Prng prng_;
};

}  // namespace

TEST_CASE("Every shipped duel can be read, and its run refutes what people say", "[lesson][duel][content]") {
    REQUIRE_FALSE(embedded_duels().empty());
    std::set<std::uint32_t> orders;
    for (const LessonText& text : embedded_duels()) {
        INFO(text.folder);
        CHECK(problems_of_duel(text).empty());
        const auto duel = parse_duel(text);
        REQUIRE(duel.ok());
        CHECK(text.folder == "lessons/duels/" + duel->id);
        CHECK(orders.insert(duel->order).second);
        CHECK(is_taught(duel->more));
        CHECK(values_in(duel->in(Language::Zh).verdict) == values_in(duel->in(Language::En).verdict));
    }
}

TEST_CASE("Every shipped puzzle can be read, and its known ways solve it", "[lesson][puzzle][content]") {
    REQUIRE_FALSE(embedded_puzzles().empty());
    std::set<std::uint32_t> orders;
    for (const LessonText& text : embedded_puzzles()) {
        INFO(text.folder);
        CHECK(problems_of_puzzle(text).empty());
        const auto puzzle = parse_puzzle(text);
        REQUIRE(puzzle.ok());
        CHECK(text.folder == "lessons/puzzles/" + puzzle->id);
        CHECK(orders.insert(puzzle->order).second);
        CHECK(is_taught(puzzle->more));
    }
}

TEST_CASE("Whoever presses buttons without a thought seldom solves a puzzle", "[lesson][puzzle][content]") {
    constexpr std::uint32_t tries = 12;
    for (const LessonText& text : embedded_puzzles()) {
        const Puzzle puzzle = *parse_puzzle(text);
        const sim::World initial = initial_world(puzzle.scene);
        std::uint32_t solved = 0;
        for (std::uint32_t seed = 1; seed <= tries; ++seed) {
            const auto log = Fiddler(puzzle, seed).play(puzzle.par() + 1);
            solved += judge(puzzle, RunSource{initial, log}).reaches(0) ? 1 : 0;
        }
        INFO(puzzle.id << ": solved in " << solved << " of " << tries);
        CHECK(solved <= tries / 4);
    }
}

TEST_CASE("Duels and puzzles can be read as a page, with the numbers of their own runs",
          "[lesson][html][content]") {
    std::vector<Duel> duels;
    for (const LessonText& text : embedded_duels()) duels.push_back(*parse_duel(text));
    std::vector<Puzzle> puzzles;
    for (const LessonText& text : embedded_puzzles()) puzzles.push_back(*parse_puzzle(text));
    for (const Language language : {Language::Zh, Language::En}) {
        const std::string html = duels_html(duels, language) + puzzles_html(puzzles, language);
        CHECK(html.find("<script") == std::string::npos);
        CHECK(html.find("<data>") == std::string::npos);  // no value is left open
        CHECK(html.find("115 ms") != std::string::npos);
        for (const Duel& duel : duels) CHECK(html.find("id=\"duel-" + duel.id + "\"") != std::string::npos);
        for (const Puzzle& puzzle : puzzles)
            CHECK(html.find("id=\"puzzle-" + puzzle.id + "\"") != std::string::npos);
    }
}
