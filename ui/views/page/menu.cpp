#include <algorithm>
#include <string>

#include "ui/draw/icon.h"
#include "ui/views/page/bar_button.h"
#include "ui/views/page/top_bar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/press.h"

namespace hw::ui {

namespace {

constexpr float widest = 260;
constexpr float row_height = 44;
constexpr float margin = 6;
constexpr float head = 50;
constexpr float bar_of_present = 2.5f;

void draw_row(Ui& ui, const Destination& to, const Rect& row, Commands& commands) {
    const Palette& p = ui.palette();
    SemanticNode node{
        .id = "menu." + to.name, .role = Role::Link, .name = ui.tr(to.label), .target = to.target};
    node.state.is_current = to.is_present;
    const PressResult press = press_area(ui, {.node = std::move(node), .rect = row.grown(-1)});
    const Canvas canvas = ui.canvas();
    if (press.is_hovered || press.is_held) canvas.fill(row, p.accent_soft, radius::button);
    if (to.is_present) canvas.fill({row.x, row.y + 10, bar_of_present, row.h - 20}, p.accent, 1);
    canvas.text_on_middle({row.x + 16, row.centre().y}, ui.tr(to.label),
                          {.colour = to.is_present ? p.accent : p.ink1, .size = type::prompt});
    if (!to.is_here)
        draw_icon(canvas, Icon::Right, {row.right() - 16, row.centre().y}, {.colour = p.ink3, .width = 1.5f});
    if (press.is_pressed) commands.push_back(command::GoTo{to.target});
}

// What a narrow bar has no room for: link, theme, keys; and the cross where the menu's button was.
void draw_head(Ui& ui, const Rect& card, Commands& commands) {
    const float middle = card.y + head / 2;
    const float side = std::max(32.0f, ui.target_height());
    place({card.right() - side - 4, middle - side / 2});
    const ButtonSpec close{.id = "menu.close",
                           .name = ui.tr(Msg::Close),
                           .icon = Icon::Cross,
                           .kind = ButtonKind::Quiet,
                           .size = {side, side}};
    if (button(ui, close)) commands.push_back(command::ShowMenu{false});
    float right = card.x + 4 + 3 * side;
    right = bar_button(ui, {"menu.help", Icon::None, "?", Msg::KeyHelp, command::ShowHelp{}}, right, middle,
                       commands);
    const bool is_dark = ui.theme.mode == ThemeMode::Dark;
    right = bar_button(
        ui,
        {"menu.theme", is_dark ? Icon::Sun : Icon::Moon, "", is_dark ? Msg::LightTheme : Msg::DarkTheme,
         command::SetTheme{is_dark ? ThemeMode::Light : ThemeMode::Dark}},
        right, middle, commands);
    bar_button(ui, {"menu.link", Icon::Link, "", Msg::CopyLink, command::CopyLink{}}, right, middle,
               commands);
}

}  // namespace

void draw_menu(Ui& ui, float window_width, Commands& commands) {
    const auto& rows = ui.navigation.destinations;
    const float width = std::min(widest, window_width - 2 * margin);
    const Rect rect{window_width - width - margin, margin, width,
                    head + row_height * static_cast<float>(rows.size()) + margin};
    // A card needs a pane to lie on; this one reaches as far as the card's shadow.
    begin_pane(ui, {.id = "menu.ground",
                    .name = ui.tr(Msg::Menu),
                    .rect = rect.grown(margin),
                    .ground = with_opacity(ui.palette().scrim, .05f)});
    const bool stays = begin_card(ui, {.id = "menu",
                                       .name = ui.tr(Msg::Menu),
                                       .rect = rect,
                                       .padding = {0, 0},
                                       .role = Role::Dialog,
                                       .takes_focus = !ui.has_coarse_pointer()});
    draw_head(ui, rect, commands);
    ui.canvas().horizontal_hair(rect.x + 10, rect.right() - 10, rect.y + head, ui.palette().hair);
    float y = rect.y + head + 2;
    for (const Destination& each : rows) {
        draw_row(ui, each, {rect.x + 4, y, width - 8, row_height}, commands);
        y += row_height;
    }
    end_card(ui);
    end_pane(ui);
    if (!stays) commands.push_back(command::ShowMenu{false});
}

}  // namespace hw::ui
