#include "ui/app/game_library.h"

#include <algorithm>

#include "lesson/library.h"

namespace hw::ui {

namespace {

template <class Game, class Parse>
std::vector<Game> read_all(std::span<const lesson::LessonText> texts, Parse parse) {
    std::vector<Game> games;
    for (const lesson::LessonText& text : texts) {
        auto game = parse(text);
        if (game.ok()) games.push_back(std::move(*game));
    }
    return games;
}

template <class Game>
const Game* find(const std::vector<Game>& games, std::string_view id) {
    const auto found = std::find_if(games.begin(), games.end(), [id](const Game& g) { return g.id == id; });
    return found == games.end() ? nullptr : &*found;
}

}  // namespace

const std::vector<lesson::Duel>& shipped_duels() {
    static const auto all = read_all<lesson::Duel>(lesson::embedded_duels(), lesson::parse_duel);
    return all;
}

const std::vector<lesson::Puzzle>& shipped_puzzles() {
    static const auto all = read_all<lesson::Puzzle>(lesson::embedded_puzzles(), lesson::parse_puzzle);
    return all;
}

const lesson::Duel* find_duel(std::string_view id) { return find(shipped_duels(), id); }
const lesson::Puzzle* find_puzzle(std::string_view id) { return find(shipped_puzzles(), id); }

}  // namespace hw::ui
