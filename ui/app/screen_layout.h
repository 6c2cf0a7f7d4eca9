// Which pane lies where: three side by side when there is room, two on a tablet, a ladder above a sheet on a phone.
// Pure; a test walks it through every width.
#pragma once

#include "ui/draw/geometry.h"

#include <cstdint>

namespace hw::ui {

enum class ScreenKind : std::uint8_t { Wide, Medium, Phone };

struct ScreenLayout {
    ScreenKind kind = ScreenKind::Wide;
    // The side panes share one place and are chosen by tabs.
    bool has_side_tabs = false;
    Rect top{};
    Rect side{};  // the lesson; with tabs, whichever is chosen, the tabs excluded
    Rect side_tabs{};
    Rect ladder{};
    Rect think{};  // empty when it is behind a tab
    Rect timeline{};
    Rect sheet{};  // phone: the lesson or another pane, over the ladder
    Rect bottom_tabs{};
};

struct ScreenRequest {
    float width = 0;
    float height = 0;
    bool has_two_runs = false;
    // 0 peek, 1 half, 2 full; of a phone's sheet.
    int sheet = 1;
    // False: somebody else draws it, above the canvas.
    bool has_top_bar = true;
};

ScreenLayout lay_out_screen(const ScreenRequest& request);

inline constexpr float wide_from = 1200;
inline constexpr float medium_from = 700;

}  // namespace hw::ui
