#include <algorithm>

#include "lesson/duel.h"
#include "lesson/puzzle.h"

// Everything that a duel or a puzzle says would happen, executed.

namespace hw::lesson {

namespace {

// ": client.state is SYN-SENT, decided at 1,200 ms"
std::string why(const Judgement& judgement) {
    std::string text;
    for (const Witness& witness : judgement.evidence.witnesses)
        text += (text.empty() ? ": " : ", ") + witness.expression + " is " + witness.value;
    return text + ", decided at " + to_text(Value{ValueKind::Time, judgement.evidence.at.us, {}});
}

class Report {
  public:
    Report(std::string id, std::string folder, std::string_view toml_name)
        : folder_(std::move(folder)), toml_path_(folder_ + "/" + std::string(toml_name)) {
        report_.id = std::move(id);
        report_.steps = 1;
    }

    void note_run(const History& history, int line) {
        for (const tcp::StepRecord& step : history.trace.steps)
            report_.rows[static_cast<std::size_t>(step.row)] = true;
        if (history.is_truncated) problem(line, "its run does not end");
    }

    void add(const std::string& place, const std::string& kind, const Option& option,
             const Judgement& judgement) {
        report_.claims.push_back(
            {place, kind, option.id, option.claim.source, option.line, judgement.holds, judgement.evidence});
    }

    void check_values(const Spans& spans, const ClaimScope& scope, std::span<const History> runs,
                      Language language) {
        for (const Span& span : spans) {
            if (span.kind != SpanKind::Value) continue;
            const auto expression = parse_expression(span.text, scope);
            if (expression.ok() && evaluate(*expression, runs).kind != ValueKind::None) continue;
            words_problem(language, "{" + span.text + "} has no value in the run");
        }
    }

    void words_problem(Language language, std::string message) {
        report_.problems.push_back(
            {folder_ + "/" + std::string(code_of(language)) + ".md", 0, std::move(message)});
    }

    void problem(int line, std::string message) {
        report_.problems.push_back({toml_path_, line, std::move(message)});
    }

    LessonReport take() { return std::move(report_); }

  private:
    std::string folder_;
    std::string toml_path_;
    LessonReport report_{};
};

void check_claims(Report& report, const std::string& kind, const std::vector<Option>& claims,
                  const std::vector<Judgement>& judgements) {
    for (std::size_t i = 0; i < claims.size(); ++i) {
        report.add("duel", kind, claims[i], judgements[i]);
        if (!judgements[i].holds)
            report.problem(claims[i].line, "does not hold: " + claims[i].claim.source + why(judgements[i]));
    }
}

void check_rows(Report& report, const Duel& duel, const DuelObservation& run) {
    for (std::uint32_t r = 0; r < duel.rows.size(); ++r) {
        for (std::uint32_t i = 0; i < run.runs.size(); ++i) {
            const DuelRow& row = duel.rows[r];
            const std::span<const History> one{&run.runs[i], 1};
            if (row.good && row.bad && judge(*row.good, one).holds && judge(*row.bad, one).holds)
                report.problem(row.line, "row " + row.id + ": is good and bad at once");
        }
    }
}

// What one run does not have reads "–"; what none has is a mistake.
void check_cells(Report& report, const Duel& duel, const DuelObservation& run, Language language) {
    for (const DuelRowWords& row : duel.in(language).rows) {
        for (const Span& span : row.cell) {
            const auto expression = parse_expression(span.text, duel.cell_scope);
            if (span.kind != SpanKind::Value || !expression.ok()) continue;
            const auto has_value = [&](const History& history) {
                return evaluate(*expression, {&history, 1}).kind != ValueKind::None;
            };
            if (std::none_of(run.runs.begin(), run.runs.end(), has_value))
                report.words_problem(language, "{" + span.text + "} has no value in any run");
        }
    }
}

}  // namespace

LessonReport check_duel(const Duel& duel, const std::string& folder) {
    Report report(duel.id, folder, "duel.toml");
    const DuelObservation run = observe(duel);
    for (const History& history : run.runs) report.note_run(history, duel.line);
    // What people say must be false, so the report counts its negation as what holds.
    Judgement refuted = run.belief;
    refuted.holds = !run.belief.holds;
    report.add("duel", "refuted", {"", duel.belief, duel.line}, refuted);
    if (run.belief.holds)
        report.problem(duel.line, "what people say holds: " + duel.belief.source + why(run.belief));
    check_claims(report, "refuted_by", duel.refuted_by, run.refuted_by);
    check_claims(report, "true_only_as", duel.true_only_as, run.true_only_as);
    check_rows(report, duel, run);
    for (const Language language : {Language::Zh, Language::En}) {
        check_cells(report, duel, run, language);
        for (const Block& block : duel.in(language).verdict)
            report.check_values(block.spans, duel.scope, run.runs, language);
    }
    return report.take();
}

LessonReport check_puzzle(const Puzzle& puzzle, const std::string& folder) {
    Report report(puzzle.id, folder, "puzzle.toml");
    const sim::World initial = initial_world(puzzle.scene);
    report.note_run(replay({.initial = initial}, {.until = puzzle.judged_until}), puzzle.line);
    const PuzzleVerdict untouched = judge(puzzle, {.initial = initial});
    for (std::uint32_t g = 0; g < puzzle.goals.size(); ++g) {
        const PuzzleGoal& goal = puzzle.goals[g];
        if (untouched.goals[g].holds)
            report.problem(goal.line, "goal " + goal.id + ": is met before anything is done");
        std::uint32_t shortest = 0xffff'ffffu;
        for (const std::vector<Act>& acts : goal.solutions) {
            const auto log = scripted_log(initial, acts);
            report.note_run(replay({initial, log}, {.until = puzzle.judged_until}), goal.line);
            const PuzzleVerdict verdict = judge(puzzle, {initial, log});
            report.add("puzzle", "goal", {goal.id, goal.claim, goal.line}, verdict.goals[g]);
            if (!verdict.goals[g].holds)
                report.problem(goal.line,
                               "goal " + goal.id + ": a known way does not reach it" + why(verdict.goals[g]));
            for (const Tool tool : verdict.forbidden)
                report.problem(goal.line, "goal " + goal.id + ": a known way uses \"" +
                                              std::string(name_of(tool)) + "\", which is not allowed");
            shortest = std::min(shortest, verdict.command_count);
        }
        if (shortest != goal.par)
            report.problem(goal.line, "goal " + goal.id + ": par is " + std::to_string(goal.par) +
                                          ", the shortest known way takes " + std::to_string(shortest));
    }
    return report.take();
}

}  // namespace hw::lesson
