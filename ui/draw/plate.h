// Raised and small things: elevations under popups, chips, badges, the choice's sign.
#pragma once

#include "ui/draw/canvas.h"
#include "ui/draw/icon.h"

#include <string_view>

namespace hw::ui {

// The shadow and the raised ground of a popup or card.
void draw_elevation(const Canvas& canvas, const Rect& rect, float radius = radius::card);

struct ChipLook {
    Icon icon = Icon::None;
    Colour ink = 0;
    Colour fill = 0;
    Colour border = 0;
    float height = 22;
    float text_size = type::caption;
    // 0 makes the ends round.
    float radius = 0;
    Face face = Face::Sans;
};

float chip_width(const Canvas& canvas, std::string_view label, const ChipLook& look);
// Draws a chip and returns its rectangle.
Rect draw_chip(const Canvas& canvas, Point upper_left, std::string_view label, const ChipLook& look);

// Small words on a filled ground, right-aligned at `right`; "yours", "6 fields changed". Returns its
// rectangle.
struct BadgeLook {
    Colour fill = 0;
    Colour ink = 0;
    float height = 18;
    float text_size = type::caption;
    float radius = radius::tag;
};
Rect draw_badge(const Canvas& canvas, Point upper_right, std::string_view label, const BadgeLook& look);

// A row that has just changed: soft ground and a 3 px bar. `freshness` 1 is the moment of change (full
// marker), 0 long after (soft marker).
void draw_changed_row(const Canvas& canvas, const Rect& row, float freshness);

}  // namespace hw::ui
