// The list of keys, which any screen can show.
#include <algorithm>
#include <array>
#include <string>

#include "ui/app/app_parts.h"
#include "ui/widgets/button.h"
#include "ui/widgets/pane.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

struct KeyRow {
    const char* keys;
    Msg meaning;
};

constexpr std::array<KeyRow, 8> key_rows = {{{"Space", Msg::KeyPlay},
                                             {"← →", Msg::KeyStep},
                                             {"Home End", Msg::KeyEnds},
                                             {"Tab", Msg::KeyTab},
                                             {"D  H", Msg::KeyDrop},
                                             {"+ -", Msg::KeyZoom},
                                             {"Esc", Msg::KeyEscape},
                                             {"?", Msg::KeyQuestion}}};

}  // namespace

void draw_help(AppParts& parts, Commands& commands) {
    Ui& ui = parts.ui;
    const Palette& p = ui.palette();
    constexpr float row_height = 30;
    const float height = 64 + row_height * static_cast<float>(key_rows.size());
    const float width = std::min(440.0f, parts.environment.width - 2 * space::l);
    const Rect rect{(parts.environment.width - width) / 2,
                    std::max(56.0f, (parts.environment.height - height) / 2), width, height};
    // A card needs a pane to lie on; this one reaches as far as the card's shadow.
    begin_pane(ui, {.id = "help.ground",
                    .name = ui.tr(Msg::KeyHelpTitle),
                    .rect = rect.grown(14),
                    .ground = with_opacity(p.scrim, .05f)});
    const bool stays = begin_card(ui, {.id = "help",
                                       .name = ui.tr(Msg::KeyHelpTitle),
                                       .rect = rect,
                                       .padding = {0, 0},
                                       .role = Role::Dialog});
    const Canvas canvas = ui.canvas();
    label(ui, {rect.x + 20, rect.y + 32},
          {.id = "help.title",
           .text = ui.tr(Msg::KeyHelpTitle),
           .size = type::pane_heading,
           .role = Role::Heading,
           .level = 2});
    float y = rect.y + 52;
    for (const KeyRow& row : key_rows) {
        canvas.horizontal_hair(rect.x + 20, rect.right() - 20, y, p.hair);
        canvas.text_on_middle({rect.x + 20, y + row_height / 2}, row.keys,
                              {.colour = p.accent, .size = type::row, .face = Face::Mono});
        canvas.text_on_middle({rect.x + 112, y + row_height / 2}, ui.tr(row.meaning),
                              {.colour = p.ink2, .size = type::row});
        ui.semantics.add({.id = std::string("help.") + row.keys,
                          .role = Role::Text,
                          .name = std::string(row.keys) + ": " + ui.tr(row.meaning),
                          .rect = {rect.x + 20, y, rect.w - 40, row_height}});
        y += row_height;
    }
    place({rect.right() - 20 - 32, rect.y + 12});
    const ButtonSpec close{.id = "help.close",
                           .name = ui.tr(Msg::Close),
                           .icon = Icon::Cross,
                           .kind = ButtonKind::Quiet,
                           .size = {32, 32}};
    const bool is_closed = button(ui, close) || !stays;
    end_card(ui);
    end_pane(ui);
    if (is_closed) commands.push_back(command::ShowHelp{false});
}

}  // namespace hw::ui
