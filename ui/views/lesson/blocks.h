// Blocks of prose and the chips of clauses, as lessons, duels and puzzles show them. Each draws at the layout cursor
// and leaves it below.
#pragma once

#include "ui/views/commands.h"
#include "ui/views/lesson/lesson_text.h"
#include "ui/widgets/ui.h"

#include <string>
#include <string_view>
#include <vector>

namespace hw::ui {

struct BlockDrawing {
    Ui& ui;
    Commands& commands;
    float left = 0;
    float width = 0;
};

// `id` is the root of the semantic ids: "lesson.explain".
void draw_blocks(const BlockDrawing& d, std::string_view id, const TextBlocks& blocks);
// What draw_blocks takes.
float blocks_height(Ui& ui, const TextBlocks& blocks, float width);

void draw_clause_chips(const BlockDrawing& d, std::string_view id, const std::vector<std::string>& clauses);

// Follows the link of a span that was pressed: a clause's address, or "lesson:<id>" within the app.
void follow_link(Commands& commands, const std::string& target);

}  // namespace hw::ui
