#include "lesson/check.h"

#include <algorithm>

#include "lesson/observation.h"

namespace hw::lesson {

namespace {

class Checker {
  public:
    Checker(const Lesson& lesson, std::string folder) : lesson_(lesson), folder_(std::move(folder)) {
        report_.id = lesson.id;
        report_.steps = static_cast<std::uint32_t>(lesson.steps.size());
        report_.rows_by_place.resize(place_count(lesson));
    }

    LessonReport run() {
        for (std::uint32_t i = 0; i < lesson_.steps.size(); ++i) check_step(i);
        check_challenge();
        return std::move(report_);
    }

  private:
    void check_step(std::uint32_t index) {
        const Step& step = lesson_.steps[index];
        const Observation run = observe_as_scripted(lesson_, index);
        for (const History& history : run.runs) {
            note_rows(history, index);
            if (history.is_truncated) problem(step.line, "step " + step.id + ": its run does not end");
        }
        check_hand(index, run);
        check_exactly_one(step, "choice", step.choices, run.choices);
        check_exactly_one(step, "report", step.reports, run.reports);
        for (const Option& claim : step.claims) {
            const Judgement judgement = judge(claim.claim, run.runs);
            add(step.id, "claim", claim, judgement);
            if (!judgement.holds)
                problem(claim.line, "does not hold: " + claim.claim.source + why(judgement));
        }
        for (const Language language : {Language::Zh, Language::En}) {
            const StepWords& words = lesson_.in(language).steps[index];
            check_values(words.explain, step.scope, run.runs, language);
            check_values(words.linux_note, step.scope, run.runs, language);
        }
    }

    // Done by its own acts, and by nothing less: what is done already would never be asked for.
    void check_hand(std::uint32_t index, const Observation& run) {
        const Step& step = lesson_.steps[index];
        if (step.hand.empty()) return;
        std::vector<sim::World> worlds;
        for (const RunSpec& spec : step.runs) worlds.push_back(initial_world(lesson_.scenes[spec.scene]));
        std::vector<RunSource> sources;
        for (std::size_t i = 0; i < worlds.size(); ++i)
            sources.push_back(
                {.initial = worlds[i], .measure_every = lesson_.scenes[step.runs[i].scene].measure_every});
        const Observation untouched = observe(lesson_, index, sources);
        for (std::size_t i = 0; i < step.hand.size(); ++i) {
            const HandAction& hand = step.hand[i];
            const Judgement judgement = judge(hand.done, run.runs);
            add(step.id, "hand", {hand.id, hand.done, hand.line}, judgement);
            if (!judgement.holds)
                problem(hand.line, "hand " + hand.id + ": its own acts do not do it" + why(judgement));
            if (untouched.hand_is_done[i])
                problem(hand.line, "hand " + hand.id + ": is done without the learner");
        }
    }

    void check_exactly_one(const Step& step, const std::string& kind, const std::vector<Option>& options,
                           const std::vector<Judgement>& judgements) {
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
        for (std::size_t i = 0; i < options.size() && count == 0; ++i)
            problem(options[i].line, kind + " " + options[i].id + " does not hold" + why(judgements[i]));
    }

    void check_challenge() {
        const Challenge& challenge = lesson_.challenge;
        const Scene& scene = lesson_.scenes[challenge.run.scene];
        const sim::World initial = initial_world(scene);
        const auto log = scripted_log(initial, challenge.acts, scene.measure_every);
        const History run = replay({initial, log, scene.measure_every}, {.until = challenge.plays_until});
        note_rows(run, report_.steps);
        const Judgement reached = judge(challenge.goal, {&run, 1});
        add("challenge", "goal", {"goal", challenge.goal, challenge.line}, reached);
        if (!reached.holds)
            problem(challenge.line, "the challenge's own way does not meet its goal" + why(reached));
        if (judge_challenge(lesson_, {.initial = initial, .measure_every = scene.measure_every}).holds)
            problem(challenge.line, "the challenge's goal is met before anything is done");
        for (const Language language : {Language::Zh, Language::En})
            check_values(lesson_.in(language).challenge_done, challenge.scope, {&run, 1}, language);
    }

    void check_values(const Document& document, const ClaimScope& scope, std::span<const History> runs,
                      Language language) {
        for (const Block& block : document) {
            for (const Span& span : block.spans) {
                if (span.kind != SpanKind::Value) continue;
                const auto expression = parse_expression(span.text, scope);
                if (expression.ok() && evaluate(*expression, runs).kind != ValueKind::None) continue;
                report_.problems.push_back({folder_ + "/" + std::string(code_of(language)) + ".md", 0,
                                            "{" + span.text + "} has no value in the lesson's own run"});
            }
        }
    }

    void note_rows(const History& history, std::uint32_t place) {
        add_shown_rows(report_.rows_by_place[place], history);
        add_reached_rows(report_.rows, history);
    }

    void add(const std::string& place, const std::string& kind, const Option& option,
             const Judgement& judgement) {
        report_.claims.push_back(
            {place, kind, option.id, option.claim.source, option.line, judgement.holds, judgement.evidence});
    }

    // ": client.state is SYN-SENT, decided at 1,200 ms"
    static std::string why(const Judgement& judgement) {
        std::string text;
        for (const Witness& witness : judgement.evidence.witnesses)
            text += (text.empty() ? ": " : ", ") + witness.expression + " is " + witness.value;
        return text + ", decided at " + to_text(Value{ValueKind::Time, judgement.evidence.at.us, {}});
    }

    void problem(int line, std::string message) {
        report_.problems.push_back({folder_ + "/lesson.toml", line, std::move(message)});
    }

    const Lesson& lesson_;
    std::string folder_;
    LessonReport report_{};
};

}  // namespace

std::uint32_t LessonReport::rows_reached() const {
    return static_cast<std::uint32_t>(std::count(rows.begin(), rows.end(), true));
}

LessonReport check_lesson(const Lesson& lesson, const std::string& folder) {
    return Checker(lesson, folder).run();
}

}  // namespace hw::lesson
