#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "lesson/lesson.h"
#include "lesson/observation.h"

// Where a learner is in a lesson: a small value, changed only by small commands. It grades nothing itself:
// the Observation of the learner's own run does. The explanation is not shown before the learner has
// said what they saw (one in five observations of a demonstration is wrong unless asked).

namespace hw::lesson {

enum class Phase : std::uint8_t { Predict, Observe, Report, Explain };

// What the learner answered in one step, and whether the engine agreed then.
struct StepProgress {
    std::optional<std::uint32_t> choice{};
    std::optional<std::uint32_t> report{};
    bool choice_was_right = false;  // judged when the run ended
    bool report_was_right = false;
    bool is_explained = false;  // the step has been finished at least once
    friend bool operator==(const StepProgress&, const StepProgress&) = default;
};

struct Player {
    std::uint32_t step = 0;  // index of Lesson::steps; == steps.size() on the last page (challenge, recap)
    Phase phase = Phase::Predict;
    bool challenge_is_met = false;
    std::vector<StepProgress> steps{};
    friend bool operator==(const Player&, const Player&) = default;

    bool is_on_last_page() const { return step >= steps.size(); }
};

Player make_player(const Lesson& lesson);

// ---- commands --------------------------------------------------------------------------------------

struct Choose {
    std::uint32_t choice = 0;
};                   // Predict; may be changed until Run
struct Run {};       // Predict -> Observe, once something is chosen
struct RunEnded {};  // the playhead reached plays_until: Observe -> Report
struct ReportSeen {
    std::uint32_t report = 0;
};               // right: Report -> Explain; wrong: look again, stay
struct Next {};  // Explain -> next step; on the last step: the last page
struct Back {};  // the step before, as GoToStep
struct GoToStep {
    std::uint32_t step = 0;
};                   // any step, or steps.size()
struct TryAgain {};  // this step from Predict, its answers forgotten

// A step that was finished before opens at Explain: show it over scripted_log(), there is no other run of it.
using PlayerCommand = std::variant<Choose, Run, RunEnded, ReportSeen, Next, Back, GoToStep, TryAgain>;

// False, and nothing changed, when the command makes no sense now (Run before Choose, no such step).
// RunEnded is refused while a hand action is missing: the learner has not done the experiment yet.
// `observation` is of the player's current step; on the last page it is not looked at.
bool apply(Player& player, const Lesson& lesson, const PlayerCommand& command,
           const Observation& observation);

// What the primary button would do now.
enum class PrimaryAction : std::uint8_t { None, Run, DoByHand, WatchRun, Report, Next, FinishLesson };
PrimaryAction primary_action(const Player& player, const Lesson& lesson, const Observation& observation);

// ---- progress --------------------------------------------------------------------------------------

// Short, and safe in a URL: "2p.Ba.c-" is step 2, Predict; step 0: chose b and was right, reported a and was
// not; step 1: chose c, reported nothing. A run is not part of it, so that a step left half-way begins anew.
std::string to_text(const Player& player);
// nullopt when the text is no progress in this lesson.
std::optional<Player> parse_player(std::string_view text, const Lesson& lesson);

}  // namespace hw::lesson
