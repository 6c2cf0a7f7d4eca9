#include "native/cli/lesson_report.h"

#include <algorithm>

namespace hw::cli {
namespace {

class Checker {
  public:
    Checker(const lesson::Lesson& lesson, LessonReport& report) : lesson_(lesson), report_(report) {}

    void check_step(std::uint32_t index) {
        const lesson::Step& step = lesson_.steps[index];
        const lesson::Observation run = lesson::observe_as_scripted(lesson_, index);
        cover(run);
        for (const lesson::History& history : run.runs)
            if (history.is_truncated) problem(step.line, "step " + step.id + ": its run does not end");

        for (std::size_t i = 0; i < step.hand.size(); ++i) {
            const lesson::HandAction& hand = step.hand[i];
            const bool is_done = run.hand_is_done[i];
            add(step.id, "hand", {hand.id, hand.done, hand.line}, {.holds = is_done});
            if (!is_done) problem(hand.line, "hand action " + hand.id + ": its own acts do not do it");
        }
        check_exactly_one(step, "choice", step.choices, run.choices);
        if (!step.reports.empty()) check_exactly_one(step, "report", step.reports, run.reports);
        for (const lesson::Option& claim : step.claims) {
            const lesson::Judgement judgement = lesson::judge(claim.claim, run.runs);
            add(step.id, "claim", claim, judgement);
            if (!judgement.holds)
                problem(claim.line, "claim " + claim.id + " does not hold" + why(judgement));
        }
    }

    void check_challenge() {
        const lesson::Challenge& challenge = lesson_.challenge;
        const lesson::Judgement reached = lesson::judge_challenge_as_scripted(lesson_);
        add("challenge", "goal", {"goal", challenge.goal, challenge.line}, reached);
        if (!reached.holds)
            problem(challenge.line, "the challenge's own way does not meet its goal" + why(reached));

        const sim::World untouched = lesson::initial_world(lesson_.scenes[challenge.run.scene]);
        if (lesson::judge_challenge(lesson_, {.initial = untouched}).holds)
            problem(challenge.line, "the challenge's goal is met before anything is done");
    }

  private:
    void check_exactly_one(const lesson::Step& step, const std::string& kind,
                           const std::vector<lesson::Option>& options,
                           const std::vector<lesson::Judgement>& judgements) {
        std::string holding;
        int count = 0;
        for (std::size_t i = 0; i < options.size(); ++i) {
            add(step.id, kind, options[i], judgements[i]);
            if (!judgements[i].holds) continue;
            holding += (count++ == 0 ? "" : ", ") + options[i].id;
        }
        if (count == 1) return;
        problem(step.line, "step " + step.id + ": exactly one " + kind + " must hold, here " +
                               (count == 0 ? "none does" : std::to_string(count) + " do: " + holding));
    }

    void add(const std::string& place, const std::string& kind, const lesson::Option& option,
             const lesson::Judgement& judgement) {
        report_.claims.push_back({place, kind, option.id, option.claim.source, option.line, judgement.holds,
                                  judgement.evidence.at, judgement.evidence.witnesses});
    }

    static std::string why(const lesson::Judgement& judgement) {
        std::string text;
        for (const lesson::Witness& witness : judgement.evidence.witnesses)
            text += (text.empty() ? ": " : ", ") + witness.expression + " is " + witness.value;
        return text;
    }

    void problem(int line, std::string message) {
        report_.problems.push_back({report_.toml_path, line, std::move(message)});
    }

    void cover(const lesson::Observation& run) {
        for (const lesson::History& history : run.runs)
            for (const tcp::StepRecord& step : history.trace.steps)
                report_.rows[static_cast<std::size_t>(step.row)] = true;
    }

    const lesson::Lesson& lesson_;
    LessonReport& report_;
};

}  // namespace

std::uint32_t LessonReport::rows_reached() const {
    return static_cast<std::uint32_t>(std::count(rows.begin(), rows.end(), true));
}

LessonReport check_lesson(const lesson::Lesson& lesson, std::string folder) {
    LessonReport report;
    report.id = lesson.id;
    report.toml_path = std::move(folder) + "/lesson.toml";
    report.steps = static_cast<std::uint32_t>(lesson.steps.size());
    Checker checker(lesson, report);
    for (std::uint32_t i = 0; i < report.steps; ++i) checker.check_step(i);
    checker.check_challenge();
    return report;
}

}  // namespace hw::cli
