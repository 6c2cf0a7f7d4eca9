#include "ui/draw/segment.h"

#include "ui/draw/icon.h"

#include <algorithm>
#include <array>

namespace hw::ui {

namespace {

// A point and the direction of the arrow there, in which heads and bars are built.
struct Frame {
    Point origin;
    Point forward;

    // `ahead` along the arrow, `aside` to its left.
    Point at(float ahead, float aside) const {
        return {origin.x + forward.x * ahead - forward.y * aside,
                origin.y + forward.y * ahead + forward.x * aside};
    }
};

float line_width(SegmentKind kind) {
    switch (kind) {
        case SegmentKind::Data: return 3.5f;
        case SegmentKind::Ack: return 1.5f;
        default: return 2;
    }
}

Point direction(const SegmentArrow& arrow) {
    const float whole = distance(arrow.from, arrow.to);
    return whole > 0 ? (arrow.to - arrow.from) * (1 / whole) : Point{1, 0};
}

void draw_chevron(const Canvas& canvas, const Frame& tip, Point size, const Stroke& stroke) {
    canvas.polyline(std::array{tip.at(-size.x, size.y), tip.origin, tip.at(-size.x, -size.y)}, stroke);
}

void draw_solid_head(const Canvas& canvas, const Frame& tip, Point size, Colour colour) {
    canvas.polygon(std::array{tip.origin, tip.at(-size.x, size.y), tip.at(-size.x, -size.y)}, colour);
}

void draw_bar(const Canvas& canvas, const Frame& frame, float ahead, float half, const Stroke& stroke) {
    canvas.line(frame.at(ahead, -half), frame.at(ahead, half), stroke);
}

void draw_tail(const Canvas& canvas, const SegmentArrow& arrow, const Frame& start, Colour colour) {
    if (arrow.kind == SegmentKind::Fin) {
        draw_bar(canvas, start, 6, 5, {.colour = colour, .width = 2});
        draw_bar(canvas, start, 11, 5, {.colour = colour, .width = 2});
    }
    if (arrow.is_old_duplicate) {
        const Palette& p = canvas.palette();
        canvas.circle(start.origin, 9, p.sheet, {.colour = colour, .width = 1.3f});
        draw_icon(canvas, Icon::Clock, start.origin, {.colour = colour});
    } else if (arrow.is_forged && arrow.first_visible > 0) {
        const Palette& p = canvas.palette();
        canvas.circle(start.origin, 9, p.sheet, {.colour = p.warn, .width = 1.3f});
        draw_icon(canvas, Icon::Warning, {start.origin.x, start.origin.y - 0.5f},
                  {.colour = p.warn, .scale = .8f});
    } else if (arrow.kind == SegmentKind::Syn) {
        canvas.circle(start.origin, 3.6f, canvas.palette().sheet, {.colour = colour, .width = 2});
    }
}

void draw_head(const Canvas& canvas, SegmentKind kind, const Frame& tip, Colour colour) {
    switch (kind) {
        case SegmentKind::Ack: draw_chevron(canvas, tip, {9, 5}, {.colour = colour, .width = 1.8f}); break;
        case SegmentKind::Data: draw_solid_head(canvas, tip, {13, 6.5f}, colour); break;
        case SegmentKind::Rst:
            draw_bar(canvas, tip, -17, 6, {.colour = colour, .width = 2.4f});
            [[fallthrough]];
        default: draw_solid_head(canvas, tip, {11, 5}, colour); break;
    }
}

// The way that was not travelled, or not yet.
void draw_rest_of_way(const Canvas& canvas, const SegmentArrow& arrow, const Frame& stop, Colour colour) {
    const bool is_lost = arrow.fate == SegmentFate::Lost;
    const Colour dotted = with_opacity(is_lost ? canvas.palette().bad : colour, .75f);
    canvas.line(stop.origin, arrow.to, {.colour = dotted, .width = 1.3f, .dash = {1, 5}, .cap = Cap::Round});
    if (!is_lost) draw_chevron(canvas, {arrow.to, stop.forward}, {7, 4}, {.colour = colour, .width = 1.3f});
}

void draw_fate(const Canvas& canvas, const SegmentArrow& arrow, Point where, Colour colour) {
    const Palette& p = canvas.palette();
    switch (arrow.fate) {
        case SegmentFate::Arrived: break;
        case SegmentFate::Lost:
            canvas.circle(where, 9, p.sheet, {.colour = p.bad, .width = 1.5f});
            draw_cross(canvas, where, {.colour = p.bad, .width = 2.2f}, 3.8f);
            break;
        case SegmentFate::InFlight:
            canvas.circle(where, 6.5f, colour, {.colour = p.sheet, .width = 2});
            canvas.circle(where, 10, 0, {.colour = colour, .width = 1.2f});
            break;
        case SegmentFate::Held:
            canvas.circle(where, 10, p.sheet, {.colour = colour, .width = 1.2f});
            draw_icon(canvas, Icon::Hold, where, {.colour = colour});
            break;
    }
}

}  // namespace

void draw_segment_underlay(const Canvas& canvas, const SegmentArrow& arrow) {
    const Point start = along(arrow.from, arrow.to, arrow.first_visible);
    canvas.line(start, arrow.to, {.colour = canvas.palette().accent_soft, .width = 16, .cap = Cap::Round});
}

void draw_segment(const Canvas& canvas, const SegmentArrow& arrow) {
    const bool has_arrived = arrow.fate == SegmentFate::Arrived;
    const Colour own = canvas.palette().segment(arrow.kind);
    // Why not translucent: where head and line overlap, they would show through each other.
    const Colour colour = arrow.is_faded ? mix(canvas.palette().sheet, own, .45f) : own;
    const Point forward = direction(arrow);
    const Frame start = {along(arrow.from, arrow.to, arrow.first_visible), forward};
    const float progress = std::max(arrow.first_visible, has_arrived ? 1.0f : arrow.progress);
    const Frame stop = {along(arrow.from, arrow.to, progress), forward};

    if (!has_arrived) draw_rest_of_way(canvas, arrow, stop, colour);
    const float width = line_width(arrow.kind) + (arrow.is_hovered ? 1.0f : 0.0f);
    const Dash dash = arrow.is_old_duplicate || arrow.is_forged ? Dash{7, 4} : Dash{};
    // Why 6 px short: the line must not show beside the head's tip.
    canvas.line(start.origin, has_arrived ? stop.at(-6, 0) : stop.origin,
                {.colour = colour, .width = width, .dash = dash});
    draw_tail(canvas, arrow, start, colour);
    if (has_arrived) draw_head(canvas, arrow.kind, stop, colour);
    draw_fate(canvas, arrow, stop.origin, colour);
}

namespace {

constexpr float field_size = type::row;
constexpr float flags_to_fields = 7;

}  // namespace

Point measure_segment_label(const Canvas& canvas, const SegmentLabel& label) {
    float width = canvas.text_width(label.flags, type::flags) + 2 * label_plate_padding;
    if (!label.fields.empty())
        width += flags_to_fields + canvas.text_width(label.fields, field_size, Face::Mono);
    return {width, label_plate_height};
}

void draw_segment_label(const Canvas& canvas, const Rect& plate, const SegmentLabel& label) {
    const Palette& p = canvas.palette();
    // Why not accent_soft when selected: amber and blue flags would fall to a contrast of 4.4 on it.
    const Colour ground = label.background != 0 ? label.background : p.sheet;
    canvas.box(plate, {.fill = ground, .border = label.is_selected ? p.accent : 0, .radius = plate.h / 2});
    const Point start = {plate.x + label_plate_padding, plate.centre().y};
    const Colour ink = p.segment(label.kind);
    const float end = canvas.text_on_middle(start, label.flags, {.colour = ink, .size = type::flags});
    if (label.fields.empty()) return;
    // Why not text_on_middle: both parts stand on the baseline of the larger one.
    const float baseline = start.y + type::flags * baseline_below_middle;
    canvas.text({end + flags_to_fields, baseline}, label.fields,
                {.colour = p.ink2, .size = field_size, .face = Face::Mono});
}

Rect draw_retransmission_link(const Canvas& canvas, const RetransmissionLink& link) {
    const Palette& p = canvas.palette();
    const Stroke dashes = {.colour = with_opacity(p.bad, .75f), .width = 1.2f, .dash = {3, 4}};
    const Point lost = {link.lost_at.x, link.lost_at.y + 9};
    const float spine = link.spine_x;
    const float drop = link.sent_again_at.y - lost.y;
    // The curve leaves the cross downwards and joins the spine; on a short way both bends share the height.
    const float bend = std::min(67.0f, drop * .4f);
    const float turn = std::min(16.0f, drop * .2f);
    const Point joined = {spine, lost.y + bend};
    canvas.bezier(lost, {lost.x - (lost.x - spine) * .18f, lost.y + bend * .5f},
                  {spine + 2, lost.y + bend * .2f}, joined, dashes);
    const Point leaves = {spine, link.sent_again_at.y - turn};
    canvas.line(joined, leaves, dashes);
    const Point end = {link.sent_again_at.x + (spine > link.sent_again_at.x ? 1.0f : -1.0f),
                       link.sent_again_at.y - 1};
    canvas.bezier(leaves, {spine, end.y - turn * .3f}, {spine + (end.x - spine) * .3f, end.y - 1}, end,
                  dashes);

    if (link.pill.empty()) return {};
    const float middle = link.pill_y.value_or((joined.y + leaves.y) / 2);
    const float width = canvas.text_width(link.pill, type::row) + 20;
    const Rect pill = {spine - 1, middle - 11, width, 22};
    canvas.box(pill, {.fill = p.sheet, .border = p.bad, .radius = 11});
    canvas.text_on_middle({pill.x + 10, middle}, link.pill, {.colour = p.bad, .size = type::row});
    return pill;
}

}  // namespace hw::ui
