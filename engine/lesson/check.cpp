#include "lesson/check.h"

#include <algorithm>

#include "lesson/observation.h"

namespace hw::lesson {

namespace {

class Checker {
public:
    Checker(const Lesson& lesson, const std::string& folder) : lesson_(lesson), path_(folder + "/lesson.toml"), folder_(folder) {}

    LessonReport run() {
        report_.step_count = static_cast<std::uint32_t>(lesson_.steps.size());
        for (std::uint32_t i = 0; i < lesson_.steps.size(); ++i) check_step(i);
        check_challenge();
        return std::move(report_);
    }

private:
    void check_step(std::uint32_t index) {
        const Step& step = lesson_.steps[index];
        const Observation run = observe_as_scripted(lesson_, index);
        for (const History& history : run.runs) {
            note_rows(history);
            if (history.is_truncated) fail(step.line, "step \"" + step.id + "\": too many events before judged_until");
        }
        check_one_holds(step.choices, run.choices, step, "choices");
        check_one_holds(step.reports, run.reports, step, "reports");
        for (std::uint32_t i = 0; i < step.hand.size(); ++i) {
            ++report_.claim_count;
            if (!run.hand_is_done[i]) fail(step.hand[i].line, "hand \"" + step.hand[i].id + "\": its own acts do not make it done");
        }
        check_hand_is_needed(index);
        for (const Option& claim : step.claims) {
            ++report_.claim_count;
            const Judgement judgement = judge(claim.claim, run.runs);
            if (!judgement.holds) fail(claim.line, "does not hold: " + explain(claim.claim, judgement));
        }
        check_values(step, index, run);
    }

    // Exactly one answer must be right, in the run that the step describes.
    void check_one_holds(const std::vector<Option>& options, const std::vector<Judgement>& judgements, const Step& step,
                         const std::string& what) {
        report_.claim_count += static_cast<std::uint32_t>(options.size());
        std::string right;
        int count = 0;
        for (std::size_t i = 0; i < options.size(); ++i) {
            if (!judgements[i].holds) continue;
            right += (right.empty() ? "" : ", ") + options[i].id;
            ++count;
        }
        if (count == 1) return;
        fail(step.line, "step \"" + step.id + "\": expected exactly one of its " + what + " to hold, found " +
                            (count == 0 ? "none" : right));
        for (std::size_t i = 0; i < options.size() && count == 0; ++i)
            fail(options[i].line, options[i].id + ": " + explain(options[i].claim, judgements[i]));
    }

    // A hand action that is done before anybody did anything would never be asked for.
    void check_hand_is_needed(std::uint32_t index) {
        const Step& step = lesson_.steps[index];
        std::vector<sim::World> initial;
        for (const RunSpec& run : step.runs) initial.push_back(initial_world(lesson_.scenes[run.scene]));
        std::vector<RunSource> sources;
        for (const sim::World& world : initial) sources.push_back({world, {}});
        const Observation untouched = observe(lesson_, index, sources);
        for (std::uint32_t i = 0; i < step.hand.size(); ++i) {
            if (untouched.hand_is_done[i]) fail(step.hand[i].line, "hand \"" + step.hand[i].id + "\": is done without the learner");
        }
    }

    // A value that the explanation needs must be there to be shown.
    void check_values(const Step& step, std::uint32_t index, const Observation& run) {
        for (std::uint32_t l = 0; l < language_count; ++l) {
            const StepWords& words = lesson_.words[l].steps[index];
            for (const Document* document : {&words.explain, &words.linux_note}) check_document(*document, step.scope, run.runs, l);
        }
    }

    void check_document(const Document& document, const ClaimScope& scope, std::span<const History> runs, std::uint32_t language) {
        for (const Block& block : document) {
            for (const Span& span : block.spans) {
                if (span.kind != SpanKind::Value) continue;
                const auto expression = parse_expression(span.text, scope);
                if (expression.ok() && evaluate(*expression, runs).kind == ValueKind::None)
                    report_.failures.push_back({folder_ + "/" + std::string(code_of(static_cast<Language>(language))) + ".md", 0,
                                                "{" + span.text + "} has no value in the lesson's own run"});
            }
        }
    }

    void check_challenge() {
        const Challenge& challenge = lesson_.challenge;
        report_.claim_count += 1;
        const Judgement solved = judge_challenge_as_scripted(lesson_);
        if (!solved.holds) fail(challenge.line, "challenge: its own acts do not reach the goal: " + explain(challenge.goal, solved));
        const sim::World untouched = initial_world(lesson_.scenes[challenge.run.scene]);
        if (judge_challenge(lesson_, {untouched, {}}).holds) fail(challenge.line, "challenge: the goal is reached without doing anything");
        const auto log = scripted_log(untouched, challenge.acts);
        const History history = replay({untouched, log}, {.until = challenge.plays_until});
        note_rows(history);
        for (std::uint32_t l = 0; l < language_count; ++l) check_document(lesson_.words[l].challenge_done, challenge.scope, {&history, 1}, l);
    }

    void note_rows(const History& history) {
        for (const tcp::StepRecord& step : history.trace.steps) report_.rows_hit[static_cast<std::size_t>(step.row)] = true;
    }

    // "client.state == LISTEN (client.state was SYN-SENT; decided at 1,200 ms)"
    static std::string explain(const Claim& claim, const Judgement& judgement) {
        std::string text = claim.source + " (";
        for (const Witness& witness : judgement.evidence.witnesses) text += witness.expression + " was " + witness.value + "; ";
        return text + "decided at " + to_text(Value{ValueKind::Time, judgement.evidence.at.us, {}}) + ")";
    }

    void fail(int line, std::string message) { report_.failures.push_back({path_, line, std::move(message)}); }

    const Lesson& lesson_;
    std::string path_;
    std::string folder_;
    LessonReport report_{};
};

}  // namespace

LessonReport check_lesson(const Lesson& lesson, const std::string& folder) { return Checker(lesson, folder).run(); }

}  // namespace hw::lesson
