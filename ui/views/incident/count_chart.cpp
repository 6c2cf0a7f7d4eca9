#include "ui/views/incident/count_chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/text/format.h"

namespace hw::ui {

namespace {

constexpr float axis_room = 38;        // for the numbers at the left
constexpr float bottom_room = 20;      // for the seconds
constexpr float failures_height = 34;  // of the bars
constexpr float gap_above_failures = 26;

struct Plot {
    Rect counts{};
    Rect failures{};
    float seconds = 1;
    float top = 1;            // the greatest count of the axis
    float most_failures = 1;  // in a second

    float x(float second) const { return counts.x + counts.w * second / seconds; }
    float y(float count) const { return counts.bottom() - counts.h * count / top; }
};

// 1, 2 or 5 times a power of ten, so that there are at most four lines.
float tick_of(float greatest) {
    float tick = 1;
    for (int i = 0; greatest / tick > 4; ++i) tick *= i % 3 == 1 ? 2.5f : 2.0f;
    return tick;
}

std::string short_count(float count) {
    const auto whole = static_cast<std::int64_t>(count);
    if (whole >= 10'000 && whole % 1'000 == 0) return std::to_string(whole / 1'000) + "k";
    return format_integer(whole);
}

float greatest_of(const ChartModel& model) {
    float greatest = model.ports;
    for (const ChartLine& line : model.lines)
        for (const float count : line.counts) greatest = std::max(greatest, count);
    return std::max(greatest, 10.0f);
}

Plot plot_of(const ChartScene& scene) {
    const Rect& r = scene.rect;
    const float height = r.h - bottom_room - failures_height - gap_above_failures;
    Plot plot{.counts = {r.x + axis_room, r.y + 6, r.w - axis_room - 4, height - 6}};
    plot.failures = {plot.counts.x, plot.counts.bottom() + gap_above_failures, plot.counts.w,
                     failures_height};
    plot.seconds = std::max(scene.model.seconds, 1.0f);
    const float tick = tick_of(greatest_of(scene.model));
    plot.top = std::ceil(greatest_of(scene.model) * 1.06f / tick) * tick;
    for (const auto* failures : {&scene.model.failures, &scene.model.failures_before})
        for (const float count : *failures) plot.most_failures = std::max(plot.most_failures, count);
    return plot;
}

void draw_axes(Ui& ui, const ChartModel& model, const Plot& plot) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const float tick = tick_of(greatest_of(model));
    for (float count = 0; count <= plot.top; count += tick) {
        canvas.horizontal_hair(plot.counts.x, plot.counts.right(), plot.y(count), p.hair);
        canvas.text_on_middle({plot.counts.x - 6, plot.y(count)}, short_count(count),
                              {.colour = p.ink3, .size = type::axis, .align = Align::End});
    }
    const float step = plot.seconds > 200 ? 120.0f : plot.seconds > 90 ? 60.0f : 20.0f;
    for (float second = 0; second <= plot.seconds; second += step) {
        const bool is_last = second + step > plot.seconds;
        const Align align = second == 0 ? Align::Start : is_last ? Align::End : Align::Middle;
        const std::string text = ui.tr(Msg::SecondsValue, {std::to_string(static_cast<int>(second))});
        canvas.text({plot.x(second), plot.failures.bottom() + 15}, text,
                    {.colour = p.ink3, .size = type::axis, .align = align});
    }
    canvas.horizontal_hair(plot.failures.x, plot.failures.right(), plot.failures.bottom(), p.hair);
    if (model.surge_at > 0 && model.surge_at < plot.seconds) {
        const float x = plot.x(model.surge_at);
        canvas.line({x, plot.counts.y}, {x, plot.failures.bottom()},
                    {.colour = p.line, .width = 1, .dash = {2, 3}});
        canvas.text({x + 4, plot.counts.y + 9}, ui.tr(Msg::IncidentSurge),
                    {.colour = p.ink3, .size = type::axis});
    }
}

void draw_ceiling(Ui& ui, const ChartModel& model, const Plot& plot) {
    if (model.ports <= 0) return;
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const float y = plot.y(model.ports);
    canvas.line({plot.counts.x, y}, {plot.counts.right(), y},
                {.colour = p.bad, .width = 1.3f, .dash = {5, 4}});
}

// Words on a ground of their own, where neither a line nor the playhead goes through them if that can be.
void draw_words(Ui& ui, Rect plate, const std::string& words, Colour ink) {
    ui.canvas().fill(plate, with_opacity(ui.palette().sheet, .85f), radius::cell);
    ui.canvas().text_on_middle({plate.x + 2, plate.centre().y}, words, {.colour = ink, .size = type::axis});
}

Rect ceiling_words_rect(const ChartModel& model, const Plot& plot, float width) {
    const float ceiling = plot.y(model.ports);
    const float playhead = plot.x(std::min(model.now, plot.seconds));
    const float surge = model.surge_at > 0 ? plot.x(model.surge_at) : plot.counts.x - 1;
    const float last = plot.counts.right() - width;
    const auto is_crossed = [&](float left, float top) {
        const auto goes_through = [left, width](float x) { return left - 3 < x && x < left + width + 3; };
        if (goes_through(playhead) || goes_through(surge)) return true;
        return std::any_of(model.lines.begin(), model.lines.end(), [&](const ChartLine& line) {
            for (std::size_t i = 0; i < line.counts.size(); ++i) {
                const float at = plot.y(line.counts[i]);
                if (goes_through(plot.x(static_cast<float>(i))) && top - 1 < at && at < top + 16) return true;
            }
            return false;
        });
    };
    // Below the line it speaks of, or above it where a curve runs just below.
    for (const float top : {ceiling + 2, ceiling - 17}) {
        if (top < plot.counts.y) continue;
        for (float left = plot.counts.x + 4; left < last; left += 12)
            if (!is_crossed(left, top)) return {left, top, width, 15};
    }
    return {last, ceiling + 2, width, 15};
}

void draw_ceiling_words(Ui& ui, const ChartModel& model, const Plot& plot) {
    if (model.ports <= 0) return;
    const std::string words =
        ui.tr(Msg::IncidentPortsLine, {format_integer(static_cast<std::int64_t>(model.ports))});
    const Rect rect = ceiling_words_rect(model, plot, ui.canvas().text_width(words, type::axis) + 4);
    draw_words(ui, rect, words, ui.palette().bad);
    ui.semantics.add({.id = "incident.chart.ports", .role = Role::Text, .name = words, .rect = rect});
}

// Above the bars; the playhead may stand at their left edge.
void draw_failures_words(Ui& ui, const Plot& plot) {
    const std::string words = ui.tr(Msg::IncidentFailuresAxis);
    const float width = ui.canvas().text_width(words, type::axis) + 4;
    draw_words(ui, {plot.failures.x + 3, plot.failures.y - 19, width, 16}, words, ui.palette().ink3);
}

Stroke stroke_of(const Palette& p, ChartKind kind) {
    switch (kind) {
        case ChartKind::Before: return {.colour = p.ink2, .width = 1.8f, .dash = {6, 4}};
        case ChartKind::GatewayTimeWait: return {.colour = p.accent, .width = 2.2f};
        case ChartKind::BackendTimeWait:
            return {.colour = p.state(tcp::State::TimeWait), .width = 1.8f, .dash = {2, 3}};
        case ChartKind::BackendCloseWait: return {.colour = p.warn, .width = 2.2f};
    }
    return {};
}

void draw_line(const Canvas& canvas, const Plot& plot, const ChartLine& line, const Stroke& stroke) {
    std::vector<Point> points;
    // As many points as the eye can tell apart.
    const std::size_t step = std::max<std::size_t>(1, line.counts.size() / 240);
    for (std::size_t i = 0; i < line.counts.size(); i += step) {
        points.push_back({plot.x(static_cast<float>(i)), plot.y(line.counts[i])});
    }
    if (points.size() > 1) canvas.polyline(points, stroke);
}

void draw_failures(Ui& ui, const ChartModel& model, const Plot& plot) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    const float width = std::max(1.0f, plot.failures.w / plot.seconds);
    const auto draw = [&](const std::vector<float>& failures, Colour colour) {
        for (std::size_t second = 0; second < failures.size(); ++second) {
            if (failures[second] <= 0) continue;
            const float height = std::max(1.0f, plot.failures.h * failures[second] / plot.most_failures);
            canvas.fill({plot.x(static_cast<float>(second)), plot.failures.bottom() - height, width, height},
                        colour);
        }
    };
    draw(model.failures_before, with_opacity(p.ink3, .45f));
    draw(model.failures, p.bad);
}

std::string peak_of(const ChartLine& line) {
    float peak = 0;
    for (const float count : line.counts) peak = std::max(peak, count);
    return format_integer(static_cast<std::int64_t>(peak));
}

void draw_legend(Ui& ui, const ChartModel& model, Rect area) {
    const Canvas canvas = ui.canvas();
    const Palette& p = ui.palette();
    float x = area.x;
    float y = area.y;
    for (const ChartLine& line : model.lines) {
        const float width = 20 + canvas.text_width(line.name, type::axis) + 12;
        if (x > area.x && x + width > area.right()) {
            x = area.x;
            y += 15;
        }
        canvas.line({x, y}, {x + 15, y}, stroke_of(p, line.kind));
        canvas.text_on_middle({x + 20, y}, line.name, {.colour = p.ink2, .size = type::axis});
        x += width;
    }
}

}  // namespace

void draw_count_chart(Ui& ui, const ChartScene& scene) {
    constexpr float legend_height = 36;
    const ChartModel& model = scene.model;
    const Rect& r = scene.rect;
    const Plot plot = plot_of({model, {r.x, r.y + legend_height, r.w, r.h - legend_height}});
    draw_legend(ui, model, {r.x, r.y + 8, r.w, legend_height});
    draw_axes(ui, model, plot);
    draw_failures(ui, model, plot);
    std::string words;
    for (const ChartLine& line : model.lines) {
        draw_line(ui.canvas(), plot, line, stroke_of(ui.palette(), line.kind));
        words += ui.tr(Msg::IncidentPeakIs, {line.name, peak_of(line)}) + " ";
    }
    draw_ceiling(ui, model, plot);
    const float x = plot.x(std::min(model.now, plot.seconds));
    ui.canvas().line({x, plot.counts.y}, {x, plot.failures.bottom()},
                     {.colour = ui.palette().accent, .width = 1.2f});
    draw_ceiling_words(ui, model, plot);
    draw_failures_words(ui, plot);
    ui.semantics.add({.id = "incident.chart",
                      .role = Role::Image,
                      .name = ui.tr(Msg::IncidentChart),
                      .description = words,
                      .rect = r});
}

}  // namespace hw::ui
