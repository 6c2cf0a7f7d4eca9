#include "ui/views/page/problem_card.h"

#include <algorithm>
#include <array>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

// A file may hold hundreds of mistakes; the first few are what one repairs next.
constexpr std::size_t most_lines = 8;
constexpr ParagraphStyle line_style{.size = 12.5f, .line_height = 19};
constexpr float sides = 36 + 20;

}  // namespace

float problem_card_height(Ui& ui, const ProblemCard& card) {
    float height = 44 + 48;
    for (std::size_t i = 0; i < std::min(card.lines.size(), most_lines); ++i) {
        const std::array spans = {TextSpan{SpanKind::Plain, card.lines[i]}};
        height += paragraph_height(
                      ui, {.id = {}, .spans = spans, .style = line_style, .width = card.width - sides}) +
                  4;
    }
    return height;
}

float draw_problem_card(Ui& ui, const ProblemCard& card) {
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const float text_width = card.width - sides;
    std::string report = card.title;
    const std::size_t count = std::min(card.lines.size(), most_lines);
    for (const std::string& line : card.lines) report += "\n" + line;
    const Rect rect{card.at.x, card.at.y, card.width, problem_card_height(ui, card)};
    const SemanticScope group(ui.semantics,
                              {.id = card.id, .role = Role::Group, .name = card.title, .rect = rect});
    canvas.box(rect, {.fill = p.bad_soft, .border = p.bad, .radius = radius::card});
    draw_icon(canvas, Icon::Cross, {rect.x + 20, rect.y + 22}, {.colour = p.bad, .width = 2});
    label(ui, {rect.x + 36, rect.y + 27},
          {.id = card.id + ".title", .text = card.title, .size = type::prompt, .colour = p.ink1});
    float y = rect.y + 40;
    for (std::size_t i = 0; i < count; ++i) {
        const std::array spans = {TextSpan{SpanKind::Plain, card.lines[i]}};
        place({rect.x + 36, y});
        paragraph(ui, {.id = card.id + ".line." + std::to_string(i),
                       .spans = spans,
                       .style = line_style,
                       .ink = {.plain = p.ink2},
                       .width = text_width});
        y = ui.last_rect().bottom() + 4;
    }
    place({rect.x + 34, y + 4});
    const std::string copy_id = card.id + ".copy";
    const ButtonSpec copy{
        .id = copy_id, .label = ui.tr(Msg::CopyReport), .size = {0, 32}, .text_size = type::row};
    if (button(ui, copy)) ImGui::SetClipboardText(report.c_str());
    return rect.bottom();
}

}  // namespace hw::ui
