#include "ui/views/page/bar_button.h"

#include <algorithm>

#include "ui/widgets/button.h"

namespace hw::ui {

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

float theme_button(Ui& ui, float right, float middle, Commands& commands) {
    const bool is_dark = ui.theme.mode == ThemeMode::Dark;
    return bar_button(
        ui,
        {"page.theme", is_dark ? Icon::Sun : Icon::Moon, "", is_dark ? Msg::LightTheme : Msg::DarkTheme,
         command::SetTheme{is_dark ? ThemeMode::Light : ThemeMode::Dark}},
        right, middle, commands);
}

float language_button(Ui& ui, float right, float middle, Commands& commands) {
    const Language other = ui.language == Language::En ? Language::Zh : Language::En;
    const Msg label = other == Language::Zh ? Msg::SwitchToChinese : Msg::SwitchToEnglish;
    return bar_button(ui, {"page.language", Icon::None, ui.tr(label), label, command::SetLanguage{other}},
                      right, middle, commands);
}

float menu_button(Ui& ui, float right, float middle, Commands& commands) {
    const float side = std::max(32.0f, ui.target_height());
    place({right - side, middle - side / 2});
    const bool is_pressed = button(ui, {.id = "page.menu",
                                        .name = ui.tr(Msg::Menu),
                                        .icon = Icon::Menu,
                                        .kind = ButtonKind::Quiet,
                                        .size = {side, side},
                                        .is_on = ui.navigation.is_menu_shown,
                                        .opens_popup = true});
    if (is_pressed) commands.push_back(command::ShowMenu{!ui.navigation.is_menu_shown});
    return right - side;
}

}  // namespace hw::ui
