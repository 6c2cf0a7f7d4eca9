#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lesson/claim.h"
#include "lesson/history.h"
#include "lesson/lesson.h"

// What the engine says about the learner's own run of a step: which hand actions are done, which choices
// and reports hold in it, and since which moment. Made anew whenever a run's command log changed.

namespace hw::lesson {

// How the learner's run relates to the one that the step describes.
enum class RunKind : std::uint8_t {
    AsAsked,      // the hand actions are done and the same choice holds as in the lesson's own run
    HandMissing,  // something the step asks for has not been done (yet)
    Different,    // done, and more: another choice holds now, or none; it is graded as it is
};

struct Observation {
    std::vector<History> runs{};       // by index of Step::runs
    std::vector<bool> hand_is_done{};  // by index of Step::hand
    std::vector<Judgement> choices{};
    std::vector<Judgement> reports{};
    RunKind kind = RunKind::HandMissing;

    bool every_hand_is_done() const;
};

// `runs`: one source for each of the step's runs.
Observation observe(const Lesson& lesson, std::uint32_t step, std::span<const RunSource> runs);

// The same of runs that are known already: measured ones, which nobody wants to make twice.
Observation observe_known(const Lesson& lesson, std::uint32_t step, std::vector<History> runs);

// The run as the lesson itself would make it: the script, and every act of `hand` at its time. The lint's
// and the page's; also what to show when a learner comes back to a step that they finished earlier.
Observation observe_as_scripted(const Lesson& lesson, std::uint32_t step);

// The commands of that run, in order: what a learner's timeline would have logged.
// `measure_every`: the scene's; such a run knows no acts on segments.
std::vector<sim::LoggedCommand> scripted_log(const sim::World& initial, std::span<const Act> acts,
                                             Duration measure_every = {});
// Every act of the step that belongs to its run number `run`, in order of time.
std::vector<Act> acts_of_run(const Step& step, std::uint32_t run);

// The challenge's goal, judged over the learner's run, or over the way that the lesson knows.
Judgement judge_challenge(const Lesson& lesson, const RunSource& run);
Judgement judge_challenge_as_scripted(const Lesson& lesson);

// Words with every {…} replaced by what the run says: a Value becomes Plain text.
Spans fill(const Spans& spans, const ClaimScope& scope, std::span<const History> runs);
Document fill(const Document& document, const ClaimScope& scope, std::span<const History> runs);

}  // namespace hw::lesson
