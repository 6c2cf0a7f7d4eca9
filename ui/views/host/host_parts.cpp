#include "ui/views/host/host_parts.h"

#include "ui/draw/lane.h"
#include "ui/widgets/press.h"

namespace hw::ui {

bool filter_chip(Ui& ui, ChipFlow& flow, const FilterChip& chip) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const float height = ui.has_coarse_pointer() ? space::touch_target : 24;
    const float sign = chip.state ? 14.0f : 0.0f;
    constexpr float padding = 8;
    const float width = canvas.text_width(chip.label, type::axis) + sign + 2 * padding;
    constexpr float gap = 6;
    if (flow.at.x + width > flow.right && flow.at.x > flow.left) {
        flow.at = {flow.left, flow.at.y + height + gap};
    }
    flow.line_height = height;
    const Rect rect{flow.at.x, flow.at.y, width, height};
    SemanticNode node{.id = chip.id, .role = Role::Button, .name = chip.label};
    node.state.can_press = true;
    node.state.is_pressed = chip.is_on;
    const PressResult press = press_area(ui, {.node = std::move(node), .rect = rect});
    const Rect plate{rect.x, rect.centre().y - 12, rect.w, 24};
    canvas.box(plate, {.fill = chip.is_on         ? p.accent_soft
                               : press.is_hovered ? p.sunk
                                                  : 0,
                       .border = chip.is_on ? p.accent : p.line,
                       .radius = 12});
    if (chip.state) draw_swatch(canvas, {rect.x + padding, rect.centre().y}, *chip.state, 8, 12);
    canvas.text_on_middle({rect.x + padding + sign, rect.centre().y}, chip.label,
                          {.colour = chip.is_on ? p.ink1 : p.ink2, .size = type::axis});
    flow.at.x += width + gap;
    return press.is_pressed;
}

}  // namespace hw::ui
