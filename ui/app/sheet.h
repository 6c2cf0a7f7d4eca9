// A phone's bottom sheet: its ground with the grip that opens it further.
#pragma once

#include "ui/app/app_parts.h"

namespace hw::ui {

// Over whatever lies there. Returns what is left below the grip.
Rect draw_sheet_ground(AppParts& parts, const Rect& rect, Commands& commands);

}  // namespace hw::ui
