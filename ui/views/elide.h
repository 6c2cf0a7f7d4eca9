// Text that is too long for its place loses its end.
#pragma once

#include "ui/draw/canvas.h"

#include <string>

namespace hw::ui {

// `text` itself if it is at most `width` wide, else as much of it as fits before three dots.
std::string elided(const Canvas& canvas, std::string text, float size, float width);

}  // namespace hw::ui
