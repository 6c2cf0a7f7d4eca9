#include "lesson/observation.h"

#include <algorithm>
#include <array>

#include "sim/world.h"

namespace hw::lesson {

namespace {

std::vector<Judgement> judge_all(const std::vector<Option>& options, std::span<const History> runs) {
    std::vector<Judgement> judgements;
    for (const Option& option : options) judgements.push_back(judge(option.claim, runs));
    return judgements;
}

Observation judge_step(const Step& step, std::vector<History> runs) {
    Observation observation;
    observation.runs = std::move(runs);
    observation.choices = judge_all(step.choices, observation.runs);
    observation.reports = judge_all(step.reports, observation.runs);
    for (const HandAction& hand : step.hand)
        observation.hand_is_done.push_back(judge(hand.done, observation.runs).holds);
    observation.kind = observation.every_hand_is_done() ? RunKind::AsAsked : RunKind::HandMissing;
    return observation;
}

bool same_verdicts(const std::vector<Judgement>& a, const std::vector<Judgement>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const Judgement& x, const Judgement& y) { return x.holds == y.holds; });
}

Spans fill_spans(const Spans& spans, const ClaimScope& scope, std::span<const History> runs) {
    Spans filled;
    for (const Span& span : spans) {
        Span next = span;
        if (span.kind == SpanKind::Value) {
            const auto expression = parse_expression(span.text, scope);
            next = {SpanKind::Plain, to_text(expression.ok() ? evaluate(*expression, runs) : Value{}), {}};
        }
        const bool joins =
            !filled.empty() && next.kind == SpanKind::Plain && filled.back().kind == SpanKind::Plain;
        if (joins)
            filled.back().text += next.text;
        else
            filled.push_back(std::move(next));
    }
    return filled;
}

}  // namespace

bool Observation::every_hand_is_done() const {
    return std::all_of(hand_is_done.begin(), hand_is_done.end(), [](bool is_done) { return is_done; });
}

std::vector<Act> acts_of_run(const Step& step, std::uint32_t run) {
    std::vector<Act> acts;
    for (const HandAction& hand : step.hand) {
        for (const Act& act : hand.acts) {
            if (act.run == run || act.run == in_all_runs) acts.push_back(act);
        }
    }
    std::stable_sort(acts.begin(), acts.end(), [](const Act& a, const Act& b) { return a.at < b.at; });
    return acts;
}

std::vector<sim::LoggedCommand> scripted_log(const sim::World& initial, std::span<const Act> acts,
                                             Duration measure_every) {
    const bool is_measured = measure_every != Duration{};
    const std::uint32_t most_events = is_measured ? HistoryLimit{}.most_measured_events : 2'000;
    std::vector<sim::LoggedCommand> log;
    sim::World world = initial;
    sim::Trace trace;
    for (const Act& act : acts) {
        sim::run(world, {.until = act.at, .most_events = most_events}, is_measured ? nullptr : &trace);
        // Why: what a runaway world has not reached yet cannot be acted on.
        if (sim::next_event_at(world) < act.at) break;
        for (const sim::Command& command : commands_for(act, world, trace)) {
            log.push_back({world.event_count, act.at, command});
            sim::apply(world, command, act.at, is_measured ? nullptr : &trace);
        }
    }
    return log;
}

Observation observe_as_scripted(const Lesson& lesson, std::uint32_t step_index) {
    const Step& step = lesson.steps[step_index];
    std::vector<History> runs;
    for (std::uint32_t r = 0; r < step.runs.size(); ++r) {
        const Scene& scene = lesson.scenes[step.runs[r].scene];
        const sim::World initial = initial_world(scene);
        const auto log = scripted_log(initial, acts_of_run(step, r), scene.measure_every);
        runs.push_back(replay({initial, log, scene.measure_every}, {.until = step.judged_until}));
    }
    return judge_step(step, std::move(runs));
}

Observation observe(const Lesson& lesson, std::uint32_t step_index, std::span<const RunSource> sources) {
    const Step& step = lesson.steps[step_index];
    std::vector<History> runs;
    for (const RunSource& source : sources) runs.push_back(replay(source, {.until = step.judged_until}));
    return observe_known(lesson, step_index, std::move(runs));
}

Observation observe_known(const Lesson& lesson, std::uint32_t step_index, std::vector<History> runs) {
    const Step& step = lesson.steps[step_index];
    Observation observation = judge_step(step, std::move(runs));
    // Why not of a run without hand: where nothing is asked for, a learner's run and the lesson's own are compared by
    // nobody.
    const bool is_compared = !(observation.runs.front().is_measured && step.hand.empty());
    if (is_compared && observation.kind == RunKind::AsAsked &&
        !same_verdicts(observation.choices, observe_as_scripted(lesson, step_index).choices))
        observation.kind = RunKind::Different;
    return observation;
}

Judgement judge_challenge(const Lesson& lesson, const RunSource& run) {
    const std::array<History, 1> runs{replay(run, {.until = lesson.challenge.plays_until})};
    return judge(lesson.challenge.goal, runs);
}

Judgement judge_challenge_as_scripted(const Lesson& lesson) {
    const Scene& scene = lesson.scenes[lesson.challenge.run.scene];
    const sim::World initial = initial_world(scene);
    const auto log = scripted_log(initial, lesson.challenge.acts, scene.measure_every);
    return judge_challenge(lesson, {initial, log, scene.measure_every});
}

Spans fill(const Spans& spans, const ClaimScope& scope, std::span<const History> runs) {
    return fill_spans(spans, scope, runs);
}

Document fill(const Document& document, const ClaimScope& scope, std::span<const History> runs) {
    Document filled;
    for (const Block& block : document) filled.push_back({block.kind, fill_spans(block.spans, scope, runs)});
    return filled;
}

}  // namespace hw::lesson
