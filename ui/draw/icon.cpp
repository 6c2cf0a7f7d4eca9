#include "ui/draw/icon.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <vector>

namespace hw::ui {

namespace {

// A pen in the icon's own coordinates: the origin in the middle, 16 units across.
struct IconPen {
    const Canvas& canvas;
    Point centre;
    Colour colour;
    float width;
    float scale;

    Point at(Point p) const { return centre + p * scale; }

    Stroke stroke(float own_width) const {
        return {.colour = colour, .width = (width > 0 ? width : own_width) * scale, .cap = Cap::Round};
    }

    void path(std::initializer_list<Point> points, float own_width, bool closed = false) const {
        canvas.polyline(placed(points), stroke(own_width), closed);
    }

    void solid(std::initializer_list<Point> points) const { canvas.polygon(placed(points), colour); }

    void ring(Point middle, float radius, float own_width, Colour fill = 0) const {
        canvas.circle(at(middle), radius * scale, fill, stroke(own_width));
    }

    void disc(Point middle, float radius) const { canvas.circle(at(middle), radius * scale, colour); }

    void frame(const Rect& rect, float own_width, float radius) const {
        const Stroke edge = stroke(own_width);
        const Point corner = at(rect.upper_left());
        const Rect outer = Rect{corner.x, corner.y, rect.w * scale, rect.h * scale}.grown(edge.width / 2);
        canvas.box(outer,
                   {.border = colour, .border_width = edge.width, .radius = radius * scale + edge.width / 2});
    }

    void block(const Rect& rect, float radius) const {
        const Point corner = at(rect.upper_left());
        canvas.fill({corner.x, corner.y, rect.w * scale, rect.h * scale}, colour, radius * scale);
    }

    std::vector<Point> placed(std::initializer_list<Point> points) const {
        std::vector<Point> moved;
        for (const Point& p : points) moved.push_back(at(p));
        return moved;
    }

    // The part of a broken line up to `progress` of its length.
    void partial(std::initializer_list<Point> points, float own_width, float progress) const {
        const std::vector<Point> whole = placed(points);
        float total = 0;
        for (std::size_t i = 1; i < whole.size(); ++i) total += distance(whole[i - 1], whole[i]);
        float left = total * std::clamp(progress, 0.0f, 1.0f);
        std::vector<Point> shown = {whole.front()};
        for (std::size_t i = 1; i < whole.size() && left > 0; ++i) {
            const float step = distance(whole[i - 1], whole[i]);
            shown.push_back(along(whole[i - 1], whole[i], std::min(1.0f, left / step)));
            left -= step;
        }
        if (shown.size() > 1) canvas.polyline(shown, stroke(own_width));
    }
};

void cross(const IconPen& pen, Point middle, float arm, float own_width) {
    pen.path({middle + Point{-arm, -arm}, middle + Point{arm, arm}}, own_width);
    pen.path({middle + Point{-arm, arm}, middle + Point{arm, -arm}}, own_width);
}

void sun(const IconPen& pen) {
    pen.ring({}, 3.2f, 1.5f);
    for (int i = 0; i < 8; ++i) {
        const float angle = static_cast<float>(i) * 0.7853982f;
        const Point ray = {std::cos(angle), std::sin(angle)};
        pen.path({ray * 5.2f, ray * 7.0f}, 1.5f);
    }
}

// Points of an arc of a circle, from one angle (radians) to another.
void append_arc(std::vector<Point>& points, Point middle, float radius, float from, float to) {
    constexpr int steps = 24;
    for (int i = 0; i <= steps; ++i) {
        const float angle = from + (to - from) * static_cast<float>(i) / steps;
        points.push_back(middle + Point{std::cos(angle), std::sin(angle)} * radius);
    }
}

// A disc of radius 6 with a smaller one taken out of its upper right.
void moon(const IconPen& pen) {
    std::vector<Point> outline;
    append_arc(outline, {-0.75f, 0.1f}, 6, 0.43f, 4.67f);
    append_arc(outline, {2.9f, -2.4f}, 5.2f, 3.87f, 1.25f);
    for (Point& p : outline) p = pen.at(p);
    pen.canvas.polyline(outline, pen.stroke(1.5f), true);
}

void fullscreen(const IconPen& pen) {
    for (const Point k : {Point{-1, -1}, Point{1, -1}, Point{1, 1}, Point{-1, 1}}) {
        pen.path({{k.x * 5.5f, k.y * 2}, {k.x * 5.5f, k.y * 5.5f}, {k.x * 2, k.y * 5.5f}}, 1.6f);
    }
}

void gear(const IconPen& pen) {
    pen.path({{-6, -3.5f}, {6, -3.5f}}, 1.5f);
    pen.ring({2, -3.5f}, 2.1f, 1.5f, pen.canvas.palette().pane);
    pen.path({{-6, 3.5f}, {6, 3.5f}}, 1.5f);
    pen.ring({-2, 3.5f}, 2.1f, 1.5f, pen.canvas.palette().pane);
}

void steps_list(const IconPen& pen) {
    for (const float y : {-5.0f, 0.0f, 5.0f}) {
        pen.disc({-5, y}, 1.6f);
        pen.path({{0, y}, {8, y}}, 1.6f);
    }
}

void states_graph(const IconPen& pen) {
    pen.frame({-4, -7.5f, 8, 5}, 1.5f, 1.5f);
    pen.frame({-9, 2.5f, 8, 5}, 1.5f, 1.5f);
    pen.frame({1, 2.5f, 8, 5}, 1.5f, 1.5f);
    pen.path({{-1, -2}, {-5, 2}}, 1.4f);
    pen.path({{1, -2}, {5, 2}}, 1.4f);
}

// Signs: verdicts and directions.
bool draw_sign(const IconPen& pen, Icon icon) {
    switch (icon) {
        case Icon::Check: pen.path({{-5, 0}, {-1.5f, 4}, {5.5f, -4.5f}}, 2); return true;
        case Icon::Cross: cross(pen, {}, 4.2f, 2); return true;
        case Icon::Dash: pen.path({{-4, 0}, {4, 0}}, 2); return true;
        case Icon::NotEqual:
            pen.path({{-4.5f, -2}, {4.5f, -2}}, 1.7f);
            pen.path({{-4.5f, 2}, {4.5f, 2}}, 1.7f);
            pen.path({{2.6f, -5.5f}, {-2.6f, 5.5f}}, 1.7f);
            return true;
        case Icon::Warning:
            pen.path({{0, -6}, {6.5f, 5.5f}, {-6.5f, 5.5f}}, 1.5f, true);
            pen.path({{0, -2}, {0, 1.5f}}, 1.6f);
            pen.disc({0, 3.6f}, 0.9f);
            return true;
        case Icon::Left: pen.path({{2, -4.5f}, {-2.5f, 0}, {2, 4.5f}}, 1.8f); return true;
        case Icon::Right: pen.path({{-2, -4.5f}, {2.5f, 0}, {-2, 4.5f}}, 1.8f); return true;
        case Icon::Up: pen.path({{-4.5f, 2}, {0, -2.5f}, {4.5f, 2}}, 1.8f); return true;
        case Icon::Down: pen.path({{-4.5f, -2}, {0, 2.5f}, {4.5f, -2}}, 1.8f); return true;
        case Icon::Arrow:
            pen.path({{-5, 0}, {5, 0}}, 1.8f);
            pen.path({{1.5f, -3.8f}, {5, 0}, {1.5f, 3.8f}}, 1.8f);
            return true;
        default: return false;
    }
}

// The transport: play and its neighbours.
bool draw_transport(const IconPen& pen, Icon icon) {
    switch (icon) {
        case Icon::Play:
            pen.solid({{-4, -6}, {6, 0}, {-4, 6}});
            pen.path({{-4, -6}, {6, 0}, {-4, 6}}, 1.5f, true);
            return true;
        case Icon::Pause:
            pen.block({-5, -6, 3.4f, 12}, 1);
            pen.block({1.6f, -6, 3.4f, 12}, 1);
            return true;
        case Icon::StepForward:
            pen.solid({{-5, -5}, {2.5f, 0}, {-5, 5}});
            pen.path({{-5, -5}, {2.5f, 0}, {-5, 5}}, 1, true);
            pen.path({{5, -5.5f}, {5, 5.5f}}, 2);
            return true;
        case Icon::StepBack:
            pen.solid({{5, -5}, {5, 5}, {-2.5f, 0}});
            pen.path({{5, -5}, {5, 5}, {-2.5f, 0}}, 1, true);
            pen.path({{-5, -5.5f}, {-5, 5.5f}}, 2);
            return true;
        case Icon::Start:
            pen.path({{5, -5}, {-1, 0}, {5, 5}}, 1.8f);
            pen.path({{-5, -5.5f}, {-5, 5.5f}}, 2);
            return true;
        default: return false;
    }
}

// What can be done to a segment, and the branch that it makes.
bool draw_intervention(const IconPen& pen, Icon icon) {
    switch (icon) {
        case Icon::Drop:
            pen.path({{-6, 0}, {-1, 0}}, 1.6f);
            cross(pen, {3, 0}, 3, 1.6f);
            return true;
        case Icon::Hold:
            pen.ring({}, 6, 1.5f);
            pen.path({{-1.9f, -2.5f}, {-1.9f, 2.5f}}, 1.6f);
            pen.path({{1.9f, -2.5f}, {1.9f, 2.5f}}, 1.6f);
            return true;
        case Icon::Clock:
            pen.ring({}, 6, 1.5f);
            pen.path({{0, -3.4f}, {0, 0}, {2.6f, 1.6f}}, 1.5f);
            return true;
        case Icon::Duplicate:
            pen.frame({-6, -5.5f, 8, 8}, 1.5f, 2);
            pen.path({{5, -2.5f}, {6, -2.5f}, {6, 5.5f}, {-2, 5.5f}, {-2, 4.8f}}, 1.5f);
            return true;
        case Icon::Edit:
            pen.path({{-6, 6}, {-5, 2.4f}, {3, -5.6f}, {5.6f, -3}, {-2.4f, 5}}, 1.5f, true);
            return true;
        case Icon::Fork:
            pen.path({{-6, 0}, {-2, 0}}, 1.6f);
            pen.path({{-2, 0}, {2, -4}, {6, -4}}, 1.6f);
            pen.path({{-2, 0}, {2, 4}, {6, 4}}, 1.6f);
            return true;
        default: return false;
    }
}

// The page's own: sources, settings, views.
void draw_page_icon(const IconPen& pen, Icon icon) {
    switch (icon) {
        case Icon::Link:
            pen.frame({-7, -3, 8, 6}, 1.5f, 3);
            pen.frame({-1, -3, 8, 6}, 1.5f, 3);
            break;
        case Icon::Book:
            pen.path({{0, -4}, {-6, -5.5f}, {-6, 4}, {0, 5.5f}, {6, 4}, {6, -5.5f}}, 1.5f, true);
            pen.path({{0, -4}, {0, 5.5f}}, 1.5f);
            break;
        case Icon::Gear: gear(pen); break;
        case Icon::Moon: moon(pen); break;
        case Icon::Sun: sun(pen); break;
        case Icon::Fullscreen: fullscreen(pen); break;
        case Icon::Ladder:
            pen.path({{-7, -7}, {-7, 7}}, 1.6f);
            pen.path({{7, -7}, {7, 7}}, 1.6f);
            pen.path({{-7, -4}, {7, -1}}, 1.6f);
            pen.path({{7, 2}, {-7, 5}}, 1.6f);
            break;
        case Icon::Steps: steps_list(pen); break;
        case Icon::States: states_graph(pen); break;
        case Icon::Host:
            for (const float y : {-6.0f, 1.0f}) {
                pen.path({{-6.5f, y}, {6.5f, y}, {6.5f, y + 5}, {-6.5f, y + 5}}, 1.5f, true);
                pen.path({{-4, y + 2.5f}, {-3.5f, y + 2.5f}}, 1.6f);
            }
            break;
        case Icon::Menu:
            for (const float y : {-5.0f, 0.0f, 5.0f}) pen.path({{-6.5f, y}, {6.5f, y}}, 1.8f);
            break;
        default: break;
    }
}

}  // namespace

void draw_icon(const Canvas& canvas, Icon icon, Point centre, const IconLook& look) {
    const IconPen pen{canvas, centre, look.colour, look.width, look.scale};
    if (draw_sign(pen, icon) || draw_transport(pen, icon) || draw_intervention(pen, icon)) return;
    draw_page_icon(pen, icon);
}

void draw_check(const Canvas& canvas, Point centre, const IconLook& look, float progress) {
    const IconPen pen{canvas, centre, look.colour, look.width, look.scale};
    pen.partial({{-5, 0}, {-1.5f, 4}, {5.5f, -4.5f}}, 2, progress);
}

void draw_cross(const Canvas& canvas, Point centre, const IconLook& look, float arm, float progress) {
    const IconPen pen{canvas, centre, look.colour, look.width, look.scale};
    pen.partial({{-arm, -arm}, {arm, arm}}, 2, progress * 2);
    pen.partial({{arm, -arm}, {-arm, arm}}, 2, progress * 2 - 1);
}

void draw_mark(const Canvas& canvas, Point centre, float scale) {
    const IconPen lifelines{canvas, centre, canvas.palette().ink1, 0, scale};
    lifelines.path({{-7, -8}, {-7, 8}}, 2);
    lifelines.path({{7, -8}, {7, 8}}, 2);
    const IconPen strokes{canvas, centre, canvas.palette().accent, 0, scale};
    strokes.path({{-7, -5}, {7, -2.5f}}, 2);
    strokes.path({{7, -1}, {-7, 1.5f}}, 2);
    strokes.path({{-7, 3}, {7, 5.5f}}, 2);
}

void draw_host_sign(const Canvas& canvas, Point centre, char letter, float radius) {
    const Palette& p = canvas.palette();
    const bool is_disc = letter == 'A';
    if (is_disc) {
        canvas.circle(centre, radius, p.ink1);
    } else {
        const Rect square = Rect{centre.x, centre.y, 0, 0}.grown(radius);
        canvas.box(square, {.fill = p.sheet, .border = p.ink1, .border_width = 1.5f, .radius = radius::tag});
    }
    canvas.text_on_middle(
        centre, {&letter, 1},
        {.colour = is_disc ? p.sheet : p.ink1, .size = radius * 1.18f, .align = Align::Middle});
}

}  // namespace hw::ui
