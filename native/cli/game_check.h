#pragma once

#include <optional>
#include <string>

#include "lesson/lint.h"
#include "native/cli/arguments.h"
#include "native/cli/command.h"

// handwave lesson check, of duels and puzzles. `around` is what their lint may compare with.

namespace hw::cli {

// All of them: those of --lessons, or else those compiled in. Prints a line of each kind, and what is wrong. False if
// one is bad.
bool check_games(const Arguments& arguments, const lesson::LintOptions& around, Console& console);

// The one in this folder, or with this id; nullopt if it is neither a duel's nor a puzzle's.
std::optional<bool> check_game(const std::string& name, const Arguments& arguments,
                               const lesson::LintOptions& around, Console& console);

}  // namespace hw::cli
