// The buttons of a bar: each stands at the right of what is left of the bar and returns its own left edge.
#pragma once

#include "ui/draw/icon.h"
#include "ui/views/commands.h"
#include "ui/widgets/ui.h"

namespace hw::ui {

struct BarButton {
    const char* id = "";
    Icon icon = Icon::None;
    const char* label = "";
    Msg name{};
    Command command;
};
float bar_button(Ui& ui, const BarButton& spec, float right, float middle, Commands& commands);

float theme_button(Ui& ui, float right, float middle, Commands& commands);
float language_button(Ui& ui, float right, float middle, Commands& commands);
float menu_button(Ui& ui, float right, float middle, Commands& commands);

}  // namespace hw::ui
