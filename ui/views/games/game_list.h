// A list of duels or of puzzles: number, a few words, a sentence, and where the learner stands with it.
#pragma once

#include "ui/views/commands.h"
#include "ui/widgets/ui.h"

#include <string>
#include <vector>

namespace hw::ui {

struct GameRow {
    std::string id{};      // "duel.both-at-once": of the semantic node, below "games."
    std::string target{};  // "#/duel/both-at-once"
    std::string title{};
    std::string detail{};
    std::string state{};
    bool is_done = false;
};

struct GameListScene {
    Rect rect{};
    std::string title{};
    std::string subtitle{};
    std::vector<GameRow> rows{};
    std::string problem{};  // what the address asked for and did not find; empty if nothing
};

void draw_game_list(Ui& ui, const GameListScene& scene, Commands& commands);

}  // namespace hw::ui
