#include "ui/views/page/top_bar.h"

#include <algorithm>
#include <string>

#include "ui/draw/icon.h"
#include "ui/views/elide.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

struct BarButton {
    const char* id;
    Icon icon = Icon::None;
    const char* label = "";
    Msg name{};
    Command command;
};

// A button whose right edge is at `right`; returns its left edge.
float bar_button(Ui& ui, const BarButton& spec, float right, float middle, Commands& commands) {
    const float height = std::max(32.0f, ui.target_height());
    const float label_width = ui.canvas().text_width(spec.label, type::control);
    const float width = std::max(height, label_width > 0 ? label_width + 14 : 0.0f);
    place({right - width, middle - height / 2});
    const bool is_pressed = button(ui, {.id = spec.id,
                                        .label = spec.label,
                                        .name = ui.tr(spec.name),
                                        .icon = spec.icon,
                                        .kind = ButtonKind::Quiet,
                                        .size = {width, height}});
    if (is_pressed) commands.push_back(spec.command);
    return right - width;
}

float draw_switches(Ui& ui, float right, float middle, Commands& commands) {
    const bool is_dark = ui.theme.mode == ThemeMode::Dark;
    const Language other = ui.language == Language::En ? Language::Zh : Language::En;
    right = bar_button(
        ui,
        {"page.theme", is_dark ? Icon::Sun : Icon::Moon, "", is_dark ? Msg::LightTheme : Msg::DarkTheme,
         command::SetTheme{is_dark ? ThemeMode::Light : ThemeMode::Dark}},
        right, middle, commands);
    const Msg label = other == Language::Zh ? Msg::SwitchToChinese : Msg::SwitchToEnglish;
    return bar_button(ui, {"page.language", Icon::None, ui.tr(label), label, command::SetLanguage{other}},
                      right, middle, commands);
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
    const float name_width = has_name ? canvas.text_width(ui.tr(Msg::AppName), type::pane_heading) : 0;
    const PressResult home = press_area(
        ui, {.node = {.id = "page.home", .role = Role::Link, .name = ui.tr(Msg::AppName), .target = "#/"},
             .rect = {r.x + 10, r.y + 6, name_width + 40, r.h - 12}});
    if (home.is_pressed) commands.push_back(command::GoTo{"#/"});
    draw_mark(canvas, {r.x + 24, middle}, 1);
    if (has_name)
        canvas.text_on_middle({r.x + 42, middle}, ui.tr(Msg::AppName),
                              {.colour = p.ink1, .size = type::pane_heading});
    float x = r.x + 42 + name_width + (has_name ? 14.0f : 4.0f);

    float right = r.right() - 12;
    right = bar_button(ui, {"page.link", Icon::Link, "", Msg::CopyLink, command::CopyLink{}}, right, middle,
                       commands);
    right = draw_switches(ui, right, middle, commands);
    right = bar_button(ui, {"page.help", Icon::None, "?", Msg::KeyHelp, command::ShowHelp{}}, right, middle,
                       commands);
    if (scene.has_just_copied) {
        right -= canvas.text_width(ui.tr(Msg::LinkCopied), type::row) + 26;
        draw_icon(canvas, Icon::Check, {right + 6, middle}, {.colour = p.good, .width = 1.8f});
        canvas.text_on_middle({right + 18, middle}, ui.tr(Msg::LinkCopied),
                              {.colour = p.good, .size = type::row});
        announce(ui, "page.copied", ui.tr(Msg::LinkCopied));
    }
    if (!scene.crumb.empty()) {
        canvas.vertical_hair(x, middle - 8, middle + 8, p.line);
        x += 14;
        place({x, middle - 16});
        const float crumb_width = canvas.text_width(ui.tr(Msg::Questions), type::control);
        const PressResult questions = press_area(ui, {.node = {.id = "page.questions",
                                                               .role = Role::Link,
                                                               .name = ui.tr(Msg::Questions),
                                                               .target = "#/"},
                                                      .rect = {x - 4, middle - 16, crumb_width + 8, 32}});
        if (questions.is_pressed) commands.push_back(command::GoTo{"#/"});
        x = canvas.text_on_middle({x, middle}, ui.tr(Msg::Questions),
                                  {.colour = questions.is_hovered ? p.ink1 : p.ink3, .size = type::control});
        draw_icon(canvas, Icon::Right, {x + 12, middle}, {.colour = p.ink3, .width = 1.4f});
        const std::string crumb = elided(canvas, scene.crumb, type::control, right - x - 40);
        label(ui, {x + 24, middle + type::control * baseline_below_middle},
              {.id = "page.crumb", .text = crumb});
    }
    end_pane(ui);
}

void draw_phone_bar(Ui& ui, const PhoneBarScene& scene, Commands& commands) {
    const Palette& p = ui.palette();
    const Rect& r = scene.rect;
    begin_pane(ui, {.id = "page.bar", .name = ui.tr(Msg::PageBar), .rect = r});
    const Canvas canvas = ui.canvas();
    canvas.horizontal_hair(r.x, r.right(), r.bottom() - 1, p.hair);
    place({r.x + 2, r.y + (r.h - 44) / 2});
    const ButtonSpec back{.id = "page.questions",
                          .name = ui.tr(Msg::Questions),
                          .icon = Icon::Left,
                          .kind = ButtonKind::Quiet,
                          .size = {44, 44}};
    if (button(ui, back)) commands.push_back(command::GoTo{"#/"});
    const float right = draw_switches(ui, r.right() - 4, r.y + r.h / 2, commands);
    const float x = r.x + 46;
    constexpr float dot_spacing = 13;
    const float dots_width = dot_spacing * static_cast<float>(scene.step_count);
    const float title_width = right - x - 4;
    const float title_size = canvas.text_width(scene.title, 15) <= title_width ? 15.0f : type::control;
    const std::string title = elided(canvas, scene.title, title_size, title_width);
    label(ui, {x, r.y + 23},
          {.id = "lesson.question", .text = title, .size = title_size, .role = Role::Heading, .level = 1});
    const std::string step = elided(canvas, scene.step, type::caption, right - x - dots_width - 12);
    label(ui, {x, r.y + 41}, {.id = "lesson.step", .text = step, .size = type::caption, .colour = p.ink3});
    for (std::size_t i = 0; i < scene.step_count; ++i) {
        const Point dot{right - 8 - dots_width + dot_spacing * (static_cast<float>(i) + .5f), r.y + 37};
        if (i < scene.current)
            canvas.circle(dot, 3.6f, p.good);
        else if (i == scene.current)
            canvas.circle(dot, 4.6f, p.accent);
        else
            canvas.circle(dot, 3.4f, 0, {.colour = p.ink4, .width = 1.3f});
    }
    end_pane(ui);
}

}  // namespace hw::ui
