// The words of a duel or a puzzle, ready to be drawn. Made anew when the language changes.
#pragma once

#include "ui/app/app_parts.h"
#include "ui/app/game_library.h"
#include "ui/views/games/duel_board.h"
#include "ui/views/games/game_list.h"
#include "ui/views/games/puzzle_pane.h"

namespace hw::ui {

DuelText duel_text(const AppParts& parts, const lesson::Duel& duel,
                   const lesson::DuelObservation& observation);
PuzzleText puzzle_text(const AppParts& parts, const lesson::Puzzle& puzzle);
DuelOutcome outcome_of(const lesson::Duel& duel, const lesson::DuelObservation& observation);

// "drop", "hold and release": in the language of the screen.
std::string tool_name(const Ui& ui, lesson::Tool tool);

}  // namespace hw::ui
