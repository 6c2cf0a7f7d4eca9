// What the cards of the front page say of each place at the right: how much there is, and how much of it is done.
#include <string>

#include "ui/app/app_parts.h"
#include "ui/app/game_library.h"
#include "ui/views/states/diagram_model.h"

namespace hw::ui {

namespace {

// "12" to begin with, "3 of 12" on the way.
std::string done_of(const AppParts& parts, std::size_t done, std::size_t all) {
    if (done == 0) return std::to_string(all);
    return parts.ui.tr(Msg::LessonProgress, {std::to_string(done), std::to_string(all)});
}

}  // namespace

std::string duels_note(const AppParts& parts) {
    std::size_t done = 0;
    for (const lesson::Duel& duel : shipped_duels())
        done += parts.progress["duel/" + duel.id].empty() ? 0 : 1;
    return done_of(parts, done, shipped_duels().size());
}

std::string puzzles_note(const AppParts& parts) {
    std::size_t done = 0;
    for (const lesson::Puzzle& puzzle : shipped_puzzles()) {
        const std::string_view kept = parts.progress["puzzle/" + puzzle.id];
        // One whose solution was shown is not solved.
        done += kept.empty() || kept == "shown" ? 0 : 1;
    }
    return done_of(parts, done, shipped_puzzles().size());
}

std::string states_note(const AppParts& parts) {
    return done_of(parts, parse_arrows(parts.progress["states"]).count(), lesson::arrow_count);
}

std::string glossary_note(const AppParts& parts) { return std::to_string(parts.glossary.terms.size()); }

}  // namespace hw::ui
