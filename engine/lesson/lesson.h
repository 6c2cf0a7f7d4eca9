#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "lesson/claim.h"
#include "lesson/markdown.h"
#include "lesson/scene.h"

// A lesson as a value: what lesson.toml and the two files of words say, checked and joined. A step is
// predict, observe, report, explain (DESIGN §5); its choices are bound to claims, and only the engine
// knows which of them is right.

namespace hw::lesson {

enum class Language : std::uint8_t { Zh, En };
inline constexpr std::uint32_t language_count = 2;
std::string_view code_of(Language language);  // "zh", "en"

// One of the answers a learner may give: right if and only if its claim holds in the learner's own run.
struct Option {
    std::string id{};
    Claim claim{};
    int line = 0;  // in lesson.toml
};

// Something the learner does with their own hand: drop the SYN, let an old one arrive. However they do it,
// it is done when `done` holds; `act` is how the lesson itself would do it, for "show me" and for the lint.
struct HandAction {
    std::string id{};
    Claim done{};
    std::vector<Act> acts{};
    int line = 0;
};

struct RunSpec {
    std::string id{};         // "three"; what run(…) in a claim names. "" when the step has one run
    std::uint32_t scene = 0;  // index into Lesson::scenes
};

inline constexpr std::uint32_t most_runs = 4;

struct Step {
    std::string id{};
    std::vector<RunSpec> runs{};     // one, two for a duel, up to most_runs to choose among
    Instant opens_at{};              // the playhead stands here while the learner predicts
    Instant plays_until{};           // Run plays to here, then the learner reports
    Instant judged_until{};          // claims are judged over 0..this; >= plays_until
    std::vector<HandAction> hand{};  // in order; may be empty
    std::vector<Option> choices{};
    std::vector<Option> reports{};
    std::vector<Option> claims{};        // the sentences of the explanation that say what happens
    std::vector<std::string> clauses{};  // "RFC 9293 §3.5", the chips under the explanation
    ClaimScope scope{};
    int line = 0;
};

// "Break it by hand": a goal instead of a question; any way counts.
struct Challenge {
    RunSpec run{};
    Instant opens_at{};
    Instant plays_until{};
    Claim goal{};
    std::vector<Act> acts{};  // one way that reaches the goal, for the lint
    ClaimScope scope{};
    int line = 0;
};

struct OptionWords {
    Spans label{};
    Spans detail{};  // what the run says about it, shown once the run is over; may hold values, may be empty
};

struct StepWords {
    std::string title{};                 // "The first SYN is lost"
    Document see{};                      // what is on the screen before anything is asked
    Spans ask{};                         // the question to predict
    std::vector<OptionWords> choices{};  // by index of Step::choices
    std::vector<Spans> hand{};           // by index of Step::hand: "Drop the SYN."
    Spans report_ask{};                  // "What did you see?"
    std::vector<OptionWords> reports{};
    Document explain{};
    Document linux_note{};                 // where Linux differs; empty when it does not
    std::vector<std::string> run_names{};  // by index of Step::runs: "Three steps"; empty for one run
};

struct Words {
    std::string title{};  // the question: "Why three handshakes and not two?"
    Spans answer{};       // in one sentence
    Document intro{};     // the misconception, and what the lesson will do with it
    std::vector<StepWords> steps{};
    Document challenge{};  // "Find the one segment …"
    Document challenge_done{};
    Document recap{};
    Spans next{};  // what to ask now
};

// Where a duel or a puzzle sends who wants to know more.
struct ReadMore {
    std::string lesson{};
    std::string step{};  // "": from its beginning
};

struct Lesson {
    std::string id{};
    std::uint32_t order = 0;
    std::uint32_t minutes = 0;
    std::uint32_t group = 0;    // under which question of the front page it stands (home_table.h); 0: none
    bool shows_states = false;  // the state diagram lies open beside the ladder
    std::vector<std::string> needs{};    // ids of lessons to take first
    std::vector<std::string> sources{};  // "RFC 9293 §3.5"
    std::vector<Scene> scenes{};
    std::vector<Step> steps{};
    Challenge challenge{};
    std::array<Words, language_count> words{};

    const Words& in(Language language) const { return words[static_cast<std::uint32_t>(language)]; }
};

// The three files of lessons/<id>/, as text. Paths are only for messages.
struct LessonText {
    std::string folder{};  // "lessons/why-three-not-two"
    std::string toml{};
    std::string zh{};
    std::string en{};
};

// What its line "order = N" says, for sorting before anything is read; 0 when there is none.
std::uint32_t order_of(const LessonText& text);

// Bounds on what strangers send (DESIGN law 8).
inline constexpr std::uint32_t max_lesson_file_bytes = 256 * 1024;
inline constexpr std::uint32_t max_steps = 24;
inline constexpr std::uint32_t max_groups = 20;
inline constexpr std::uint32_t max_options = 8;

// Every mistake at once, each as "path:line: what was expected".
Result<Lesson, std::vector<FileError>> parse_lesson(const LessonText& text);

}  // namespace hw::lesson
