#include "ui/widgets/button.h"

#include "ui/draw/plate.h"

#include <algorithm>
#include <string>

namespace hw::ui {

namespace {

constexpr float side_padding = 16;
constexpr float icon_to_label = 22;
constexpr float tile_icon_to_label = 19;

struct ButtonColours {
    Colour fill = 0;
    Colour border = 0;
    Colour ink = 0;
    Colour icon = 0;
};

ButtonColours filled_colours(const Palette& p, const PressResult& press, bool is_disabled) {
    if (is_disabled) return {.border = p.ink4, .ink = p.ink3, .icon = p.ink4};
    const Colour fill = press.is_held      ? mix(p.accent, p.ink1, .18f)
                        : press.is_hovered ? mix(p.accent, p.ink1, .09f)
                                           : p.accent;
    return {.fill = fill, .ink = p.on_accent, .icon = p.on_accent};
}

ButtonColours colours_of(const Palette& p, const ButtonSpec& spec, const PressResult& press) {
    if (spec.kind == ButtonKind::Primary || spec.kind == ButtonKind::Round) {
        return filled_colours(p, press, spec.is_disabled);
    }
    const bool is_quiet = spec.kind == ButtonKind::Quiet;
    const bool is_tile = spec.kind == ButtonKind::Tile;
    ButtonColours colours = {.fill = is_quiet  ? 0
                                     : is_tile ? p.pane
                                               : p.raised,
                             .border = is_quiet  ? 0
                                       : is_tile ? p.hair
                                                 : p.line,
                             .ink = is_quiet ? p.ink2 : p.ink1,
                             .icon = is_tile ? p.ink2 : p.ink1};
    if (is_quiet) colours.icon = p.ink2;
    if (spec.is_disabled) {
        colours.ink = p.ink3;
        colours.icon = p.ink4;
    } else if (spec.is_on || press.is_hovered || press.is_held) {
        colours.fill = press.is_held ? mix(p.accent_soft, p.accent, .12f) : p.accent_soft;
        if (!is_quiet) colours.border = p.accent;
        colours.ink = colours.icon = is_quiet && !spec.is_on ? p.ink1 : p.accent;
    }
    return colours;
}

SemanticNode button_node(const ButtonSpec& spec) {
    SemanticNode node{.id = std::string(spec.id), .role = Role::Button};
    node.name = std::string(spec.name.empty() ? spec.label : spec.name);
    node.description = std::string(spec.description);
    node.state.is_disabled = spec.is_disabled;
    node.state.can_press = spec.is_toggle;
    node.state.is_pressed = spec.is_toggle && spec.is_on;
    node.state.can_expand = spec.opens_popup;
    node.state.is_expanded = spec.opens_popup && spec.is_on;
    return node;
}

float gap_behind_icon(const ButtonSpec& spec) {
    return spec.kind == ButtonKind::Tile ? tile_icon_to_label : icon_to_label;
}

// Icon and label, centred together.
void draw_content(const Canvas& canvas, const Rect& rect, const ButtonSpec& spec,
                  const ButtonColours& colours) {
    const float icon_scale = spec.icon_scale;
    if (spec.label.empty()) {
        draw_icon(canvas, spec.icon, rect.centre(), {.colour = colours.icon, .scale = icon_scale});
        return;
    }
    const float label_width = canvas.text_width(spec.label, spec.text_size);
    const float icon_width = spec.icon == Icon::None ? 0 : gap_behind_icon(spec);
    const Point start = {rect.centre().x - (label_width + icon_width) / 2, rect.centre().y};
    if (spec.icon != Icon::None) {
        draw_icon(canvas, spec.icon, {start.x + 7, start.y}, {.colour = colours.icon, .scale = icon_scale});
    }
    canvas.text_on_middle({start.x + icon_width, start.y}, spec.label,
                          {.colour = colours.ink, .size = spec.text_size});
}

}  // namespace

Point button_size(const Ui& ui, const ButtonSpec& spec) {
    const float height = spec.size.y > 0 ? spec.size.y : std::max(ui.target_height(), 34.0f);
    if (spec.size.x > 0) return {spec.size.x, height};
    if (spec.label.empty()) return {height, height};
    const float icon_width = spec.icon == Icon::None ? 0 : gap_behind_icon(spec);
    return {text_width(ui.fonts, spec.label, {.size = spec.text_size}) + icon_width + 2 * side_padding,
            height};
}

bool button(Ui& ui, const ButtonSpec& spec) {
    const Point size = button_size(ui, spec);
    const Point at = place();
    const Rect rect = {at.x, at.y, size.x, size.y};
    const float radius = spec.kind == ButtonKind::Round ? size.y / 2 : radius::button;
    const PressResult press =
        press_area(ui, {.node = button_node(spec), .rect = rect, .ring_radius = radius});

    const Canvas canvas = ui.canvas();
    const ButtonColours colours = colours_of(ui.palette(), spec, press);
    if (spec.kind == ButtonKind::Round) {
        canvas.circle(rect.centre(), size.y / 2, colours.fill, {.colour = colours.border, .width = 1.5f});
    } else {
        canvas.box(rect, {.fill = colours.fill, .border = colours.border, .radius = radius});
    }
    draw_content(canvas, rect, spec, colours);
    return press.is_pressed;
}

}  // namespace hw::ui
