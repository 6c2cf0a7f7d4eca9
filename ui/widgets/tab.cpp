#include "ui/widgets/button.h"

#include <string>

namespace hw::ui {

namespace {

constexpr float bar_thickness = 2.5f;

Rect bar_rect(const Rect& r, const TabSpec& spec, float label_width) {
    const float width = label_width + 4;
    const float y = spec.has_bar_on_top ? r.y : r.bottom() - bar_thickness;
    return {r.centre().x - width / 2, y, width, bar_thickness};
}

}  // namespace

bool tab(Ui& ui, const TabSpec& spec) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const bool has_icon = spec.icon != Icon::None;
    const float size = has_icon ? type::row : type::control;
    const float label_width = canvas.text_width(spec.label, size);
    const Point at = place();
    const Rect rect = {at.x, at.y, spec.size.x > 0 ? spec.size.x : label_width,
                       spec.size.y > 0 ? spec.size.y : ui.target_height()};

    SemanticNode node{.id = std::string(spec.id), .role = Role::Tab, .name = std::string(spec.label)};
    node.state.is_selected = spec.is_selected;
    const PressResult press = press_area(ui, {.node = std::move(node), .rect = rect});

    const Colour resting = has_icon ? p.ink2 : p.ink3;
    const Colour chosen = has_icon ? p.accent : p.ink1;
    const Colour ink = spec.is_selected || press.is_hovered ? chosen : resting;
    const float middle = rect.centre().x;
    if (has_icon) {
        draw_icon(canvas, spec.icon, {middle, rect.y + 21}, {.colour = ink});
        canvas.text_on_middle({middle, rect.bottom() - 20}, spec.label,
                              {.colour = ink, .size = size, .align = Align::Middle});
    } else {
        canvas.text_on_middle(rect.centre(), spec.label,
                              {.colour = ink, .size = size, .align = Align::Middle});
    }
    if (spec.is_selected) canvas.fill(bar_rect(rect, spec, label_width), p.accent, 1);
    return press.is_pressed;
}

}  // namespace hw::ui
