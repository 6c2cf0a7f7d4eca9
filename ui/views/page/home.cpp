#include "ui/views/page/home.h"

#include <algorithm>
#include <array>
#include <string>

#include "imgui.h"
#include "ui/views/page/home_parts.h"
#include "ui/views/page/problem_card.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float widest = 960;
constexpr float rail_width = 332;
constexpr float rail_from = 1080;
constexpr float phone_below = 700;
constexpr float scrollbar = 14;

HomeSpan span_in(const Rect& rect, float margin) {
    const float left = rect.x + std::max(margin, (rect.w - widest) / 2);
    return {left, std::min(rect.right() - margin, left + widest)};
}

float draw_title(Ui& ui, const HomeSpan& span, float y, bool is_phone) {
    place({span.left, y});
    heading(ui, {.id = "home.title",
                 .text = ui.tr(Msg::HomeTitle),
                 .level = 1,
                 .size = is_phone ? 24.0f : type::home_title,
                 .width = span.width()});
    place({span.left, ui.last_rect().bottom() + 4});
    paragraph(ui, "home.subtitle", ui.tr(Msg::HomeSubtitle), {.size = is_phone ? 13.5f : 15.0f},
              {.plain = ui.palette().ink2}, span.width());
    return ui.last_rect().bottom();
}

float draw_problem(Ui& ui, const HomeScene& scene, const HomeSpan& span, float y) {
    if (scene.problem.empty()) return y;
    const std::vector<std::string> lines{scene.problem};
    return draw_problem_card(ui, {.id = "home.problem",
                                  .title = ui.tr(scene.problem_title),
                                  .lines = lines,
                                  .at = {span.left, y},
                                  .width = span.width()}) +
           space::xl;
}

float draw_broken(Ui& ui, const HomeScene& scene, const HomeSpan& span, float y) {
    for (const LessonRow& row : scene.broken) {
        y = draw_problem_card(ui, {.id = "home.broken." + row.id,
                                   .title = ui.tr(Msg::BrokenLesson, {row.id}),
                                   .lines = row.errors,
                                   .at = {span.left, y + space::m},
                                   .width = span.width()}) +
            space::m;
    }
    return y;
}

void end_at(float x, float y) {
    place({x, y});
    ImGui::Dummy({1, space::xl});
}

// The table, and the rail beside it.
void draw_wide(Ui& ui, const HomeScene& scene, Commands& commands) {
    const Palette& p = ui.palette();
    const Rect& r = scene.rect;
    const Rect table{r.x, r.y, r.w - rail_width, r.h};
    begin_pane(
        ui, {.id = "home", .name = ui.tr(Msg::Questions), .rect = table, .ground = p.sheet, .scrolls = true});
    const HomeSpan span = span_in(table, 40);
    float y = draw_title(ui, span, place().y + 28, false) + space::xl;
    y = draw_problem(ui, scene, span, y);
    y = draw_questions(ui, scene, span, y, commands);
    end_at(span.left, draw_broken(ui, scene, span, y));
    end_pane(ui);

    const Rect rail{table.right(), r.y, rail_width, r.h};
    begin_pane(ui, {.id = "home.rail", .name = ui.tr(Msg::HomeRail), .rect = rail, .scrolls = true});
    const HomeSpan inner{rail.x + space::xxl, rail.right() - space::xxl};
    y = place().y + space::l;
    if (scene.go_on) y = draw_continue(ui, *scene.go_on, inner, y, commands) + space::m;
    y = draw_places_list(ui, scene, inner, 1, y, commands) + space::s;
    y = draw_home_foot(ui, scene, inner, y, commands);
    end_at(inner.left, y - space::m);
    end_pane(ui);
    ui.canvas().vertical_hair(rail.x, r.y, r.bottom(), p.hair);
}

// Everything below one another.
void draw_narrow(Ui& ui, const HomeScene& scene, Commands& commands) {
    const bool is_phone = scene.rect.w < phone_below;
    begin_pane(ui, {.id = "home",
                    .name = ui.tr(Msg::Questions),
                    .rect = scene.rect,
                    .ground = ui.palette().sheet,
                    .scrolls = true});
    HomeSpan span = span_in(scene.rect, is_phone ? space::xl : 40.0f);
    if (!is_phone) span.right = std::min(span.right, scene.rect.right() - 40 - scrollbar);
    float y = draw_title(ui, span, place().y + (is_phone ? 20.0f : 36.0f), is_phone) + space::xl;
    y = draw_problem(ui, scene, span, y);
    if (scene.go_on && scene.go_on->is_begun)
        y = draw_continue(ui, *scene.go_on, span, y, commands) + space::xl;
    y = draw_questions(ui, scene, span, y, commands);
    y = draw_broken(ui, scene, span, y) + space::xl;
    y = draw_places_list(ui, scene, span, is_phone ? 1 : 2, y, commands) + space::l;
    end_at(span.left, draw_home_foot(ui, scene, span, y, commands));
    end_pane(ui);
}

}  // namespace

float home_text_height(Ui& ui, std::string_view text, const ParagraphStyle& style, float width) {
    const std::array spans = {TextSpan{SpanKind::Plain, std::string(text)}};
    return paragraph_height(ui, {.id = {}, .spans = spans, .style = style, .width = width});
}

void draw_home_text(Ui& ui, Point at, std::string_view id, std::string_view text, const ParagraphStyle& style,
                    float width, Colour ink) {
    const std::array spans = {TextSpan{SpanKind::Plain, std::string(text)}};
    place(at);
    paragraph(ui, {.id = id, .spans = spans, .style = style, .ink = {.plain = ink}, .width = width});
}

void draw_home(Ui& ui, const HomeScene& scene, Commands& commands) {
    if (scene.rect.w >= rail_from)
        draw_wide(ui, scene, commands);
    else
        draw_narrow(ui, scene, commands);
}

}  // namespace hw::ui
