#include "ui/views/duel/duel.h"

#include <algorithm>
#include <string>

#include "ui/draw/icon.h"
#include "ui/draw/plate.h"
#include "ui/text/format.h"
#include "ui/views/duel/differences.h"
#include "ui/views/think/clause.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float rail_width = 56;
constexpr float title_height = 44;
constexpr float diamond = 11;
constexpr std::string_view linux_manual = "https://docs.kernel.org/networking/ip-sysctl.html";

std::string side_id(int run) { return run == 0 ? "ladder" : "ladder.2"; }

// Number, name, and the clause that the run keeps or breaks.
void draw_side_title(Ui& ui, const DuelSide& side, int run, const Rect& rect, bool shows_rules,
                     Commands& commands) {
    const Palette& p = ui.palette();
    begin_pane(ui, {.id = side_id(run) + ".title", .name = side.name, .rect = rect, .ground = p.sheet});
    const Canvas canvas = ui.canvas();
    const bool is_breach = !side.breaks.empty();
    const float middle = rect.y + 24;
    const Rect badge{rect.x + 20, middle - 11, 22, 22};
    canvas.fill(badge, is_breach ? p.bad_soft : p.good_soft, 5);
    canvas.text_on_middle(
        badge.centre(), std::to_string(side.number),
        {.colour = is_breach ? p.bad : p.good, .size = type::control, .align = Align::Middle});
    const float x = label(
        ui, {badge.right() + 10, middle + 5.5f},
        {.id = side_id(run) + ".name", .text = side.name, .size = 15, .role = Role::Heading, .level = 2});
    const std::string words = is_breach       ? ui.tr(Msg::VariantBreaks, {side.breaks})
                              : side.is_linux ? ui.tr(Msg::AsLinuxDoes)
                                              : ui.tr(Msg::AsTheRfcSays);
    const std::string url = is_breach       ? clause_url(side.breaks)
                            : side.is_linux ? std::string(linux_manual)
                                            : clause_url("RFC 9293 §3.5");
    const std::string chip_id = side_id(run) + ".rules";
    const CitationSpec chip{.id = chip_id, .label = words, .target = url, .is_breach = is_breach};
    const Point size = citation_chip_size(ui, chip);
    if (shows_rules && x + 12 + size.x < rect.right()) {
        place({x + 12, middle - size.y / 2});
        if (citation_chip(ui, chip)) commands.push_back(command::OpenLink{url});
    }
    end_pane(ui);
}

void draw_side(Ui& ui, const DuelScene& scene, int run, const Rect& rect, bool has_axis, Commands& commands) {
    const DuelSide& side = scene.sides[static_cast<std::size_t>(run)];
    draw_side_title(ui, side, run, {rect.x, rect.y, rect.w, title_height}, scene.shows_rules, commands);
    const LadderScene ladder{.run = side.run,
                             .selection = side.selection,
                             .settings = scene.settings,
                             .rect = {rect.x, rect.y + title_height, rect.w, rect.h - title_height},
                             .id = side_id(run),
                             .is_compact = scene.is_compact,
                             .notice = scene.notice,
                             .notice_detail = scene.notice_detail,
                             .pointed = side.pointed,
                             .can_act = scene.can_act,
                             .fits_until = scene.fits_until,
                             .has_axis = has_axis,
                             .calls = scene.calls};
    draw_ladder(ui, ladder, side.memory, commands);
}

// Diamonds where the runs differ; those too near to another one share it.
void draw_rail(Ui& ui, const DuelScene& scene, const Rect& rail) {
    const Palette& p = ui.palette();
    begin_pane(ui, {.id = "duel.rail", .name = ui.tr(Msg::Differs), .rect = rail, .ground = p.sheet});
    const Canvas canvas = ui.canvas();
    const DuelSide& left = scene.sides[0];
    const float middle = rail.centre().x;
    const float top = rail.y + title_height + 40;
    const float playhead = top + left.memory.layout.y(left.run.now) - left.memory.shown_scroll;
    if (playhead < rail.bottom()) {
        const float shown = std::max(playhead, top);
        canvas.fill({rail.x, shown, rail.w, rail.bottom() - shown}, p.future);
        canvas.line({rail.x, shown}, {rail.right(), shown}, {.colour = p.accent, .width = 1.2f});
    }
    canvas.vertical_hair(middle, top, rail.bottom(), p.hair);
    canvas.text_on_middle({middle, rail.y + 24}, ui.tr(Msg::Differs),
                          {.colour = p.ink3, .size = type::caption, .align = Align::Middle});
    float last = top - 100;
    for (const Instant at : differences(*left.run.trace, *scene.sides[1].run.trace, left.run.now)) {
        const float y = top + left.memory.layout.y(at) - left.memory.shown_scroll;
        if (y < top || y > rail.bottom() || y - last < 2 * diamond + 2) continue;
        last = y;
        const Stroke dotted{.colour = with_opacity(p.warn, .8f), .width = 1, .dash = {2, 4}};
        canvas.line({rail.x, y}, {middle - diamond - 3, y}, dotted);
        canvas.line({middle + diamond + 3, y}, {rail.right(), y}, dotted);
        const std::array shape = {Point{middle - diamond, y}, Point{middle, y - diamond},
                                  Point{middle + diamond, y}, Point{middle, y + diamond}};
        canvas.polygon(shape, p.marker_soft);
        canvas.polyline(shape, {.colour = p.marker_bar, .width = 1.3f}, true);
        draw_icon(canvas, Icon::NotEqual, {middle, y}, {.colour = p.on_marker, .scale = .85f});
        ui.semantics.add({.id = "duel.difference." + std::to_string(at.us),
                          .role = Role::Text,
                          .name = ui.tr(Msg::DiffersAt, {format_moment(at)}),
                          .rect = Rect{middle, y, 0, 0}.grown(diamond)});
    }
    end_pane(ui);
}

void draw_tabs(Ui& ui, const DuelScene& scene, const Rect& rect, Commands& commands) {
    begin_pane(ui, {.id = "duel.tabs", .name = ui.tr(Msg::RunTabs), .rect = rect});
    const SemanticScope tabs(
        ui.semantics,
        {.id = "duel.tablist", .role = Role::TabList, .name = ui.tr(Msg::RunTabs), .rect = rect});
    const auto count = static_cast<float>(scene.sides.size());
    for (int run = 0; run < static_cast<int>(scene.sides.size()); ++run) {
        place({rect.x + rect.w / count * static_cast<float>(run), rect.y});
        const DuelSide& side = scene.sides[static_cast<std::size_t>(run)];
        const std::string name = std::to_string(side.number) + "  " + side.name;
        const std::string id = "duel.tab." + std::to_string(run);
        if (tab(ui, {.id = id,
                     .label = name,
                     .is_selected = scene.shown_run == run,
                     .size = {rect.w / count, rect.h}})) {
            commands.push_back(command::ShowRun{run});
        }
    }
    ui.canvas().horizontal_hair(rect.x, rect.right(), rect.bottom() - 1, ui.palette().hair);
    end_pane(ui);
}

}  // namespace

void draw_duel(Ui& ui, const DuelScene& scene, std::array<Commands, 2>& commands) {
    const Rect& r = scene.rect;
    const bool is_more_than_two = scene.sides.size() > 2;
    if (r.w < least_duel_width || is_more_than_two) {
        const float tabs_height = std::max(36.0f, ui.target_height());
        draw_tabs(ui, scene, {r.x, r.y, r.w, tabs_height}, commands[0]);
        const Rect rest{r.x, r.y + tabs_height, r.w, r.h - tabs_height};
        const std::size_t shown =
            std::min<std::size_t>(static_cast<std::size_t>(scene.shown_run), scene.sides.size() - 1);
        const DuelSide& side = scene.sides[shown];
        const LadderScene ladder{.run = side.run,
                                 .selection = side.selection,
                                 .settings = scene.settings,
                                 .rect = rest,
                                 .id = side_id(scene.shown_run),
                                 .is_compact = scene.is_compact,
                                 .notice = scene.notice,
                                 .notice_detail = scene.notice_detail,
                                 .pointed = side.pointed,
                                 .can_act = scene.can_act,
                                 .fits_until = scene.fits_until,
                                 .calls = scene.calls};
        draw_ladder(ui, ladder, side.memory, commands[is_more_than_two ? 0 : shown]);
        return;
    }
    const float width = (r.w - rail_width) / 2;
    draw_side(ui, scene, 0, {r.x, r.y, width, r.h}, true, commands[0]);
    draw_side(ui, scene, 1, {r.right() - width, r.y, width, r.h}, false, commands[1]);
    draw_rail(ui, scene, {r.x + width, r.y, rail_width, r.h});
}

}  // namespace hw::ui
