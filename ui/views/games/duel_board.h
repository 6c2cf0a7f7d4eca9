// What a duel says in words: the claim above the ladders; below them the question whether one believes it, the table
// of what the runs say, and the verdict.
#pragma once

#include "lesson/duel.h"
#include "ui/views/commands.h"
#include "ui/views/lesson/lesson_text.h"
#include "ui/widgets/ui.h"

#include <optional>
#include <string>
#include <vector>

namespace hw::ui {

struct DuelCell {
    std::string text{};
    lesson::Mark mark = lesson::Mark::Neutral;
};
struct DuelLine {
    std::string id{};
    std::string label{};
    std::vector<DuelCell> cells{};  // by run
};

// What the engine made of it.
enum class DuelOutcome : std::uint8_t { Refuted, Partly, Holds };

// The words of a duel, made anew when the language changes.
struct DuelText {
    Spans claim{};
    Spans setting{};
    std::vector<std::string> run_names{};
    std::vector<DuelLine> rows{};
    TextBlocks verdict{};
    std::vector<std::string> clauses{};
    std::string more_label{};  // the lesson that says more; empty if there is none
    std::string more_target{};
    std::string next_target{};
};

struct DuelBoardScene {
    const DuelText& text;
    Rect rect{};
    // What the learner said; none: not yet.
    std::optional<bool> believes{};
    // The run has been seen to its end.
    bool is_over = false;
    DuelOutcome outcome = DuelOutcome::Refuted;
    // Where the runs end: who does not care to watch goes there.
    Instant ends_at{};
};

// Choose{0} believes it, Choose{1} does not; TryStepAgain begins anew.
void draw_duel_board(Ui& ui, const DuelBoardScene& scene, Commands& commands);
// As much as the board would like to have on a page of this width.
float duel_board_height(Ui& ui, const DuelText& text, float width);

struct DuelHeaderScene {
    const DuelText& text;
    Rect rect{};
    bool has_just_copied = false;
};
void draw_duel_header(Ui& ui, const DuelHeaderScene& scene, Commands& commands);
float duel_header_height(Ui& ui, const DuelText& text, float width);

// From this width on the verdict stands beside the table.
inline constexpr float wide_board_from = 700;

}  // namespace hw::ui
