#include "ui/views/lesson/blocks.h"

#include "ui/views/think/clause.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr ParagraphStyle prose_style{.size = type::prose, .line_height = 21};
constexpr std::string_view lesson_scheme = "lesson:";

float indent_of(lesson::BlockKind kind) {
    if (kind == lesson::BlockKind::Quote) return 14;
    return kind == lesson::BlockKind::Item ? 16.0f : 0.0f;
}

float gap_below(lesson::BlockKind kind) { return kind == lesson::BlockKind::Item ? space::xs : space::s; }

}  // namespace

void follow_link(Commands& commands, const std::string& target) {
    if (target.starts_with(lesson_scheme))
        commands.push_back(command::GoTo{"#/lesson/" + target.substr(lesson_scheme.size())});
    else
        commands.push_back(command::OpenLink{target});
}

void draw_blocks(const BlockDrawing& d, std::string_view id, const TextBlocks& blocks) {
    const Palette& p = d.ui.palette();
    int number = 0;
    for (const TextBlock& block : blocks) {
        const Point at = place();
        const float indent = indent_of(block.kind);
        if (block.kind == lesson::BlockKind::Item) d.ui.canvas().circle({at.x + 5, at.y + 10.5f}, 2, p.ink3);
        place({at.x + indent, at.y});
        const std::string block_id = std::string(id) + "." + std::to_string(number++);
        const int pressed = paragraph(d.ui, {.id = block_id,
                                             .spans = block.spans,
                                             .style = prose_style,
                                             .ink = {},
                                             .width = d.width - indent});
        if (block.kind == lesson::BlockKind::Quote)
            d.ui.canvas().fill({at.x, at.y + 2, 3, d.ui.last_rect().h - 4}, p.line, 1.5f);
        if (pressed >= 0) follow_link(d.commands, block.spans[static_cast<std::size_t>(pressed)].target);
        place({d.left, d.ui.last_rect().bottom() + gap_below(block.kind)});
    }
}

float blocks_height(Ui& ui, const TextBlocks& blocks, float width) {
    float height = 0;
    for (const TextBlock& block : blocks) {
        height += paragraph_height(
            ui,
            {.spans = block.spans, .style = prose_style, .ink = {}, .width = width - indent_of(block.kind)});
        height += gap_below(block.kind);
    }
    return height;
}

void draw_clause_chips(const BlockDrawing& d, std::string_view id, const std::vector<std::string>& clauses) {
    const Point at = place();
    Point pen = at;
    for (const std::string& clause : clauses) {
        const std::string chip_id = std::string(id) + "." + clause;
        const std::string url = clause_url(clause);
        const CitationSpec chip{.id = chip_id, .label = clause, .target = url};
        const Point size = citation_chip_size(d.ui, chip);
        if (pen.x > at.x && pen.x + size.x > at.x + d.width) pen = {at.x, pen.y + size.y + 6};
        place(pen);
        if (citation_chip(d.ui, chip)) d.commands.push_back(command::OpenLink{url});
        pen.x += size.x + 6;
    }
    place({at.x, pen.y + (clauses.empty() ? 0.0f : 30.0f)});
}

}  // namespace hw::ui
