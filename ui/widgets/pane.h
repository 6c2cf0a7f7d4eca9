// The parts of the window: panes side by side, and cards that lie on top of them. All of them are children
// of one root window, so Tab runs through the whole page in reading order.
#pragma once

#include "ui/widgets/ui.h"

namespace hw::ui {

// The window that fills the canvas. Begin it once a frame, before any pane.
void begin_root(Ui& ui);
void end_root(Ui& ui);

struct PaneSpec {
    std::string_view id{};
    // The landmark's name.
    std::string_view name{};
    Rect rect{};
    // 0 takes the pane's ground.
    Colour ground = 0;
    // Padding on the left and right, and above and below.
    Point padding = {0, 0};
    bool scrolls = false;
};

// A landmark region with its own clipping. The layout cursor stands at its padded upper left corner.
void begin_pane(Ui& ui, const PaneSpec& spec);
void end_pane(Ui& ui);

struct CardSpec {
    std::string_view id{};
    std::string_view name{};
    Rect rect{};
    Point padding = {space::s, space::s};
    Role role = Role::Group;
    // Esc, or a press outside, asks to close it.
    bool can_close = true;
    // Moves the keyboard focus to its first widget when it appears.
    bool takes_focus = false;
};

// A raised card inside the pane that is open; call it after what it covers. False if it asks to be closed:
// the caller then forgets it. `end_card` must follow in both cases.
bool begin_card(Ui& ui, const CardSpec& spec);
void end_card(Ui& ui);

}  // namespace hw::ui
