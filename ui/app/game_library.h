// The duels and puzzles that come with the program, read once; one that cannot be read is left out (a test sees to it
// that all can).
#pragma once

#include "lesson/duel.h"
#include "lesson/puzzle.h"

#include <string_view>
#include <vector>

namespace hw::ui {

const std::vector<lesson::Duel>& shipped_duels();
const std::vector<lesson::Puzzle>& shipped_puzzles();

// nullptr: none has that id.
const lesson::Duel* find_duel(std::string_view id);
const lesson::Puzzle* find_puzzle(std::string_view id);

}  // namespace hw::ui
