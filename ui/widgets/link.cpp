#include "ui/draw/plate.h"
#include "ui/widgets/button.h"

#include <array>
#include <string>

namespace hw::ui {

namespace {

SemanticNode link_node(std::string_view id, std::string_view label, std::string_view target) {
    return {
        .id = std::string(id), .role = Role::Link, .name = std::string(label), .target = std::string(target)};
}

ChipLook citation_look(const Palette& p, const CitationSpec& spec, bool is_hovered) {
    if (spec.is_breach) return {.icon = Icon::Cross, .ink = p.bad, .fill = p.bad_soft};
    if (spec.is_plain) return {.ink = p.ink2, .fill = is_hovered ? p.accent_soft : 0, .border = p.line};
    return {.icon = Icon::Book, .ink = p.accent, .fill = p.accent_soft, .border = is_hovered ? p.accent : 0};
}

// Small things are easier to hit than they look: their area grows to the least height of a target.
float margin_to_target(const Ui& ui, float height) {
    const float missing = ui.target_height() - height;
    return missing > 0 ? missing / 2 : 0;
}

}  // namespace

bool link(Ui& ui, const LinkSpec& spec) {
    const Canvas canvas = ui.canvas();
    const Point at = place();
    const ParagraphStyle style{.size = spec.text_size};
    const std::array spans{TextSpan{SpanKind::Plain, std::string(spec.label)}};
    const float own_width = canvas.text_width(spec.label, spec.text_size);
    const bool wraps = spec.width > 0 && own_width > spec.width;
    const ParagraphLayout& words =
        ui.paragraphs.layout(spans, wraps ? spec.width : own_width + 1, style, ui.fonts);
    const float height = wraps ? words.height : spec.text_size * type::prose_leading;
    const Rect rect = {at.x, at.y, wraps ? words.width : own_width, height};
    const PressResult press = press_area(ui, {.node = link_node(spec.id, spec.label, spec.target),
                                              .rect = rect,
                                              .hit_margin = margin_to_target(ui, height),
                                              .ring_radius = radius::tag});
    const Colour ink = spec.colour != 0 ? spec.colour : ui.palette().accent;
    const Colour line = with_opacity(ink, press.is_hovered ? 1 : .5f);
    if (wraps) {
        draw_paragraph(canvas, at, words, style, {.plain = ink});
        for (const TextRun& run : words.runs)
            canvas.horizontal_hair(at.x + run.x, at.x + run.x + run.width, at.y + run.baseline + 2, line);
        return press.is_pressed;
    }
    const float baseline = rect.centre().y + spec.text_size * baseline_below_middle;
    canvas.text({rect.x, baseline}, spec.label, {.colour = ink, .size = spec.text_size});
    canvas.horizontal_hair(rect.x, rect.right(), baseline + 2, line);
    return press.is_pressed;
}

Point citation_chip_size(const Ui& ui, const CitationSpec& spec) {
    const ChipLook look = citation_look(ui.palette(), spec, false);
    return {chip_width(ui.canvas(), spec.label, look), look.height};
}

bool citation_chip(Ui& ui, const CitationSpec& spec) {
    const Point at = place();
    const Point size = citation_chip_size(ui, spec);
    const Rect rect = {at.x, at.y, size.x, size.y};
    const PressResult press = press_area(ui, {.node = link_node(spec.id, spec.label, spec.target),
                                              .rect = rect,
                                              .hit_margin = margin_to_target(ui, size.y),
                                              .ring_radius = size.y / 2});
    draw_chip(ui.canvas(), at, spec.label, citation_look(ui.palette(), spec, press.is_hovered));
    return press.is_pressed;
}

}  // namespace hw::ui
