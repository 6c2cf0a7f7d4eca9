// The rows of the step table, drawn: a spine with a sign for each step, the telling one opened on a card with its
// sentence and its clause, those not reached in grey.
#include <algorithm>
#include <array>
#include <string>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/views/ladder/segment_words.h"
#include "ui/views/think/think_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float sign_x = 8;
constexpr float text_x = 26;
constexpr float row_height = 25;
constexpr float quiet_row_height = 20.5f;
constexpr ParagraphStyle sentence_style{.size = 12.5f, .line_height = 18.5f};
constexpr ParagraphStyle aside_style{.size = type::caption, .line_height = 16};

struct StepsDrawing {
    Ui& ui;
    const Canvas canvas;
    float x = 0;
    float width = 0;
    Commands& commands;
};

std::string numbered(const StepsDrawing& d, const ThoughtRow& row, std::size_t number) {
    const bool is_numbered = !tcp::text_of(row.row).ordinal.empty();
    const std::string heading{row_heading(d.ui.language, row.row)};
    return is_numbered ? std::to_string(number) + "  " + heading : heading;
}

void draw_sign(const StepsDrawing& d, const ThoughtRow& row, std::size_t number, float y) {
    const Palette& p = d.ui.palette();
    const Point centre{d.x + sign_x, y};
    switch (row.verdict) {
        case RowVerdict::NotReached:
            d.canvas.circle(centre, 4, p.pane, {.colour = p.ink4, .width = 1.4f});
            break;
        case RowVerdict::Passed:
            d.canvas.circle(centre, 9, p.good_soft, {.colour = p.good, .width = 1.2f});
            draw_icon(d.canvas, Icon::Check, centre, {.colour = p.good, .width = 1.8f});
            break;
        case RowVerdict::Decided:
            d.canvas.circle(centre, 9, p.accent);
            if (tcp::text_of(row.row).ordinal.empty()) {
                draw_icon(d.canvas, Icon::Check, centre, {.colour = p.on_accent, .width = 1.8f});
            } else {
                d.canvas.text_on_middle(centre, std::to_string(number),
                                        {.colour = p.on_accent, .size = type::row, .align = Align::Middle});
            }
            break;
    }
}

Msg verdict_word(const ThoughtRow& row) {
    switch (row.verdict) {
        case RowVerdict::Passed: return Msg::VerdictPass;
        case RowVerdict::Decided: return Msg::VerdictDecides;
        case RowVerdict::NotReached: break;
    }
    return Msg::VerdictNotReached;
}

// The heading's line with its verdict at the right; returns the y below it.
float draw_heading_line(const StepsDrawing& d, const ThoughtRow& row, std::size_t number, float y,
                        bool says_verdict) {
    const Palette& p = d.ui.palette();
    const bool is_reached = row.verdict != RowVerdict::NotReached;
    const std::string name = numbered(d, row, number);
    d.canvas.text_on_middle({d.x + text_x, y}, name,
                            {.colour = is_reached ? p.ink1 : p.ink3, .size = type::control});
    const float name_right = text_x + d.canvas.text_width(name, type::control) + 8;
    const float verdict_width = d.canvas.text_width(d.ui.tr(verdict_word(row)), type::row);
    if (says_verdict && name_right + verdict_width <= d.width) {
        const Colour colour = row.verdict == RowVerdict::Passed    ? p.good
                              : row.verdict == RowVerdict::Decided ? p.accent
                                                                   : p.ink3;
        d.canvas.text_on_middle({d.x + d.width, y}, d.ui.tr(verdict_word(row)),
                                {.colour = colour, .size = type::row, .align = Align::End});
    }
    draw_sign(d, row, number, y);
    return y;
}

void record_row(const StepsDrawing& d, const ThoughtRow& row, std::size_t number, const Rect& rect) {
    const bool is_reached = row.verdict != RowVerdict::NotReached;
    SemanticNode node{.id = "think.row." + std::to_string(number),
                      .role = Role::ListItem,
                      .name = numbered(d, row, number),
                      .value = d.ui.tr(verdict_word(row)),
                      .rect = rect};
    if (is_reached) node.description = std::string(finding_sentence(d.ui.language, row.finding));
    node.state.is_current = row.is_telling;
    d.ui.semantics.add(std::move(node));
}

float draw_telling_row(const StepsDrawing& d, const ThoughtRow& row, std::size_t number, float top) {
    const Palette& p = d.ui.palette();
    const std::string sentence{finding_sentence(d.ui.language, row.finding)};
    const std::string clause{tcp::text_of(row.finding).clause};
    const std::array spans = {TextSpan{.kind = SpanKind::Plain, .text = sentence}};
    const float text_width = d.width - text_x - 2;
    const float height =
        paragraph_height(d.ui, {.id = {}, .spans = spans, .style = sentence_style, .width = text_width});
    const Rect card{d.x - 8, top, d.width + 16, 28 + height + 32};
    const Colour border = row.verdict == RowVerdict::Decided ? p.accent : p.good;
    d.canvas.box(card, {.fill = p.raised, .border = border, .radius = radius::card});
    draw_heading_line(d, row, number, top + 16, true);
    place({d.x + text_x, top + 28});
    paragraph(d.ui, {.id = {}, .spans = spans, .style = sentence_style, .width = text_width});
    place({d.x + text_x, top + 28 + height + 4});
    if (citation_chip(d.ui, {.id = "think.clause", .label = clause, .target = clause_url(clause)})) {
        d.commands.push_back(command::OpenLink{clause_url(clause)});
    }
    record_row(d, row, number, card);
    return card.bottom() + 6;
}

float draw_plain_row(const StepsDrawing& d, const ThoughtRow& row, std::size_t number, float top,
                     bool says_verdict) {
    const bool is_reached = row.verdict != RowVerdict::NotReached;
    const float height = is_reached ? row_height : quiet_row_height;
    draw_heading_line(d, row, number, top + height / 2, says_verdict);
    float bottom = top + height;
    if (is_reached && !is_trivial(row.finding)) {
        const std::array spans = {TextSpan{
            .kind = SpanKind::Plain, .text = std::string(finding_sentence(d.ui.language, row.finding))}};
        place({d.x + text_x, bottom - 2});
        paragraph(d.ui, {.id = {},
                         .spans = spans,
                         .style = aside_style,
                         .ink = {.plain = d.ui.palette().ink3},
                         .width = d.width - text_x - 44});
        bottom = d.ui.last_rect().bottom() + 3;
    }
    record_row(d, row, number, {d.x, top, d.width, bottom - top});
    return bottom;
}

}  // namespace

void draw_steps(Ui& ui, const ThinkScene& scene, const Thought& thought, Commands& commands) {
    if (thought.rows.empty()) {
        const sim::EventRecord& event = scene.run.trace->events[thought.event];
        const sim::PacketRecord* packet = find_record(*scene.run.trace, event.packet);
        const bool is_unread =
            event.kind == sim::EventKind::Arrival && packet != nullptr && is_unreadable(*packet);
        paragraph(ui, "think.nobody", ui.tr(is_unread ? Msg::ThinkUnread : Msg::ThinkNobody),
                  {.size = type::row}, {.plain = ui.palette().ink3});
        return;
    }
    const Point at = place();
    const StepsDrawing d{.ui = ui,
                         .canvas = ui.canvas(),
                         .x = at.x,
                         .width = scene.rect.w - 2 * scene.padding,
                         .commands = commands};
    const SemanticScope list(ui.semantics,
                             {.id = "think.steps", .role = Role::List, .name = ui.tr(Msg::ThinkTitle)});
    // The spine lies behind everything; its length is known from the last frame's rows.
    const float spine_top = at.y + row_height / 2;
    const std::string spine_id = "think.steps";
    if (const SemanticNode* last = ui.semantics.find(spine_id);
        last != nullptr && last->rect.h > row_height) {
        d.canvas.line({d.x + sign_x, spine_top},
                      {d.x + sign_x, at.y + last->rect.h - quiet_row_height / 2 - 4},
                      {.colour = ui.palette().hair, .width = 2});
    }
    float y = at.y;
    std::size_t number = 0;
    bool has_said_not_reached = false;
    std::string_view section;
    for (const ThoughtRow& row : thought.rows) {
        if (tcp::text_of(row.row).section != section) number = 0;
        section = tcp::text_of(row.row).section;
        ++number;
        const bool is_reached = row.verdict != RowVerdict::NotReached;
        const bool says_verdict = is_reached || !has_said_not_reached;
        has_said_not_reached |= !is_reached;
        y = row.is_telling ? draw_telling_row(d, row, number, y)
                           : draw_plain_row(d, row, number, y, says_verdict);
    }
    ui.semantics.set_open_rect({at.x, at.y, d.width, y - at.y});
    place({at.x, y + 4});
}

}  // namespace hw::ui
