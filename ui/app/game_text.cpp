#include "ui/app/game_text.h"

#include <algorithm>
#include <array>

namespace hw::ui {

namespace {

constexpr std::array<Msg, lesson::tool_count> tool_names{
    Msg::ToolDrop,   Msg::ToolHold,  Msg::ToolDelay,    Msg::ToolDuplicate, Msg::ToolEdit,
    Msg::ToolInject, Msg::ToolIcmp,  Msg::ToolFlood,    Msg::ToolListen,    Msg::ToolConnect,
    Msg::ToolAccept, Msg::ToolSend,  Msg::ToolShutdown, Msg::ToolClose,     Msg::ToolAbort,
    Msg::ToolKill,   Msg::ToolPower, Msg::ToolCable,    Msg::ToolLink,      Msg::ToolSwitch,
};

struct More {
    std::string label{};
    std::string target{};
};

More more_of(const AppParts& parts, const lesson::ReadMore& more) {
    const LoadedLesson* loaded = parts.find_lesson(more.lesson);
    if (loaded == nullptr || !loaded->lesson) return {};
    return {loaded->lesson->in(lesson_language(parts.ui.language)).title,
            "#/lesson/" + more.lesson + (more.step.empty() ? "" : "?step=" + more.step)};
}

bool is_cited(const lesson::Document& document, const std::string& clause) {
    for (const lesson::Block& block : document) {
        for (const lesson::Span& span : block.spans)
            if (span.kind == lesson::SpanKind::Citation && span.text == clause) return true;
    }
    return false;
}

// Those that the words do not cite themselves: a chip for each.
std::vector<std::string> uncited(const std::vector<std::string>& clauses, const lesson::Document& document) {
    std::vector<std::string> rest;
    for (const std::string& clause : clauses)
        if (!is_cited(document, clause)) rest.push_back(clause);
    return rest;
}

// The one behind it in the list; nullptr if it is the last.
template <class Game>
const Game* next_of(const std::vector<Game>& all, const Game& game) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Game& g) { return g.id == game.id; });
    return found == all.end() || found + 1 == all.end() ? nullptr : &*(found + 1);
}

}  // namespace

std::string tool_name(const Ui& ui, lesson::Tool tool) {
    return ui.tr(tool_names[static_cast<std::size_t>(tool)]);
}

DuelOutcome outcome_of(const lesson::Duel& duel, const lesson::DuelObservation& observation) {
    if (observation.belief.holds) return DuelOutcome::Holds;
    return duel.true_only_as.empty() ? DuelOutcome::Refuted : DuelOutcome::Partly;
}

DuelText duel_text(const AppParts& parts, const lesson::Duel& duel,
                   const lesson::DuelObservation& observation) {
    const lesson::Language language = lesson_language(parts.ui.language);
    const lesson::DuelWords& words = duel.in(language);
    DuelText text{.claim = to_spans(words.claim),
                  .setting = to_spans(words.setting),
                  .run_names = words.run_names,
                  .verdict = to_blocks(lesson::fill(words.verdict, duel.scope, observation.runs)),
                  .clauses = uncited(duel.clauses, words.verdict)};
    for (std::uint32_t r = 0; r < duel.rows.size(); ++r) {
        DuelLine line{.id = duel.rows[r].id, .label = words.rows[r].label};
        for (std::uint32_t run = 0; run < duel.runs.size(); ++run)
            line.cells.push_back({lesson::plain_text(lesson::cell_words(duel, observation, language, r, run)),
                                  observation.marks[r][run]});
        text.rows.push_back(std::move(line));
    }
    const More more = more_of(parts, duel.more);
    text.more_label = more.label;
    text.more_target = more.target;
    if (const lesson::Duel* next = next_of(shipped_duels(), duel)) text.next_target = "#/duel/" + next->id;
    return text;
}

PuzzleText puzzle_text(const AppParts& parts, const lesson::Puzzle& puzzle) {
    const lesson::Language language = lesson_language(parts.ui.language);
    const lesson::PuzzleWords& words = puzzle.in(language);
    PuzzleText text{.title = words.title,
                    .task = to_blocks(words.task),
                    .explanation = to_blocks(words.explanation),
                    .clauses = uncited(puzzle.clauses, words.explanation)};
    for (const lesson::Offer& offer : puzzle.offers) text.offers.push_back({offer.label, offer.act.command});
    for (const lesson::Spans& goal : words.goals) text.goals.push_back(to_spans(goal));
    for (const lesson::Spans& hint : words.hints) text.hints.push_back(to_spans(hint));
    for (std::uint32_t i = 0; i < lesson::tool_count; ++i) {
        const auto tool = static_cast<lesson::Tool>(i);
        if (!puzzle.tools.has(tool)) continue;
        if (!text.tools.empty()) text.tools += parts.ui.tr(Msg::ToolSeparator);
        text.tools += tool_name(parts.ui, tool);
    }
    const More more = more_of(parts, puzzle.more);
    text.more_label = more.label;
    text.more_target = more.target;
    if (const lesson::Puzzle* next = next_of(shipped_puzzles(), puzzle)) {
        text.next_title = next->in(language).title;
        text.next_target = "#/puzzle/" + next->id;
    }
    return text;
}

}  // namespace hw::ui
