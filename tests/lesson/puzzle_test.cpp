#include <catch2/catch_test_macros.hpp>

#include "lesson/puzzle.h"
#include "support/lesson/games.h"
#include "support/lesson/lessons.h"

using namespace hw;
using namespace hw::lesson;
using namespace hw::lesson::test;

namespace {

struct Broken {
    const char* from;
    const char* to;
    const char* error;
};

std::string with(const char* from, const char* to) {
    LessonText text = small_puzzle();
    text.toml = replaced(text.toml, from, to);
    return problems_of_puzzle(text);
}

}  // namespace

TEST_CASE("A puzzle is read from its three files, and its known ways are played", "[lesson][puzzle]") {
    CHECK(problems_of_puzzle(small_puzzle()).empty());
    const Puzzle puzzle = *parse_puzzle(small_puzzle());
    CHECK(puzzle.par() == 1);
    CHECK(puzzle.goals[1].is_extra);
    CHECK(puzzle.tools.has(Tool::Drop));
    CHECK_FALSE(puzzle.tools.has(Tool::Edit));
    CHECK(puzzle.in(Language::En).hints.size() == 2);
}

TEST_CASE("Any way counts, if its tools are allowed", "[lesson][puzzle]") {
    const Puzzle puzzle = *parse_puzzle(small_puzzle());
    const sim::World initial = initial_world(puzzle.scene);
    const auto played = [&](const char* act) {
        const std::vector<Act> acts{*parse_act(act, puzzle.scene.stage)};
        const auto log = scripted_log(initial, acts);
        return judge(puzzle, RunSource{initial, log});
    };
    const PuzzleVerdict untouched = judge(puzzle, RunSource{.initial = initial});
    CHECK_FALSE(untouched.reaches(0));
    CHECK(untouched.command_count == 0);
    CHECK(played("0.05 drop client SYN").reaches(0));
    CHECK(played("0.05 hold client SYN").reaches(0));
    CHECK_FALSE(played("0.15 drop server SYN+ACK").reaches(1));
    // The same end by a tool that is not allowed: the claim holds, and counts for nothing.
    const PuzzleVerdict cheated = played("0 cut client server");
    CHECK_FALSE(cheated.reaches(0));
    CHECK(cheated.forbidden == std::vector<Tool>{Tool::Link});
}

TEST_CASE("A reboot is one command", "[lesson][puzzle]") {
    const sim::LoggedCommand off{0, Instant{}, sim::PowerOff{HostId{1}}};
    const sim::LoggedCommand on{1, Instant{}, sim::PowerOn{HostId{1}}};
    const sim::LoggedCommand late{1, Instant{} + 1_s, sim::PowerOn{HostId{1}}};
    CHECK(count_commands(std::vector{off, on}) == 1);
    CHECK(count_commands(std::vector{off, late}) == 2);
    CHECK(count_commands(std::vector{on}) == 1);
    CHECK(count_commands({}) == 0);
}

TEST_CASE("Every tool has a name of its own", "[lesson][puzzle]") {
    for (std::uint32_t i = 0; i < tool_count; ++i) {
        const Tool tool = static_cast<Tool>(i);
        CHECK(find_tool(name_of(tool)) == tool);
    }
    CHECK_FALSE(find_tool("magic").has_value());
    CHECK_FALSE(tool_of(sim::JumpClock{}).has_value());
}

TEST_CASE("What is wrong with a puzzle is said with its file and line", "[lesson][puzzle]") {
    CHECK(with("\"drop\", ", "\"dorp\", ").find("x/puzzle.toml:6: expected a tool: drop, hold,") !=
          std::string::npos);
    CHECK(with("tools = [", "tools = [] # [").find("expected tools") != std::string::npos);
    CHECK(with("tools = [", "offers = [\"drop client SYN\"]\ntools = [")
              .find("expected set HOST SWITCH VALUE") != std::string::npos);
    CHECK(with("tools = [", "offers = [\"set server tcp_syncookies 0\"]\ntools = [").empty());
    CHECK(with("extra = true", "extra = 1").find("expected extra = true or false") != std::string::npos);
    CHECK(with("par = 1", "par = 0").find("\"par\": expected a whole number") != std::string::npos);
    CHECK(with("0.05 drop client SYN", "0.01 drop client SYN").find("expected acts after opens_at") !=
          std::string::npos);
    CHECK(with("[{ acts = [\"0.05 drop client SYN\"] }]", "[]").find("expected solutions") !=
          std::string::npos);
    CHECK(with("0.05 drop client SYN", "0.05 drip client SYN").find("expected") != std::string::npos);
}

TEST_CASE("A puzzle without all its words is refused", "[lesson][puzzle]") {
    const Broken broken[] = {
        {"- never: And nothing dropped.\n", "", "expected an item \"- never: …\" as in puzzle.toml"},
        {"- 2: Drop it.\n", "", "expected \"## hints\": two or three"},
        {"- 2: Drop it.\n", "- 3: Drop it.\n", "expected hints with the numbers 1, 2, 3 in order"},
        {"## task", "## tusk", "x/en.md:3: expected ## task, goals, hints or explanation"},
        {"RFC 6298 §2 says", "{client.state} says", "no {value} here"},
    };
    for (const Broken& b : broken) {
        LessonText text = small_puzzle();
        text.en = replaced(text.en, b.from, b.to);
        INFO(b.to << " gave " << problems_of_puzzle(text));
        CHECK(problems_of_puzzle(text).find(b.error) != std::string::npos);
    }
    LessonText text = small_puzzle();
    text.zh = replaced(text.zh, "- 2: Drop it.\n", "- 2: Drop it.\n- 3: Really.\n");
    CHECK(problems_of_puzzle(text).find("expected as many hints as in zh.md") != std::string::npos);
}

TEST_CASE("A goal that needs nothing done, or cannot be reached so, makes a bad puzzle",
          "[lesson][puzzle][check]") {
    CHECK(with("segs(client, server, SYN) == 2 && client", "segs(client, server, SYN) >= 1 && client")
              .find("goal twice: is met before anything is done") != std::string::npos);
    CHECK(with("0.05 drop client SYN", "0.15 drop server SYN+ACK")
              .find("goal twice: a known way does not reach it") == std::string::npos);
    CHECK(with("0.05 drop client SYN", "0.25 drop client ACK")
              .find("goal twice: a known way does not reach it") != std::string::npos);
    CHECK(with("0.05 hold client SYN", "0.05 delay client SYN by 2s")
              .find("goal never: a known way uses \"delay\", which is not allowed") != std::string::npos);
    CHECK(with("par = 1\nsolutions = [{ acts = [\"0.05 drop", "par = 3\nsolutions = [{ acts = [\"0.05 drop")
              .find("goal twice: par is 3, the shortest known way takes 1") != std::string::npos);
}
