#include "ui/views/page/glossary.h"

#include <algorithm>
#include <string>

#include "imgui.h"
#include "ui/views/elide.h"
#include "ui/views/page/problem_card.h"
#include "ui/views/think/clause.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float index_width = 250;
constexpr float index_from = 900;
constexpr float widest_entry = 700;
constexpr float index_row = 32;
constexpr ParagraphStyle text_style{.size = 13.5f, .line_height = 22};

void draw_index(Ui& ui, const GlossaryScene& scene, const Rect& rect, Commands& commands) {
    const Palette& p = ui.palette();
    begin_pane(ui, {.id = "glossary.index", .name = ui.tr(Msg::TermIndex), .rect = rect, .scrolls = true});
    float y = place().y + space::m;
    for (const TermRow& term : scene.terms) {
        const Rect row{rect.x + 8, y, rect.w - 24, index_row};
        const bool is_selected = term.id == scene.selected;
        SemanticNode node{.id = "glossary.index." + term.id,
                          .role = Role::Link,
                          .name = term.name,
                          .target = "#/glossary/" + term.id};
        node.state.is_current = is_selected;
        const PressResult press = press_area(ui, {.node = std::move(node), .rect = row});
        const Canvas canvas = ui.canvas();
        if (is_selected || press.is_hovered) canvas.fill(row, p.accent_soft, radius::button);
        canvas.text_on_middle({row.x + 12, row.centre().y},
                              elided(canvas, term.name, type::control, row.w - 20),
                              {.colour = is_selected ? p.accent : p.ink2, .size = type::control});
        if (press.is_pressed) commands.push_back(command::GoTo{"#/glossary/" + term.id});
        y += index_row;
    }
    place({rect.x, y});
    ImGui::Dummy({1, space::m});
    end_pane(ui);
    ui.canvas().vertical_hair(rect.right(), rect.y, rect.bottom(), p.hair);
}

// The clause and the lessons, one after the other as far as the line goes.
float draw_sources(Ui& ui, const TermRow& term, float left, float right, float y, Commands& commands) {
    const Canvas canvas = ui.canvas();
    place({left, y});
    const std::string chip_id = "glossary." + term.id + ".clause";
    const std::string url = clause_url(term.clause);
    const CitationSpec chip{.id = chip_id, .label = term.clause, .target = url};
    if (citation_chip(ui, chip)) commands.push_back(command::OpenLink{url});
    float x = ui.last_rect().right() + 14;
    if (term.lessons.empty()) return y + 22;
    const float line = std::max(24.0f, ui.target_height() - 6);
    const auto begin_at = [&](float width) {
        if (x + width <= right) return;
        x = left;
        y += line;
    };
    // The word stands on the line of the first lesson.
    const std::string first = elided(canvas, term.lessons.front().title, type::caption, right - left);
    const float label_width = canvas.text_width(ui.tr(Msg::TermLessons), type::caption) + 8;
    const float first_width = canvas.text_width(first, type::caption);
    begin_at(label_width + (label_width + first_width <= right - left ? first_width : 0.0f));
    canvas.text_on_middle({x, y + 11}, ui.tr(Msg::TermLessons),
                          {.colour = ui.palette().ink3, .size = type::caption});
    x += canvas.text_width(ui.tr(Msg::TermLessons), type::caption) + 8;
    for (std::size_t i = 0; i < term.lessons.size(); ++i) {
        const std::string title = elided(canvas, term.lessons[i].title, type::caption, right - left);
        const float width = canvas.text_width(title, type::caption);
        begin_at(width);
        place({x, y + 2});
        const std::string id = "glossary." + term.id + ".lesson." + std::to_string(i);
        const LinkSpec to{
            .id = id, .label = title, .target = term.lessons[i].target, .text_size = type::caption};
        if (link(ui, to)) commands.push_back(command::GoTo{term.lessons[i].target});
        x += width + 16;
    }
    return y + 22;
}

float draw_term(Ui& ui, const GlossaryScene& scene, const TermRow& term, float left, float right, float y,
                Commands& commands) {
    const Palette& p = ui.palette();
    const float top = y;
    const bool is_selected = term.id == scene.selected;
    const SemanticScope group(ui.semantics, {.id = "glossary." + term.id,
                                             .role = Role::Group,
                                             .name = term.name,
                                             .rect = {left, y, right - left, 1}});
    place({left, y});
    heading(ui, {.id = "glossary." + term.id + ".name",
                 .text = term.name,
                 .level = 2,
                 .size = type::pane_heading,
                 .width = right - left});
    y = ui.last_rect().bottom() + 4;
    int number = 0;
    for (const TextBlock& block : term.text) {
        place({left, y});
        const int pressed = paragraph(ui, {.id = "glossary." + term.id + ".text." + std::to_string(number++),
                                           .spans = block.spans,
                                           .style = text_style,
                                           .width = right - left});
        if (pressed >= 0)
            commands.push_back(command::OpenLink{block.spans[static_cast<std::size_t>(pressed)].target});
        y = ui.last_rect().bottom() + 6;
    }
    y = draw_sources(ui, term, left, right, y + 2, commands) + 14;
    if (is_selected) ui.canvas().fill({left - 16, top, 3, y - top - 14}, p.accent, 1.5f);
    ui.canvas().horizontal_hair(left, right, y, p.hair);
    ui.semantics.set_open_rect({left, top, right - left, y - top});
    return y + 16;
}

}  // namespace

void draw_glossary(Ui& ui, const GlossaryScene& scene, Commands& commands) {
    const bool has_index = scene.rect.w >= index_from && !scene.terms.empty();
    const Rect page{scene.rect.x + (has_index ? index_width : 0), scene.rect.y,
                    scene.rect.w - (has_index ? index_width : 0), scene.rect.h};
    if (has_index) draw_index(ui, scene, {scene.rect.x, scene.rect.y, index_width, scene.rect.h}, commands);
    begin_pane(ui, {.id = "glossary",
                    .name = ui.tr(Msg::NavGlossary),
                    .rect = page,
                    .ground = ui.palette().sheet,
                    .scrolls = true});
    const float margin = page.w < 700 ? space::xl : 40.0f;
    const float left = page.x + std::max(margin, has_index ? margin : (page.w - widest_entry) / 2);
    const float right = std::min(page.right() - margin, left + widest_entry);
    place({left, place().y + 28});
    heading(ui, {.id = "glossary.title",
                 .text = ui.tr(Msg::NavGlossary),
                 .level = 1,
                 .size = type::question + 3,
                 .width = right - left});
    place({left, ui.last_rect().bottom() + 4});
    paragraph(ui, "glossary.intro", ui.tr(Msg::GlossaryIntro), {.size = 13.5f}, {.plain = ui.palette().ink2},
              right - left);
    float y = ui.last_rect().bottom() + space::xxl;
    if (!scene.errors.empty())
        y = draw_problem_card(ui, {.id = "glossary.broken",
                                   .title = ui.tr(scene.errors_title),
                                   .lines = scene.errors,
                                   .at = {left, y},
                                   .width = right - left}) +
            space::xl;
    for (const TermRow& term : scene.terms) {
        if (scene.scrolls_to_selected && term.id == scene.selected) {
            constexpr float above = 24;
            ImGui::SetScrollY(std::max(0.0f, ImGui::GetScrollY() + y - page.y - above));
            ui.frame_need.input_arrived();
        }
        y = draw_term(ui, scene, term, left, right, y, commands);
    }
    place({left, y});
    ImGui::Dummy({1, space::xxl});
    end_pane(ui);
}

}  // namespace hw::ui
