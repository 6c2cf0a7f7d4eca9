// The lists of duels and of puzzles, and where the learner stands in them.
#include "ui/app/app_parts.h"
#include "ui/app/game_library.h"
#include "ui/views/games/game_list.h"
#include "ui/views/lesson/lesson_text.h"
#include "ui/views/page/top_bar.h"

namespace hw::ui {

namespace {

constexpr float bar_height = 48;

GameRow row_of(const AppParts& parts, const lesson::Duel& duel) {
    const lesson::DuelWords& words = duel.in(lesson_language(parts.ui.language));
    const std::string_view kept = parts.progress["duel/" + duel.id];
    const Msg done = duel.true_only_as.empty() ? Msg::DuelDone : Msg::DuelDonePartly;
    return {.id = "duel." + duel.id,
            .target = "#/duel/" + duel.id,
            .title = words.title,
            .detail = lesson::plain_text(words.claim),
            .state = parts.ui.tr(kept.empty() ? Msg::DuelOpen : done),
            .is_done = !kept.empty()};
}

// What is kept of a puzzle: "3" commands, or "shown".
GameRow row_of(const AppParts& parts, const lesson::Puzzle& puzzle) {
    const lesson::PuzzleWords& words = puzzle.in(lesson_language(parts.ui.language));
    const std::string kept{parts.progress["puzzle/" + puzzle.id]};
    const std::string par = std::to_string(puzzle.par());
    GameRow row{.id = "puzzle." + puzzle.id,
                .target = "#/puzzle/" + puzzle.id,
                .title = words.title,
                .state = parts.ui.tr(Msg::PuzzlePar, {par})};
    for (std::size_t i = 0; i < puzzle.goals.size(); ++i)
        if (!puzzle.goals[i].is_extra)
            row.detail += (row.detail.empty() ? "" : " ") + lesson::plain_text(words.goals[i]);
    if (kept == "shown") row.state = parts.ui.tr(Msg::PuzzleShownRow);
    row.is_done = !kept.empty() && kept != "shown";
    if (row.is_done) row.state = parts.ui.tr(Msg::PuzzleSolvedRow, {kept, par});
    return row;
}

// One of the two lists; they differ in what they list.
class GameListScreen : public Screen {
  public:
    explicit GameListScreen(bool lists_puzzles) : lists_puzzles_(lists_puzzles) {}

    void draw(AppParts& parts, std::array<Commands, 2>& commands) override {
        const float width = parts.environment.width;
        draw_top_bar(parts.ui,
                     {.rect = {0, 0, width, bar_height},
                      .is_compact = width < medium_from,
                      .has_just_copied = parts.now_s - parts.copied_at_s < copied_shown_s},
                     commands[0]);
        GameListScene scene{
            .rect = {0, bar_height, width, parts.environment.height - bar_height},
            .title = title(parts.ui.language),
            .subtitle = parts.ui.tr(lists_puzzles_ ? Msg::PuzzlesSubtitle : Msg::DuelsSubtitle),
            .problem = parts.problem};
        if (lists_puzzles_) {
            for (const lesson::Puzzle& puzzle : shipped_puzzles())
                scene.rows.push_back(row_of(parts, puzzle));
        } else {
            for (const lesson::Duel& duel : shipped_duels()) scene.rows.push_back(row_of(parts, duel));
        }
        draw_game_list(parts.ui, scene, commands[0]);
    }
    void carry_out(AppParts&, const Command&, std::size_t) override {}
    void advance(double, bool) override {}
    bool is_playing() const override { return false; }
    std::string title(Language language) const override {
        return message(language, lists_puzzles_ ? Msg::PuzzlesTitle : Msg::DuelsTitle);
    }
    Location location() const override { return {}; }
    bool open(const Location&) override { return false; }

  private:
    bool lists_puzzles_;
};

}  // namespace

std::unique_ptr<Screen> make_duels_screen(AppParts&) { return std::make_unique<GameListScreen>(false); }
std::unique_ptr<Screen> make_puzzles_screen(AppParts&) { return std::make_unique<GameListScreen>(true); }

}  // namespace hw::ui
