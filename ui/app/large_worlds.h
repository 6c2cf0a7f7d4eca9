// The runs of a step whose worlds are too large for a ladder, in the ladder's place: one, or two side by side.
#pragma once

#include "ui/app/app_parts.h"

namespace hw::ui {

void draw_large_worlds(AppParts& parts, const Rect& rect, std::array<Commands, 2>& commands);

}  // namespace hw::ui
