#include "ui/draw/plate.h"

namespace hw::ui {

namespace {

// The icon's box and the gap behind it, inside a chip.
constexpr float chip_padding = 8;
constexpr float chip_icon_width = 17;

}  // namespace

void draw_elevation(const Canvas& canvas, const Rect& r, float radius) {
    const Palette& p = canvas.palette();
    canvas.fill({r.x - 2, r.y + 1, r.w + 4, r.h + 3}, p.scrim, radius + 2);
    canvas.fill({r.x - 4, r.y + 2, r.w + 8, r.h + 5}, p.scrim, radius + 4);
    canvas.box(r, {.fill = p.raised, .border = p.line, .radius = radius});
}

float chip_width(const Canvas& canvas, std::string_view label, const ChipLook& look) {
    const float icon = look.icon == Icon::None ? 0 : chip_icon_width;
    return canvas.text_width(label, look.text_size, look.face) + 2 * chip_padding + icon;
}

Rect draw_chip(const Canvas& canvas, Point upper_left, std::string_view label, const ChipLook& look) {
    const Rect r = {upper_left.x, upper_left.y, chip_width(canvas, label, look), look.height};
    const float radius = look.radius > 0 ? look.radius : r.h / 2;
    canvas.box(r, {.fill = look.fill, .border = look.border, .radius = radius});
    float x = r.x + chip_padding;
    if (look.icon != Icon::None) {
        draw_icon(canvas, look.icon, {x + 6, r.centre().y}, {.colour = look.ink, .width = 1.6f});
        x += chip_icon_width;
    }
    canvas.text_on_middle({x, r.centre().y}, label,
                          {.colour = look.ink, .size = look.text_size, .face = look.face});
    return r;
}

Rect draw_badge(const Canvas& canvas, Point upper_right, std::string_view label, const BadgeLook& look) {
    const float width = canvas.text_width(label, look.text_size) + 14;
    const Rect r = {upper_right.x - width, upper_right.y, width, look.height};
    canvas.fill(r, look.fill, look.radius);
    canvas.text_on_middle({r.x + 7, r.centre().y}, label, {.colour = look.ink, .size = look.text_size});
    return r;
}

void draw_changed_row(const Canvas& canvas, const Rect& row, float freshness) {
    const Palette& p = canvas.palette();
    canvas.fill(row, mix(p.marker_soft, p.marker, freshness), radius::cell);
    canvas.fill({row.x, row.y, 3, row.h}, p.marker_bar, 1.5f);
}

}  // namespace hw::ui
