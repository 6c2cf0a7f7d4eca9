#include "ui/draw/canvas.h"

#include "ui/draw/dash.h"
#include "ui/draw/image.h"

#include "imgui.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace hw::ui {

namespace {

ImVec2 im(Point p) { return {p.x, p.y}; }

// ImDrawList anti-aliases filled polygons correctly only when they run clockwise (with y down).
bool runs_clockwise(std::span<const Point> points) {
    float doubled_area = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Point a = points[i];
        const Point b = points[(i + 1) % points.size()];
        doubled_area += a.x * b.y - b.x * a.y;
    }
    return doubled_area > 0;
}

void stroke_unbroken(ImDrawList& list, std::span<const Point> points, const Stroke& stroke, bool closed) {
    for (const Point& p : points) list.PathLineTo(im(p));
    list.PathStroke(stroke.colour, closed ? ImDrawFlags_Closed : ImDrawFlags_None, stroke.width);
    if (stroke.cap == Cap::Round && !closed && stroke.width > 1 && points.size() > 1) {
        list.AddCircleFilled(im(points.front()), stroke.width / 2, stroke.colour);
        list.AddCircleFilled(im(points.back()), stroke.width / 2, stroke.colour);
    }
}

// The points of the path that the list is building, which is then cleared.
std::vector<Point> take_path(ImDrawList& list) {
    std::vector<Point> points;
    points.reserve(static_cast<std::size_t>(list._Path.Size));
    for (const ImVec2& p : list._Path) points.push_back({p.x, p.y});
    list.PathClear();
    return points;
}

}  // namespace

float Canvas::snapped(float value) const { return std::round(value * pixel_ratio) / pixel_ratio; }

void Canvas::fill(const Rect& rect, Colour colour, float radius) const {
    const ImVec2 low = {snapped(rect.x), snapped(rect.y)};
    const ImVec2 high = {snapped(rect.right()), snapped(rect.bottom())};
    list->AddRectFilled(low, high, colour, std::min(radius, std::min(rect.w, rect.h) / 2));
}

void Canvas::box(const Rect& rect, const Box& look) const {
    const float half = look.border != 0 ? look.border_width / 2 : 0;
    const float radius = std::max(0.0f, std::min(look.radius, std::min(rect.w, rect.h) / 2) - half);
    const ImVec2 low = {snapped(rect.x) + half, snapped(rect.y) + half};
    const ImVec2 high = {snapped(rect.right()) - half, snapped(rect.bottom()) - half};
    if (look.fill != 0) list->AddRectFilled(low, high, look.fill, radius);
    if (look.border == 0) return;
    list->PathRect(low, high, radius);
    if (look.dash.on > 0) {
        const std::vector<Point> outline = take_path(*list);
        polyline(outline, {.colour = look.border, .width = look.border_width, .dash = look.dash}, true);
    } else {
        list->PathStroke(look.border, ImDrawFlags_Closed, look.border_width);
    }
}

void Canvas::line(Point from, Point to, const Stroke& stroke) const {
    polyline(std::array{from, to}, stroke);
}

void Canvas::horizontal_hair(float x1, float x2, float y, Colour colour) const {
    const float thickness = std::max(1.0f, std::floor(pixel_ratio)) / pixel_ratio;
    const float top = snapped(y);
    list->AddRectFilled({snapped(x1), top}, {snapped(x2), top + thickness}, colour);
}

void Canvas::vertical_hair(float x, float y1, float y2, Colour colour) const {
    const float thickness = std::max(1.0f, std::floor(pixel_ratio)) / pixel_ratio;
    const float left = snapped(x);
    list->AddRectFilled({left, snapped(y1)}, {left + thickness, snapped(y2)}, colour);
}

void Canvas::polyline(std::span<const Point> points, const Stroke& stroke, bool closed) const {
    if (stroke.dash.on <= 0) {
        stroke_unbroken(*list, points, stroke, closed);
        return;
    }
    std::vector<Point> path(points.begin(), points.end());
    if (closed && !path.empty()) path.push_back(path.front());
    Stroke solid = stroke;
    solid.dash = {};
    for (const std::vector<Point>& piece : cut_into_dashes(path, stroke.dash)) {
        stroke_unbroken(*list, piece, solid, false);
    }
}

void Canvas::polygon(std::span<const Point> points, Colour colour) const {
    if (runs_clockwise(points)) {
        for (const Point& p : points) list->PathLineTo(im(p));
    } else {
        for (std::size_t i = points.size(); i-- > 0;) list->PathLineTo(im(points[i]));
    }
    list->PathFillConvex(colour);
}

void Canvas::circle(Point centre, float radius, Colour fill_colour, const Stroke& stroke) const {
    if (fill_colour != 0) list->AddCircleFilled(im(centre), radius, fill_colour);
    if (stroke.colour == 0) return;
    if (stroke.dash.on > 0) {
        list->PathArcTo(im(centre), radius, 0, 6.2831853f);
        const std::vector<Point> outline = take_path(*list);
        polyline(outline, stroke);
    } else {
        // Why + 0.5: AddCircle takes half a pixel off the radius.
        list->AddCircle(im(centre), radius + 0.5f, stroke.colour, 0, stroke.width);
    }
}

void Canvas::bezier(Point from, Point control1, Point control2, Point to, const Stroke& stroke) const {
    list->PathLineTo(im(from));
    list->PathBezierCubicCurveTo(im(control1), im(control2), im(to));
    const std::vector<Point> curve = take_path(*list);
    polyline(curve, stroke);
}

void Canvas::image(const Rect& rect, const Image& image) const {
    const ImVec2 low = {snapped(rect.x), snapped(rect.y)};
    list->AddImage(image.texture().GetTexRef(), low, {low.x + rect.w, low.y + rect.h});
}

float Canvas::text(Point at, std::string_view words, const Ink& ink) const {
    Point start = at;
    if (ink.align != Align::Start) {
        const float width = text_width(words, ink.size, ink.face);
        start.x -= ink.align == Align::Middle ? width / 2 : width;
    }
    return paint_text(*list, *fonts, start, words, {.size = ink.size, .face = ink.face}, ink.colour);
}

float Canvas::text_on_middle(Point middle, std::string_view words, const Ink& ink) const {
    return text({middle.x, middle.y + ink.size * baseline_below_middle}, words, ink);
}

float Canvas::text_width(std::string_view words, float size, Face face) const {
    return ui::text_width(*fonts, words, {.size = size, .face = face});
}

}  // namespace hw::ui
