// Which pane of the state diagram's screen lies where. Pure; a test walks it through every width.
#pragma once

#include "ui/app/screen_layout.h"

namespace hw::ui {

struct StatesLayout {
    ScreenKind kind = ScreenKind::Wide;
    Rect top{};
    Rect diagram{};
    Rect ladder{};  // beside the diagram when there is room; else behind a tab
    Rect side{};    // what its tabs choose; a phone's sheet
    Rect tabs{};
    Rect timeline{};
};

StatesLayout lay_out_states(const ScreenRequest& request);

}  // namespace hw::ui
