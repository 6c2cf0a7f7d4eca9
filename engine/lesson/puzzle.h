#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/check.h"
#include "lesson/duel.h"
#include "lesson/lesson.h"
#include "lesson/observation.h"

// A puzzle: a world, goals that are claims over its final history, and the tools that the learner may use. Any way
// counts; the engine judges it. lessons/WRITING.md has the format.

namespace hw::lesson {

// What a learner may do to the world; a set of them is allowed in a puzzle.
enum class Tool : std::uint8_t {
    Drop,
    Hold,  // and release
    Delay,
    Duplicate,
    Edit,
    Inject,
    Icmp,
    Flood,
    Listen,
    Connect,
    Accept,
    Send,
    Shutdown,
    Close,
    Abort,
    Kill,
    Power,  // off, on, reboot
    Cable,
    Link,  // one direction of it loses everything, or no more
    Switch,
};
inline constexpr std::uint32_t tool_count = 20;
// "drop", "hold": as `tools` in puzzle.toml has it.
std::string_view name_of(Tool tool);
std::optional<Tool> find_tool(std::string_view name);
// nullopt: no learner has such a command.
std::optional<Tool> tool_of(const sim::Command& command);

class ToolSet {
  public:
    void add(Tool tool) { bits_ |= bit(tool); }
    bool has(Tool tool) const { return (bits_ & bit(tool)) != 0; }
    bool is_empty() const { return bits_ == 0; }

  private:
    static std::uint32_t bit(Tool tool) { return 1u << static_cast<std::uint32_t>(tool); }
    std::uint32_t bits_ = 0;
};

struct PuzzleGoal {
    std::string id{};
    Claim claim{};
    std::uint32_t par = 1;  // commands of the shortest way that the author knows
    bool is_extra = false;  // a side goal: the puzzle is solved without it
    std::vector<std::vector<Act>>
        solutions{};  // known ways, each a list of acts; the first is shown to who gives up
    int line = 0;
};

// Something that has no place on the ladder, such as a switch: a button does it, at the playhead.
struct Offer {
    std::string label{};  // "server tcp_invalid_ratelimit 500"
    Act act{};            // its time is not looked at
};

struct PuzzleWords {
    std::string title{};
    Document task{};             // what there is, what to reach, what is allowed
    std::vector<Spans> goals{};  // by index of Puzzle::goals
    std::vector<Spans> hints{};  // in order, each telling more
    Document explanation{};      // once it is solved; no values: the learner's run may be any
};

struct Puzzle {
    std::string id{};
    std::uint32_t order = 0;
    Scene scene{};
    Instant opens_at{};      // the playhead stands here
    Instant judged_until{};  // goals are judged over 0..this
    ToolSet tools{};
    std::vector<Offer> offers{};
    std::vector<PuzzleGoal> goals{};
    std::vector<std::string> clauses{};
    ReadMore more{};
    ClaimScope scope{};
    int line = 0;
    std::array<PuzzleWords, language_count> words{};

    const PuzzleWords& in(Language language) const { return words[static_cast<std::uint32_t>(language)]; }
    // Of all goals that are needed.
    std::uint32_t par() const;
};

inline constexpr std::uint32_t max_goals = 4;
inline constexpr std::uint32_t max_hints = 4;

// Every mistake at once, each as "path:line: what was expected". LessonText::toml is puzzle.toml.
Result<Puzzle, std::vector<FileError>> parse_puzzle(const LessonText& text);

// How far a run is.
struct PuzzleVerdict {
    std::vector<Judgement> goals{};  // by index of Puzzle::goals
    std::uint32_t command_count = 0;
    std::vector<Tool> forbidden{};  // tools that were used and may not be: then nothing counts
    bool is_foreign = false;        // it has commands that are no learner's: neither

    bool reaches(std::uint32_t goal) const { return forbidden.empty() && !is_foreign && goals[goal].holds; }
};
PuzzleVerdict judge(const Puzzle& puzzle, const RunSource& run);

// The commands of a run as a person counts them: a reboot is one.
std::uint32_t count_commands(std::span<const sim::LoggedCommand> log);

// What makes a puzzle bad: a goal that is met before anything is done, that a known way does not reach, that takes
// another number of commands than its par, a way with a tool that is not allowed, a run without an end.
LessonReport check_puzzle(const Puzzle& puzzle, const std::string& folder);

}  // namespace hw::lesson
