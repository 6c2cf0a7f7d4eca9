// Cutting a path into dashes, by length along the path; the list that draws knows unbroken lines only.
#pragma once

#include "ui/draw/canvas.h"

#include <span>
#include <vector>

namespace hw::ui {

// The dashes of `path`, beginning with one. Each has two points at least; the last may be shorter than
// `dash.on`. `dash.on` must be positive.
std::vector<std::vector<Point>> cut_into_dashes(std::span<const Point> path, Dash dash);

}  // namespace hw::ui
