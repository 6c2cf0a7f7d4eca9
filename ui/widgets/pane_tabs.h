// A row of tabs that choose what one place shows: above a side pane, or at the bottom of a phone.
#pragma once

#include "ui/widgets/button.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace hw::ui {

struct PaneTab {
    std::string_view id{};
    Msg label{};
    Icon icon = Icon::None;
};

struct PaneTabsSpec {
    // Of the region; the list within is "<id>.list".
    std::string_view id = "tabs";
    std::span<const PaneTab> tabs{};
    std::size_t selected = 0;
    Rect rect{};
    // Icons above the labels, the bar on top.
    bool is_bottom = false;
};

// A pane of its own. Which of them was pressed in this frame.
std::optional<std::size_t> draw_pane_tabs(Ui& ui, const PaneTabsSpec& spec);

}  // namespace hw::ui
