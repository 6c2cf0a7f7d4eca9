#include "ui/views/page/coverage.h"

#include <algorithm>
#include <string>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/views/elide.h"
#include "ui/views/think/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float narrow_below = 900;
constexpr float row_height = 34;
constexpr float head_height = 34;
constexpr float widest_cell = 72;

struct Drawing {
    Ui& ui;
    const CoverageScene& scene;
    Commands& commands;
    float left = 0;
    float right = 0;
};

std::string clause_of(const tcp::RowText& row) {
    std::string clause = row.rfc == 9293 ? "" : "RFC " + std::to_string(row.rfc) + " ";
    clause += "§" + std::string(row.section);
    if (!row.ordinal.empty()) clause += " " + std::string(row.ordinal);
    return clause;
}

// "2, 3, 7": the places of a lesson, the challenge after its steps.
std::string numbers_of(const Ui& ui, const CoverageColumn& column, const std::vector<std::uint32_t>& places) {
    std::string text;
    for (const std::uint32_t place : places) {
        const bool is_challenge = place == column.step_ids.size();
        text += (text.empty() ? "" : ", ") +
                (is_challenge ? std::string(ui.tr(Msg::CoverageChallenge)) : std::to_string(place));
    }
    return text;
}

// As short as a cell is: "1-4 6 +", the challenge being a sign.
std::string short_numbers_of(const CoverageColumn& column, const std::vector<std::uint32_t>& places) {
    std::string text;
    for (std::size_t i = 0; i < places.size(); ++i) {
        std::size_t last = i;
        while (last + 1 < places.size() && places[last + 1] == places[last] + 1 &&
               places[last + 1] != column.step_ids.size())
            ++last;
        if (!text.empty()) text += ' ';
        const bool is_challenge = places[i] == column.step_ids.size();
        text += is_challenge ? std::string("+") : std::to_string(places[i]);
        if (last < i + 2) continue;
        text += '-' + std::to_string(places[last]);
        i = last;
    }
    return text;
}

bool is_shown(const CoverageScene& scene, tcp::Row row) {
    return std::any_of(scene.columns.begin(), scene.columns.end(), [row](const CoverageColumn& column) {
        return !lesson::places_with(column.places, row).empty();
    });
}

std::string target_of(const CoverageColumn& column, std::uint32_t place) {
    return "#/lesson/" + column.id + "?step=" + column.step_ids[place - 1];
}

// A lesson's steps that show the row, as one link to the first of them.
void draw_cell(Drawing& d, tcp::Row row, const CoverageColumn& column, const std::string& text,
               const std::vector<std::uint32_t>& places, const Rect& rect) {
    const Palette& p = d.ui.palette();
    const std::string target = target_of(column, places.front());
    const PressResult press = press_area(
        d.ui, {.node = {.id = "coverage." + std::to_string(static_cast<int>(row)) + "." + column.id,
                        .role = Role::Link,
                        .name = d.ui.tr(Msg::CoverageCell,
                                        {std::to_string(column.number), numbers_of(d.ui, column, places)}),
                        .description = column.title,
                        .target = target},
               .rect = rect,
               .ring_radius = radius::cell});
    const bool is_lit = press.is_hovered || press.is_focused;
    d.ui.canvas().box(rect, {.fill = p.good_soft, .border = is_lit ? p.good : 0, .radius = radius::cell});
    d.ui.canvas().text_on_middle(rect.centre(), text,
                                 {.colour = p.ink1, .size = type::axis, .align = Align::Middle});
    if (press.is_pressed) d.commands.push_back(command::GoTo{target});
}

Msg why_empty(tcp::Row row) {
    return lesson::is_never_checked(row) ? Msg::CoverageNeverChecked : Msg::CoverageNone;
}

void draw_none(Drawing& d, tcp::Row row, Point left_middle) {
    const Palette& p = d.ui.palette();
    if (!d.scene.is_complete()) return;
    if (lesson::is_never_checked(row)) {
        d.ui.canvas().text_on_middle(left_middle, d.ui.tr(why_empty(row)),
                                     {.colour = p.ink3, .size = type::row});
        return;
    }
    draw_icon(d.ui.canvas(), Icon::Warning, {left_middle.x + 7, left_middle.y},
              {.colour = p.warn, .scale = .8f});
    d.ui.canvas().text_on_middle({left_middle.x + 20, left_middle.y}, d.ui.tr(why_empty(row)),
                                 {.colour = p.warn, .size = type::row});
}

SemanticNode row_node(const Drawing& d, const tcp::RowText& row, const Rect& rect) {
    SemanticNode node{.id = "coverage.row." + std::to_string(static_cast<int>(row.row)),
                      .role = Role::Row,
                      .name = clause_of(row) + ": " + std::string(row_heading(d.ui.language, row.row)),
                      .rect = rect};
    if (d.scene.is_complete() && !is_shown(d.scene, row.row)) node.value = d.ui.tr(why_empty(row.row));
    return node;
}

// ---- wide

float draw_table(Drawing& d, float y) {
    const Palette& p = d.ui.palette();
    const Canvas canvas = d.ui.canvas();
    const float count = static_cast<float>(std::max<std::size_t>(d.scene.columns.size(), 1));
    const float words = std::clamp((d.right - d.left) * .36f, 300.0f, 420.0f);
    const float cell = std::min(widest_cell, (d.right - d.left - words) / count);
    const float first = d.left + words;
    const float top = y;
    const SemanticScope table(d.ui.semantics, {.id = "coverage.table",
                                               .role = Role::Table,
                                               .name = d.ui.tr(Msg::CoverageTitle),
                                               .rect = {d.left, y, d.right - d.left, 100}});
    canvas.text_on_middle({d.left, y + head_height / 2}, d.ui.tr(Msg::CoverageRow),
                          {.colour = p.ink3, .size = type::caption});
    for (std::size_t i = 0; i < d.scene.columns.size(); ++i) {
        const CoverageColumn& column = d.scene.columns[i];
        const Rect head{first + static_cast<float>(i) * cell, y, cell, head_height};
        const PressResult press = press_area(d.ui, {.node = {.id = "coverage.lesson." + column.id,
                                                             .role = Role::Link,
                                                             .name = column.title,
                                                             .target = "#/lesson/" + column.id},
                                                    .rect = head});
        canvas.text_on_middle(
            head.centre(), std::to_string(column.number),
            {.colour = press.is_hovered ? p.ink1 : p.accent, .size = type::prompt, .align = Align::Middle});
        if (press.is_pressed) d.commands.push_back(command::GoTo{"#/lesson/" + column.id});
    }
    y += head_height;
    for (std::uint32_t r = 0; r < tcp::row_count; ++r) {
        const tcp::RowText& row = tcp::text_of(static_cast<tcp::Row>(r));
        canvas.horizontal_hair(d.left, d.right, y, p.hair);
        const SemanticScope scope(d.ui.semantics,
                                  row_node(d, row, {d.left, y, d.right - d.left, row_height}));
        const float middle = y + row_height / 2;
        const float x = canvas.text_on_middle({d.left, middle}, clause_of(row),
                                              {.colour = p.ink3, .size = type::caption});
        const float heading_x = std::max(x + 12, d.left + 122);
        canvas.text_on_middle({heading_x, middle},
                              elided(canvas, std::string(row_heading(d.ui.language, row.row)), type::row,
                                     first - heading_x - 10),
                              {.colour = p.ink1, .size = type::row});
        if (!is_shown(d.scene, row.row)) draw_none(d, row.row, {first + 6, middle});
        for (std::size_t i = 0; i < d.scene.columns.size(); ++i) {
            const auto places = lesson::places_with(d.scene.columns[i].places, row.row);
            if (places.empty()) continue;
            const Rect rect{first + static_cast<float>(i) * cell + 2, y + 4, cell - 4, row_height - 8};
            std::string text = short_numbers_of(d.scene.columns[i], places);
            if (canvas.text_width(text, type::axis) > rect.w - 6)
                text = std::to_string(places.front()) + " … " +
                       short_numbers_of(d.scene.columns[i], {places.back()});
            draw_cell(d, row.row, d.scene.columns[i], text, places, rect);
        }
        y += row_height;
    }
    canvas.horizontal_hair(d.left, d.right, y, p.hair);
    d.ui.semantics.set_open_rect({d.left, top, d.right - d.left, y - top});
    return y + space::l;
}

// Which number is which lesson, in `columns` columns.
float draw_key(Drawing& d, std::size_t columns, float y) {
    const Palette& p = d.ui.palette();
    const float width = (d.right - d.left) / static_cast<float>(columns);
    const float line = columns == 1 ? std::max(30.0f, d.ui.target_height() - 8) : 26.0f;
    for (std::size_t i = 0; i < d.scene.columns.size(); ++i) {
        const CoverageColumn& column = d.scene.columns[i];
        const float x = d.left + static_cast<float>(i % columns) * width;
        const float top = y + static_cast<float>(i / columns) * line;
        d.ui.canvas().text_on_middle({x, top + 10}, std::to_string(column.number),
                                     {.colour = p.accent, .size = type::row});
        place({x + 26, top});
        const std::string id = "coverage.key." + column.id;
        const std::string target = "#/lesson/" + column.id;
        const std::string title = elided(d.ui.canvas(), column.title, type::row, width - 36);
        const LinkSpec to{.id = id, .label = title, .target = target, .text_size = type::row};
        if (link(d.ui, to)) d.commands.push_back(command::GoTo{target});
    }
    const std::size_t lines = (d.scene.columns.size() + columns - 1) / columns;
    return y + static_cast<float>(lines) * line + space::m;
}

// ---- narrow

float draw_list(Drawing& d, float y) {
    const Palette& p = d.ui.palette();
    const Canvas canvas = d.ui.canvas();
    const SemanticScope table(d.ui.semantics, {.id = "coverage.table",
                                               .role = Role::Table,
                                               .name = d.ui.tr(Msg::CoverageTitle),
                                               .rect = {d.left, y, d.right - d.left, 100}});
    for (std::uint32_t r = 0; r < tcp::row_count; ++r) {
        const tcp::RowText& row = tcp::text_of(static_cast<tcp::Row>(r));
        canvas.horizontal_hair(d.left, d.right, y, p.hair);
        const SemanticScope scope(d.ui.semantics, row_node(d, row, {d.left, y, d.right - d.left, 60}));
        canvas.text_on_middle({d.left, y + 20}, clause_of(row), {.colour = p.ink3, .size = type::caption});
        canvas.text_on_middle(
            {d.left, y + 40},
            elided(canvas, std::string(row_heading(d.ui.language, row.row)), type::control, d.right - d.left),
            {.colour = p.ink1, .size = type::control});
        y += 56;
        if (!is_shown(d.scene, row.row)) draw_none(d, row.row, {d.left, y + 8});
        float x = d.left;
        const float height = std::max(28.0f, d.ui.target_height());
        for (const CoverageColumn& column : d.scene.columns) {
            const auto places = lesson::places_with(column.places, row.row);
            if (places.empty()) continue;
            const std::string text = std::to_string(column.number) + ": " + short_numbers_of(column, places);
            const float width = std::min(canvas.text_width(text, type::axis) + 18, d.right - d.left);
            if (x + width > d.right) {
                x = d.left;
                y += height + 6;
            }
            draw_cell(d, row.row, column, text, places, {x, y, width, height});
            x += width + 6;
        }
        y += (x > d.left ? height : 18) + 12;
    }
    return y;
}

float draw_head(Drawing& d, float y) {
    const Palette& p = d.ui.palette();
    place({d.left, y});
    heading(d.ui, {.id = "coverage.title",
                   .text = d.ui.tr(Msg::CoverageTitle),
                   .level = 1,
                   .size = type::question + 3,
                   .width = d.right - d.left});
    place({d.left, d.ui.last_rect().bottom() + 4});
    paragraph(d.ui, "coverage.intro", d.ui.tr(Msg::CoverageIntro), {.size = 13.5f}, {.plain = p.ink2},
              std::min(d.right - d.left, 720.0f));
    y = d.ui.last_rect().bottom() + space::l;
    std::size_t shown = 0;
    for (std::uint32_t r = 0; r < tcp::row_count; ++r)
        shown += is_shown(d.scene, static_cast<tcp::Row>(r)) ? 1 : 0;
    const std::string words =
        d.scene.is_complete()
            ? d.ui.tr(Msg::CoverageSum, {std::to_string(shown), std::to_string(tcp::row_count)})
            : d.ui.tr(Msg::CoverageCounting,
                      {std::to_string(d.scene.places_run), std::to_string(d.scene.places_all)});
    label(d.ui, {d.left, y + 10},
          {.id = "coverage.sum", .text = words, .size = type::prompt, .role = Role::Status});
    if (!d.scene.is_complete()) {
        const Rect bar{d.left, y + 20, std::min(360.0f, d.right - d.left), 4};
        d.ui.canvas().fill(bar, p.hair, 2);
        const float part = static_cast<float>(d.scene.places_run) /
                           static_cast<float>(std::max<std::size_t>(1, d.scene.places_all));
        d.ui.canvas().fill({bar.x, bar.y, bar.w * part, bar.h}, p.accent, 2);
    }
    return y + 36;
}

}  // namespace

void draw_coverage(Ui& ui, const CoverageScene& scene, Commands& commands) {
    begin_pane(ui, {.id = "coverage",
                    .name = ui.tr(Msg::NavCoverage),
                    .rect = scene.rect,
                    .ground = ui.palette().sheet,
                    .scrolls = true});
    const bool is_narrow = scene.rect.w < narrow_below;
    const float margin = scene.rect.w < 700 ? space::xl : 40.0f;
    Drawing d{.ui = ui,
              .scene = scene,
              .commands = commands,
              .left = scene.rect.x + margin,
              .right = scene.rect.right() - margin - (is_narrow ? 0 : 14.0f)};
    float y = draw_head(d, place().y + 28);
    if (is_narrow) {
        y = draw_list(d, draw_key(d, 1, y) + space::m);
    } else {
        y = draw_key(d, 2, draw_table(d, y));
    }
    place({d.left, y});
    ImGui::Dummy({1, space::xl});
    end_pane(ui);
}

}  // namespace hw::ui
