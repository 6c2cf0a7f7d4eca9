#include "ui/views/plot/plot.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "imgui.h"
#include "ui/draw/icon.h"
#include "ui/draw/lane.h"
#include "ui/text/format.h"
#include "ui/views/plot/scale.h"
#include "ui/widgets/text.h"

namespace hw::ui {

namespace {

constexpr float axis_room = 38;  // left of the field
constexpr float head_room = 24;  // the title
constexpr float foot_room = 20;  // the numbers of the time axis
constexpr float legend_line = 17;
// A ceiling so many times as high as the curves would press them flat: it is named, and not drawn.
constexpr double far_away = 50;

struct Field {
    Rect rect{};
    double x_maximum = 1;
    PlotScale y{};
    bool has_ceiling = false;

    Point at(PlotPoint p) const {
        return {rect.x + rect.w * static_cast<float>(std::clamp(p.x / x_maximum, 0.0, 1.0)),
                rect.bottom() - rect.h * static_cast<float>(std::clamp(p.y / y.maximum, 0.0, 1.0))};
    }
};

Stroke stroke_of(const Palette& p, const PlotSeries& series) {
    switch (series.look) {
        case PlotLook::Now: return {.colour = p.accent, .width = 2.5f};
        case PlotLook::Before: return {.colour = p.ink2, .width = 1.5f, .dash = {5, 3}};
        case PlotLook::State: {
            const Colour edge = p.state_edge(series.state);
            return {.colour = edge != 0 ? edge : p.state(series.state), .width = 2};
        }
    }
    return {};
}

// At most one rise and one fall for each pixel, whatever the number of points.
std::vector<Point> line_of(const Field& field, std::span<const PlotPoint> points) {
    std::vector<Point> line;
    std::size_t i = 0;
    while (i < points.size()) {
        const Point first = field.at(points[i]);
        float low = first.y, high = first.y;
        Point last = first;
        std::size_t next = i + 1;
        for (; next < points.size(); ++next) {
            const Point p = field.at(points[next]);
            if (std::floor(p.x) != std::floor(first.x)) break;
            low = std::min(low, p.y);
            high = std::max(high, p.y);
            last = p;
        }
        line.push_back(first);
        if (low < std::min(first.y, last.y)) line.push_back({first.x, low});
        if (high > std::max(first.y, last.y)) line.push_back({first.x, high});
        if (next > i + 1) line.push_back(last);
        i = next;
    }
    return line;
}

// Its ceiling hangs on the values alone, its place on the legend.
Field field_of(const PlotScene& scene, float legend_height) {
    Field field;
    field.rect = {scene.rect.x + axis_room, scene.rect.y + head_room + legend_height,
                  scene.rect.w - axis_room - 6, scene.rect.h - head_room - legend_height - foot_room};
    double x = scene.x_maximum, y = scene.y_maximum;
    for (const PlotSeries& series : scene.series) {
        for (const PlotPoint& p : series.points) {
            if (scene.x_maximum <= 0) x = std::max(x, p.x);
            y = std::max(y, p.y);
        }
    }
    field.has_ceiling = scene.ceiling && (y <= 0 || scene.ceiling->y <= far_away * y);
    if (field.has_ceiling) y = std::max(y, scene.ceiling->y * 1.06);
    field.x_maximum = x > 0 ? x : 1;
    field.y = round_scale(std::max(y, 1.0), field.rect.h >= 140 ? 4 : 2);
    return field;
}

void draw_axes(Ui& ui, const PlotScene& scene, const Field& field) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const Rect& r = field.rect;
    for (double y = 0; y <= field.y.maximum * 1.0001; y += field.y.step) {
        const float at = field.at({0, y}).y;
        canvas.horizontal_hair(r.x, r.right(), at, p.hair);
        canvas.text_on_middle({r.x - 6, at}, short_number(y),
                              {.colour = p.ink3, .size = type::axis, .align = Align::End});
    }
    const PlotScale x = round_scale(field.x_maximum, r.w >= 260 ? 4 : 2);
    for (double at = 0; at <= field.x_maximum * 1.0001; at += x.step) {
        const float px = field.at({at, 0}).x;
        const std::string text = short_number(at) + ' ' + std::string(scene.x_unit);
        const float half = canvas.text_width(text, type::axis) / 2;
        const float middle = std::min(px, scene.rect.right() - half);
        canvas.text_on_middle({middle, r.bottom() + 11}, text,
                              {.colour = p.ink3, .size = type::axis, .align = Align::Middle});
    }
}

// Names with a sample of their line; returns the height they took.
float draw_legend(Ui& ui, const PlotScene& scene, bool has_ceiling) {
    if (scene.series.size() < 2 && !scene.ceiling && !scene.mark && !scene.shows_values) return 0;
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const float left = scene.rect.x;
    Point at{left, scene.rect.y + head_room + legend_line / 2};
    const auto item = [&](std::string_view name, const Stroke& stroke, Colour ink) {
        const float width = 26 + canvas.text_width(name, type::axis);
        if (at.x + width > scene.rect.right() && at.x > left) at = {left, at.y + legend_line};
        if (stroke.width > 0)
            canvas.line({at.x, at.y}, {at.x + 18, at.y}, stroke);
        else
            draw_icon(canvas, Icon::Cross, {at.x + 9, at.y}, {.colour = stroke.colour, .scale = .7f});
        canvas.text_on_middle({at.x + 23, at.y}, name, {.colour = ink, .size = type::axis});
        at.x += width + 12;
    };
    for (const PlotSeries& series : scene.series) {
        const Point sample = at;
        std::string name(series.name);
        if (const auto value = value_at(series.points, scene.now.value_or(1e18)); value && scene.shows_values)
            name += ' ' + format_integer(std::llround(*value));
        item(name, stroke_of(p, series), p.ink2);
        // The pattern of the state's lane, so that its colour is not the only sign.
        if (series.look == PlotLook::State)
            draw_swatch(canvas, {at.y == sample.y ? sample.x + 5 : left + 5, at.y}, series.state, 8, 12);
    }
    const std::string far = scene.ceiling ? ui.tr(Msg::PlotFarAbove, {scene.ceiling->name}) : std::string();
    if (scene.ceiling)
        item(has_ceiling ? scene.ceiling->name : far, {.colour = p.bad, .width = 1.5f, .dash = {4, 3}},
             p.bad);
    if (scene.mark) item(scene.mark->name, {.colour = p.bad, .width = 0}, p.bad);
    return at.y + legend_line / 2 + 4 - (scene.rect.y + head_room);
}

std::string spoken_value(const PlotScene& scene, const Field& field) {
    std::string text;
    const double x = scene.now.value_or(field.x_maximum);
    for (const PlotSeries& series : scene.series) {
        const auto value = value_at(series.points, x);
        if (!value) continue;
        if (!text.empty()) text += ", ";
        text += std::string(series.name) + ' ' + short_number(*value);
    }
    if (scene.ceiling) text += ", " + std::string(scene.ceiling->name);
    if (scene.mark) text += ", " + std::string(scene.mark->name);
    return text;
}

}  // namespace

std::optional<double> value_at(std::span<const PlotPoint> points, double x) {
    if (points.empty() || x < points.front().x) return {};
    const auto after = std::upper_bound(points.begin(), points.end(), x,
                                        [](double at, const PlotPoint& p) { return at < p.x; });
    if (after == points.end()) return points.back().y;
    const PlotPoint& before = *(after - 1);
    const double span = after->x - before.x;
    return span <= 0 ? after->y : before.y + (after->y - before.y) * (x - before.x) / span;
}

void draw_plot(Ui& ui, const PlotScene& scene) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    canvas.text({scene.rect.x, scene.rect.y + 14}, scene.title, {.colour = p.ink1, .size = type::prompt});
    const float legend_height = draw_legend(ui, scene, field_of(scene, 0).has_ceiling);
    const Field field = field_of(scene, legend_height);
    if (field.rect.h < 20 || field.rect.w < 20) return;
    draw_axes(ui, scene, field);
    if (scene.now)
        canvas.line({field.at({*scene.now, 0}).x, field.rect.y},
                    {field.at({*scene.now, 0}).x, field.rect.bottom()}, {.colour = p.accent});
    if (field.has_ceiling) {
        const float y = field.at({0, scene.ceiling->y}).y;
        canvas.line({field.rect.x, y}, {field.rect.right(), y},
                    {.colour = p.bad, .width = 1.5f, .dash = {4, 3}});
    }
    for (const PlotSeries& series : scene.series) {
        const std::vector<Point> line = line_of(field, series.points);
        if (line.size() > 1) canvas.polyline(line, stroke_of(p, series));
        if (series.look == PlotLook::State && !line.empty())
            draw_swatch(canvas, {line.back().x - 4, line.back().y}, series.state, 8, 10);
    }
    if (scene.mark) {
        const Point at = field.at(scene.mark->at);
        canvas.circle(at, 6, p.sheet, {.colour = p.bad, .width = 2});
        draw_cross(canvas, at, {.colour = p.bad, .width = 1.6f}, 2.6f);
    }
    ui.semantics.add({.id = std::string(scene.id),
                      .role = Role::Image,
                      .name = std::string(scene.title),
                      .value = spoken_value(scene, field),
                      .rect = scene.rect});
}

}  // namespace hw::ui
