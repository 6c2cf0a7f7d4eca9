#include "ui/draw/lane.h"

#include <algorithm>
#include <array>
#include <vector>

namespace hw::ui {

namespace {

// Patterns repeat every this many pixels along the lane.
constexpr float pattern_period = 6;

void draw_hatch(const Canvas& canvas, const Rect& r, Colour ink) {
    for (float y = r.y + 5; y < r.bottom() - 4; y += pattern_period) {
        canvas.line({r.x + 1, y + 3.5f}, {r.right() - 1, y - .5f}, {.colour = ink, .width = 1.4f});
    }
}

void draw_rungs(const Canvas& canvas, const Rect& r, Colour ink) {
    for (float y = r.y + 5; y < r.bottom() - 3; y += pattern_period) {
        canvas.line({r.x + 1.5f, y}, {r.right() - 1.5f, y}, {.colour = ink, .width = 1.4f});
    }
}

void draw_dots(const Canvas& canvas, const Rect& r, Colour ink) {
    for (float y = r.y + 5; y < r.bottom() - 3; y += pattern_period) {
        canvas.circle({r.centre().x, y}, 1.5f, ink);
    }
}

std::vector<Point> zigzag(float x1, float x2, float y, float step, float height) {
    std::vector<Point> points;
    int i = 0;
    for (float x = x1; x <= x2 + step / 2; x += step, ++i) {
        points.push_back({x, y + (i % 2 == 0 ? -height : height)});
    }
    return points;
}

}  // namespace

void draw_lane(const Canvas& canvas, const Rect& r, tcp::State state) {
    if (r.h < 1) return;
    const Palette& p = canvas.palette();
    const Colour colour = p.state(state);
    const float radius = std::min(radius::cell, r.h / 2);
    const LanePattern pattern = lane_pattern(state);
    if (pattern == LanePattern::HollowDashed) {
        canvas.box(r, {.border = p.ink3, .border_width = 1.5f, .radius = radius, .dash = {2, 3}});
        return;
    }
    if (pattern == LanePattern::HollowCentreLine) {
        canvas.box(r, {.fill = p.sheet, .border = colour, .border_width = 1.5f, .radius = radius});
        if (r.h > 6) {
            const float x = r.centre().x;
            canvas.line({x, r.y + 3}, {x, r.bottom() - 3}, {.colour = colour, .width = 2});
        }
        return;
    }
    canvas.fill(r, colour, radius);
    if (const Colour edge = p.state_edge(state)) canvas.box(r, {.border = edge, .radius = radius});
    switch (pattern) {
        case LanePattern::Hatch: draw_hatch(canvas, r, p.lane_ink); break;
        case LanePattern::Rungs: draw_rungs(canvas, r, p.lane_ink); break;
        case LanePattern::Dots: draw_dots(canvas, r, p.lane_ink); break;
        default: break;
    }
}

void draw_swatch(const Canvas& canvas, Point middle, tcp::State state, float width, float height) {
    draw_lane(canvas, {middle.x, middle.y - height / 2, width, height}, state);
}

void draw_future_lifeline(const Canvas& canvas, float x, float y1, float y2) {
    canvas.line({x, y1}, {x, y2}, {.colour = canvas.palette().line, .dash = {2, 5}});
}

void draw_time_gap(const Canvas& canvas, const Rect& band) {
    const Palette& p = canvas.palette();
    canvas.fill(band, with_opacity(p.sunk, .85f));
    for (const float y : {band.y, band.bottom()}) {
        canvas.polyline(zigzag(band.x, band.right(), y, 8, 2.5f), {.colour = p.line});
    }
}

void draw_timeline_gap(const Canvas& canvas, float from_x, float to_x, float y) {
    constexpr int teeth = 8;
    std::vector<Point> points;
    for (int i = 0; i <= teeth; ++i) {
        const float offset = i == 0 || i == teeth ? 0.0f : i % 2 == 1 ? -4.0f : 4.0f;
        points.push_back({from_x + (to_x - from_x) * static_cast<float>(i) / teeth, y + offset});
    }
    canvas.polyline(points, {.colour = canvas.palette().ink3, .width = 1.2f});
}

void draw_playhead(const Canvas& canvas, float x1, float x2, float y, std::string_view time) {
    const Palette& p = canvas.palette();
    const float width = std::max(38.0f, canvas.text_width(time, type::axis) + 14);
    const Rect flag = {x1, canvas.snapped(y) - 9, width, 18};
    canvas.line({flag.right(), y}, {x2, y}, {.colour = p.accent, .width = 1.2f});
    canvas.fill(flag, p.accent, radius::tag);
    canvas.polygon(
        std::array{Point{flag.right(), y - 5}, Point{flag.right() + 6, y}, Point{flag.right(), y + 5}},
        p.accent);
    canvas.text_on_middle(flag.centre(), time,
                          {.colour = p.on_accent, .size = type::axis, .align = Align::Middle});
}

void draw_timeline_playhead(const Canvas& canvas, float x, float y1, float y2) {
    const Colour accent = canvas.palette().accent;
    canvas.line({x, y1 + 4}, {x, y2}, {.colour = accent, .width = 1.5f});
    const std::array handle = {Point{x - 6, y1}, Point{x + 6, y1}, Point{x + 6, y1 + 6}, Point{x, y1 + 12},
                               Point{x - 6, y1 + 6}};
    canvas.polygon(handle, accent);
}

void draw_event_ring(const Canvas& canvas, Point centre) {
    const Palette& p = canvas.palette();
    canvas.circle(centre, 8, p.sheet, {.colour = p.accent, .width = 2});
    canvas.circle(centre, 3.2f, p.accent);
}

}  // namespace hw::ui
