#pragma once

#include <span>
#include <string>

#include "lesson/duel.h"
#include "lesson/puzzle.h"

namespace hw::lesson {

// All duels as HTML, to be read without the wasm: the claim, and folded away what the runs say, with their own
// numbers, and the verdict.
std::string duels_html(std::span<const Duel> duels, Language language);

// All puzzles likewise: the task and the goals; hints and explanation are folded away.
std::string puzzles_html(std::span<const Puzzle> puzzles, Language language);

}  // namespace hw::lesson
