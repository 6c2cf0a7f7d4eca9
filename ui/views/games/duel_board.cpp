#include "ui/views/games/duel_board.h"

#include <algorithm>
#include <array>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/views/lesson/blocks.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr ParagraphStyle cell_style{.size = type::control, .line_height = 18};
constexpr float least_row = 28;
constexpr float verdict_width = 400;
constexpr float least_board = 196;

float margin_for(float width) { return width < wide_board_from ? space::l : space::xl; }

struct TableColumns {
    float left = 0;
    float label = 0;  // width
    std::array<float, 2> cell{};
    float cell_width = 0;
    float right = 0;
};

TableColumns columns_for(float left, float width, std::size_t runs) {
    const float label = width * (runs > 1 ? .38f : .5f);
    const float cell = (width - label) / static_cast<float>(std::max<std::size_t>(runs, 1));
    return {.left = left,
            .label = label - space::m,
            .cell = {left + label, left + label + cell},
            .cell_width = cell - 20 - space::s,
            .right = left + width};
}

float text_height(Ui& ui, const std::string& text, float width) {
    const std::array spans = {TextSpan{SpanKind::Plain, text}};
    return paragraph_height(ui, {.spans = spans, .style = cell_style, .width = width});
}

float row_height(Ui& ui, const DuelLine& row, const TableColumns& c) {
    float height = text_height(ui, row.label, c.label);
    for (const DuelCell& cell : row.cells)
        height = std::max(height, text_height(ui, cell.text, c.cell_width));
    return std::max(least_row, height + 10);
}

// Of the names of the runs, or of the title alone.
float head_height(Ui& ui, const DuelText& text, const TableColumns& c) {
    float height = 22;
    for (const std::string& name : text.run_names)
        height = std::max(height, text_height(ui, name, c.cell_width + 8));
    return height + 8;
}

float table_height(Ui& ui, const DuelText& text, const TableColumns& c) {
    float height = head_height(ui, text, c);
    for (const DuelLine& row : text.rows) height += row_height(ui, row, c);
    return height;
}

void draw_text(Ui& ui, Point at, const std::string& text, float width, Colour ink) {
    const std::array spans = {TextSpan{SpanKind::Plain, text}};
    place(at);
    paragraph(ui, {.id = {}, .spans = spans, .style = cell_style, .ink = {.plain = ink}, .width = width});
}

struct MarkLook {
    Icon icon;
    Colour colour;
};
MarkLook look_of(const Ui& ui, lesson::Mark mark) {
    const Palette& p = ui.palette();
    if (mark == lesson::Mark::Good) return {Icon::Check, p.good};
    if (mark == lesson::Mark::Bad) return {Icon::Cross, p.bad};
    return {Icon::Dash, p.ink3};
}

std::string spoken(const Ui& ui, const DuelBoardScene& scene, const DuelLine& row) {
    if (!scene.is_over) return ui.tr(Msg::CellHidden);
    std::string all;
    for (std::size_t run = 0; run < row.cells.size(); ++run) {
        if (!all.empty()) all += "; ";
        if (run < scene.text.run_names.size()) all += scene.text.run_names[run] + ": ";
        all += row.cells[run].text;
        if (row.cells[run].mark == lesson::Mark::Good) all += std::string(", ") + ui.tr(Msg::CellGood);
        if (row.cells[run].mark == lesson::Mark::Bad) all += std::string(", ") + ui.tr(Msg::CellBad);
    }
    return all;
}

// "What the runs say"; before the run is over only what will be asked of it.
void draw_table(Ui& ui, const DuelBoardScene& scene, const TableColumns& c, float y) {
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const std::size_t runs = std::max<std::size_t>(scene.text.run_names.size(), 1);
    const Msg title = runs > 1 ? Msg::DuelRunsSay : Msg::DuelRunSays;
    const SemanticScope table(ui.semantics, {.id = "duel.table", .role = Role::Table, .name = ui.tr(title)});
    label(ui, {c.left, y + 17},
          {.id = "duel.table.title",
           .text = ui.tr(title),
           .size = type::prompt,
           .role = Role::Heading,
           .level = 2});
    for (std::size_t run = 0; run < scene.text.run_names.size(); ++run) {
        const std::string number = std::to_string(run + 1);
        canvas.text({c.cell[run], y + 17}, number, {.colour = p.ink3, .size = type::row});
        draw_text(ui, {c.cell[run] + 14, y + 4}, scene.text.run_names[run], c.cell_width + 8, p.ink2);
    }
    y += head_height(ui, scene.text, c);
    for (const DuelLine& row : scene.text.rows) {
        const float height = row_height(ui, row, c);
        canvas.horizontal_hair(c.left, c.right, y, p.hair);
        draw_text(ui, {c.left, y + 5}, row.label, c.label, p.ink2);
        for (std::size_t run = 0; run < row.cells.size() && run < c.cell.size(); ++run) {
            const MarkLook look =
                scene.is_over ? look_of(ui, row.cells[run].mark) : MarkLook{Icon::Dash, p.ink4};
            draw_icon(canvas, look.icon, {c.cell[run] + 6, y + 14}, {.colour = look.colour, .width = 1.8f});
            if (scene.is_over)
                draw_text(ui, {c.cell[run] + 20, y + 5}, row.cells[run].text, c.cell_width, p.ink1);
        }
        ui.semantics.add({.id = "duel.row." + row.id,
                          .role = Role::Row,
                          .name = row.label,
                          .value = spoken(ui, scene, row),
                          .rect = {c.left, y, c.right - c.left, height}});
        y += height;
    }
}

// ---- the card beside it --------------------------------------------------------------------------------

struct CardWords {
    std::string title{};
    Colour bar = 0;
};

CardWords card_words(const Ui& ui, const DuelBoardScene& scene) {
    const Palette& p = ui.palette();
    if (!scene.believes) return {ui.tr(Msg::DuelAsk), p.accent};
    if (!scene.is_over) return {ui.tr(*scene.believes ? Msg::DuelYouBelieve : Msg::DuelYouDoubt), p.accent};
    switch (scene.outcome) {
        case DuelOutcome::Refuted: return {ui.tr(Msg::DuelRefuted), p.bad};
        case DuelOutcome::Partly: return {ui.tr(Msg::DuelPartly), p.warn};
        case DuelOutcome::Holds: break;
    }
    return {ui.tr(Msg::DuelHolds), p.good};
}

void draw_note(Ui& ui, std::string_view id, const std::string& text, float width) {
    const std::array spans = {TextSpan{SpanKind::Plain, text}};
    paragraph(ui, {.id = id,
                   .spans = spans,
                   .style = {.size = type::row, .line_height = 18},
                   .ink = {.plain = ui.palette().ink3},
                   .width = width});
}

void draw_question(const BlockDrawing& d) {
    draw_note(d.ui, "duel.ask.detail", d.ui.tr(Msg::DuelAskDetail), d.width);
    const float height = std::max(36.0f, d.ui.target_height());
    const float y = d.ui.last_rect().bottom() + space::m;
    const float width = (d.width - space::s) / 2;
    place({d.left, y});
    const ButtonSpec believe{
        .id = "duel.believe", .label = d.ui.tr(Msg::DuelBelieve), .size = {width, height}};
    if (button(d.ui, believe)) d.commands.push_back(command::Choose{0});
    place({d.left + width + space::s, y});
    const ButtonSpec doubt{.id = "duel.doubt", .label = d.ui.tr(Msg::DuelDoubt), .size = {width, height}};
    if (button(d.ui, doubt)) d.commands.push_back(command::Choose{1});
    place({d.left, y + height + space::s});
}

void draw_running(const BlockDrawing& d, const DuelBoardScene& scene) {
    draw_note(d.ui, "duel.running", d.ui.tr(Msg::DuelRunning), d.width);
    place({d.left, d.ui.last_rect().bottom() + space::m});
    const ButtonSpec skip{.id = "duel.skip",
                          .label = d.ui.tr(Msg::DuelSkip),
                          .size = {0, std::max(30.0f, d.ui.target_height())},
                          .text_size = type::row};
    if (button(d.ui, skip)) d.commands.push_back(command::SeekTo{scene.ends_at});
}

void draw_verdict(const BlockDrawing& d, const DuelBoardScene& scene) {
    const bool is_partly = scene.outcome == DuelOutcome::Partly;
    const Msg believed = is_partly ? Msg::DuelYouBelievedPart : Msg::DuelYouBelieved;
    const Msg doubted = is_partly ? Msg::DuelYouDoubtedPart : Msg::DuelYouDoubted;
    const Msg yours = *scene.believes ? believed : doubted;
    draw_note(d.ui, "duel.yours", d.ui.tr(yours), d.width);
    place({d.left, d.ui.last_rect().bottom() + space::xs});
    draw_blocks(d, "duel.verdict", scene.text.verdict);
    draw_clause_chips(d, "duel.clause", scene.text.clauses);
    const float height = std::max(28.0f, d.ui.target_height());
    if (!scene.text.more_label.empty()) {
        const Point at = place();
        if (link(d.ui, {.id = "duel.more",
                        .label = d.ui.tr(Msg::ReadMoreIn, {scene.text.more_label}),
                        .target = scene.text.more_target,
                        .width = d.width}))
            d.commands.push_back(command::GoTo{scene.text.more_target});
        place({d.left, std::max(at.y + 24, d.ui.last_rect().bottom()) + space::xs});
    }
    const Point at = place();
    const ButtonSpec again{.id = "duel.again",
                           .label = d.ui.tr(Msg::DuelAgain),
                           .kind = ButtonKind::Quiet,
                           .size = {0, height},
                           .text_size = type::row};
    if (button(d.ui, again)) d.commands.push_back(command::TryStepAgain{});
    if (scene.text.next_target.empty()) return;
    place({d.left + button_size(d.ui, again).x + space::s, at.y});
    const ButtonSpec next{
        .id = "duel.next", .label = d.ui.tr(Msg::DuelNext), .size = {0, height}, .text_size = type::row};
    if (button(d.ui, next)) d.commands.push_back(command::GoTo{scene.text.next_target});
}

// Draws at the layout cursor. The bar on its left is as tall as the card.
void draw_card_content(const BlockDrawing& d, const DuelBoardScene& scene) {
    const CardWords words = card_words(d.ui, scene);
    const std::array title = {TextSpan{SpanKind::Plain, words.title}};
    paragraph(d.ui, {.id = "duel.verdict.title",
                     .spans = title,
                     .style = {.size = type::pane_heading, .line_height = 22},
                     .ink = {.plain = words.bar},
                     .width = d.width,
                     .role = Role::Heading,
                     .level = 2});
    place({d.left, d.ui.last_rect().bottom() + 2});
    if (!scene.believes)
        draw_question(d);
    else if (!scene.is_over)
        draw_running(d, scene);
    else
        draw_verdict(d, scene);
}

void draw_wide(Ui& ui, const DuelBoardScene& scene, Commands& commands) {
    const Palette& p = ui.palette();
    const Rect& r = scene.rect;
    const float margin = margin_for(r.w);
    const float card_width = std::min(verdict_width, r.w * .38f);
    begin_pane(
        ui,
        {.id = "duel.board", .name = ui.tr(Msg::DuelRunsSay), .rect = r, .ground = p.pane, .scrolls = true});
    const Point origin = place();
    ui.canvas().horizontal_hair(r.x, r.right(), r.y, p.line);
    const TableColumns c = columns_for(r.x + margin, r.w - card_width - 3 * margin,
                                       scene.text.rows.empty() ? 1 : scene.text.rows.front().cells.size());
    draw_table(ui, scene, c, origin.y + 12);
    place({c.left, origin.y + 12 + table_height(ui, scene.text, c)});
    ImGui::Dummy({1, 1});
    end_pane(ui);
    const Rect card{r.right() - margin - card_width, r.y + 12, card_width, r.h - 24};
    begin_pane(ui, {.id = "duel.verdict.card",
                    .name = ui.tr(Msg::DuelBoard),
                    .rect = card,
                    .ground = p.raised,
                    .padding = {18, 10},
                    .scrolls = true});
    const CardWords words = card_words(ui, scene);
    draw_card_content({.ui = ui, .commands = commands, .left = card.x + 18, .width = card.w - 36}, scene);
    ui.canvas().box(card, {.border = p.hair, .radius = radius::card});
    ui.canvas().fill({card.x, card.y, 4, card.h}, words.bar, 2);
    end_pane(ui);
}

void draw_narrow(Ui& ui, const DuelBoardScene& scene, Commands& commands) {
    const Palette& p = ui.palette();
    const Rect& r = scene.rect;
    const float margin = margin_for(r.w);
    begin_pane(ui, {.id = "duel.board",
                    .name = ui.tr(Msg::DuelBoard),
                    .rect = r,
                    .ground = p.pane,
                    .padding = {margin, space::m},
                    .scrolls = true});
    ui.canvas().horizontal_hair(r.x, r.right(), r.y, p.line);
    const BlockDrawing d{.ui = ui, .commands = commands, .left = r.x + margin, .width = r.w - 2 * margin};
    const std::size_t runs = scene.text.rows.empty() ? 1 : scene.text.rows.front().cells.size();
    const TableColumns c = columns_for(d.left, d.width, runs);
    draw_card_content(d, scene);
    const float y = std::max(place().y, ui.last_rect().bottom() + space::m);
    draw_table(ui, scene, c, y);
    place({d.left, y + table_height(ui, scene.text, c) + space::s});
    ImGui::Dummy({1, space::s});
    end_pane(ui);
}

constexpr ParagraphStyle claim_style{.size = type::question, .line_height = 29};
constexpr ParagraphStyle setting_style{.size = type::control, .line_height = 19};

struct HeaderSizes {
    float margin = 0;
    float width = 0;  // of the words
    ParagraphStyle claim{};
};

HeaderSizes header_sizes(float width) {
    const bool is_wide = width >= wide_board_from;
    const float margin = margin_for(width);
    return {.margin = margin,
            .width = width - 2 * margin - (is_wide ? 210.0f : 0.0f),
            .claim = is_wide ? claim_style : ParagraphStyle{.size = type::pane_heading, .line_height = 22}};
}

Spans with_prefix(Ui& ui, const Spans& claim) {
    Spans spans{{.kind = SpanKind::Plain, .text = ui.tr(Msg::DuelClaim)}};
    spans.insert(spans.end(), claim.begin(), claim.end());
    return spans;
}

}  // namespace

float duel_header_height(Ui& ui, const DuelText& text, float width) {
    const HeaderSizes sizes = header_sizes(width);
    const Spans claim = with_prefix(ui, text.claim);
    return 12 + paragraph_height(ui, {.spans = claim, .style = sizes.claim, .width = sizes.width}) + 4 +
           paragraph_height(ui, {.spans = text.setting, .style = setting_style, .width = sizes.width}) + 12;
}

void draw_duel_header(Ui& ui, const DuelHeaderScene& scene, Commands& commands) {
    const Palette& p = ui.palette();
    const Rect& r = scene.rect;
    const HeaderSizes sizes = header_sizes(r.w);
    begin_pane(ui, {.id = "duel.header", .name = ui.tr(Msg::NavDuel), .rect = r, .ground = p.pane});
    const Spans claim = with_prefix(ui, scene.text.claim);
    place({r.x + sizes.margin, r.y + 12});
    paragraph(ui, {.id = "duel.claim",
                   .spans = claim,
                   .style = sizes.claim,
                   .ink = {.plain = p.ink1},
                   .width = sizes.width,
                   .role = Role::Heading,
                   .level = 1});
    place({r.x + sizes.margin, ui.last_rect().bottom() + 4});
    paragraph(ui, {.id = "duel.setting",
                   .spans = scene.text.setting,
                   .style = setting_style,
                   .ink = {.plain = p.ink2},
                   .width = sizes.width});
    if (r.w >= wide_board_from) {
        const ButtonSpec copy{.id = "duel.copy",
                              .label = ui.tr(scene.has_just_copied ? Msg::LinkCopied : Msg::DuelCopyLink),
                              .icon = Icon::Link,
                              .size = {0, std::max(34.0f, ui.target_height())}};
        const Point size = button_size(ui, copy);
        place({r.right() - sizes.margin - size.x, r.y + (r.h - size.y) / 2});
        if (button(ui, copy)) commands.push_back(command::CopyLink{});
    }
    ui.canvas().horizontal_hair(r.x, r.right(), r.bottom() - 1, p.line);
    end_pane(ui);
}

float duel_board_height(Ui& ui, const DuelText& text, float width) {
    const float margin = margin_for(width);
    const std::size_t runs = text.rows.empty() ? 1 : text.rows.front().cells.size();
    const float card_width = std::min(verdict_width, width * .38f);
    const TableColumns c = columns_for(margin, width - card_width - 3 * margin, runs);
    return std::max(least_board, table_height(ui, text, c) + 24);
}

void draw_duel_board(Ui& ui, const DuelBoardScene& scene, Commands& commands) {
    if (scene.rect.w >= wide_board_from)
        draw_wide(ui, scene, commands);
    else
        draw_narrow(ui, scene, commands);
}

}  // namespace hw::ui
