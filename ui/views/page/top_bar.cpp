#include "ui/views/page/top_bar.h"

#include <algorithm>
#include <string>

#include "ui/draw/icon.h"
#include "ui/views/elide.h"
#include "ui/views/page/bar_button.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float gap_between_places = 20;
constexpr float least_crumb = 150;
constexpr float underline = 2.5f;
constexpr float least_wide_bar = 640;

float bar_places_width(const Ui& ui) {
    float width = 0;
    for (const Destination& each : ui.navigation.destinations) {
        if (!each.is_aside)
            width += ui.canvas().text_width(ui.tr(each.label), type::control) + gap_between_places;
    }
    return width;
}

// The places side by side, ending at `right`; returns where they begin.
float draw_places(Ui& ui, const Rect& bar, float right, Commands& commands) {
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    const float left = right - bar_places_width(ui);
    const SemanticScope group(ui.semantics, {.id = "page.nav",
                                             .role = Role::Group,
                                             .name = ui.tr(Msg::NavName),
                                             .rect = {left, bar.y, right - left, bar.h}});
    float x = left;
    for (const Destination& each : ui.navigation.destinations) {
        if (each.is_aside) continue;
        const float width = canvas.text_width(ui.tr(each.label), type::control);
        SemanticNode node{.id = "page.nav." + each.name,
                          .role = Role::Link,
                          .name = ui.tr(each.label),
                          .target = each.target};
        node.state.is_current = each.is_present;
        const Rect area{x - 8, bar.y + 6, width + 16, bar.h - 12};
        const PressResult press = press_area(ui, {.node = std::move(node), .rect = area});
        const Colour ink = each.is_present || press.is_hovered ? p.ink1 : p.ink3;
        canvas.text_on_middle({x, bar.y + bar.h / 2}, ui.tr(each.label),
                              {.colour = ink, .size = type::control});
        if (each.is_present)
            canvas.fill({x - 2, bar.bottom() - underline, width + 4, underline}, p.accent, 1);
        if (press.is_pressed) commands.push_back(command::GoTo{each.target});
        x += width + gap_between_places;
    }
    return left;
}

void draw_copied(Ui& ui, float left, float right, float middle) {
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    announce(ui, "page.copied", ui.tr(Msg::LinkCopied));
    const float x = right - canvas.text_width(ui.tr(Msg::LinkCopied), type::row) - 26;
    if (x < left) return;
    draw_icon(canvas, Icon::Check, {x + 6, middle}, {.colour = p.good, .width = 1.8f});
    canvas.text_on_middle({x + 18, middle}, ui.tr(Msg::LinkCopied), {.colour = p.good, .size = type::row});
}

// The list that one came from, and what is open in it.
void draw_crumb(Ui& ui, const std::string& title, float x, float right, float middle, Commands& commands) {
    const Palette& p = ui.palette();
    const Canvas canvas = ui.canvas();
    canvas.vertical_hair(x, middle - 8, middle + 8, p.line);
    x += 14;
    const Destination& parent = ui.navigation.parent();
    const float width = canvas.text_width(ui.tr(parent.label), type::control);
    const PressResult list = press_area(ui, {.node = {.id = "page.questions",
                                                      .role = Role::Link,
                                                      .name = ui.tr(parent.label),
                                                      .target = parent.target},
                                             .rect = {x - 4, middle - 16, width + 8, 32}});
    if (list.is_pressed) commands.push_back(command::GoTo{parent.target});
    x = canvas.text_on_middle({x, middle}, ui.tr(parent.label),
                              {.colour = list.is_hovered ? p.ink1 : p.ink3, .size = type::control});
    draw_icon(canvas, Icon::Right, {x + 12, middle}, {.colour = p.ink3, .width = 1.4f});
    const std::string crumb = elided(canvas, title, type::control, right - x - 24);
    label(ui, {x + 24, middle + type::control * baseline_below_middle}, {.id = "page.crumb", .text = crumb});
}

// The mark and the name, which lead to the front page; returns where they end.
float draw_brand(Ui& ui, const Rect& r, bool has_name, Commands& commands) {
    const Canvas canvas = ui.canvas();
    const float middle = r.y + r.h / 2;
    const float name_width = has_name ? canvas.text_width(ui.tr(Msg::AppName), type::pane_heading) : 0;
    const PressResult home = press_area(
        ui, {.node = {.id = "page.home", .role = Role::Link, .name = ui.tr(Msg::AppName), .target = "#/"},
             .rect = {r.x + 10, r.y + 6, name_width + 40, r.h - 12}});
    if (home.is_pressed) commands.push_back(command::GoTo{"#/"});
    draw_mark(canvas, {r.x + 24, middle}, 1);
    if (has_name)
        canvas.text_on_middle({r.x + 42, middle}, ui.tr(Msg::AppName),
                              {.colour = ui.palette().ink1, .size = type::pane_heading});
    return r.x + 42 + name_width + (has_name ? 14.0f : 4.0f);
}

// The switches of a wide bar, from the right; returns where they begin.
float draw_all_switches(Ui& ui, const TopBarScene& scene, float right, float middle, Commands& commands) {
    right = bar_button(ui,
                       {"page.link", scene.has_just_copied ? Icon::Check : Icon::Link, "", Msg::CopyLink,
                        command::CopyLink{}},
                       right, middle, commands);
    right = theme_button(ui, right, middle, commands);
    right = language_button(ui, right, middle, commands);
    return bar_button(ui, {"page.help", Icon::None, "?", Msg::KeyHelp, command::ShowHelp{}}, right, middle,
                      commands);
}

}  // namespace

void draw_top_bar(Ui& ui, const TopBarScene& scene, Commands& commands) {
    const Palette& p = ui.palette();
    const Rect& r = scene.rect;
    const float middle = r.y + r.h / 2;
    begin_pane(ui, {.id = "page.bar", .name = ui.tr(Msg::PageBar), .rect = r});
    const Canvas canvas = ui.canvas();
    canvas.horizontal_hair(r.x, r.right(), r.bottom() - 1, p.hair);

    // On a narrow page the mark alone leads home, so that the crumb has room.
    const bool has_name = scene.crumb.empty() || !scene.is_compact;
    const float left = draw_brand(ui, r, has_name, commands);
    float right = r.right() - 12;
    constexpr float switches = 170;
    const float needed = bar_places_width(ui) + switches + (scene.crumb.empty() ? 0 : least_crumb + 90);
    if (r.w >= least_wide_bar && left + needed < r.right()) {
        right = draw_all_switches(ui, scene, right, middle, commands) - 6;
        canvas.vertical_hair(right, middle - 8, middle + 8, p.line);
        right = draw_places(ui, r, right, commands) - 12;
    } else {
        right = menu_button(ui, right, middle, commands);
        right = language_button(ui, right, middle, commands);
    }
    if (scene.has_just_copied) draw_copied(ui, left + (scene.crumb.empty() ? 0 : least_crumb), right, middle);
    if (!scene.crumb.empty()) draw_crumb(ui, scene.crumb, left, right - 8, middle, commands);
    end_pane(ui);
}

}  // namespace hw::ui
