// A small chart: values over time, what they were before beside what they are now, and the ceiling they run into. Lines
// are told apart by their stroke and their name, never by colour alone.
#pragma once

#include "ui/widgets/ui.h"

#include <optional>
#include <span>
#include <string_view>

namespace hw::ui {

struct PlotPoint {
    double x = 0;  // in the unit of the axis, rising
    double y = 0;
};

enum class PlotLook : std::uint8_t {
    // What is looked at: the accent, unbroken and strong.
    Now,
    // What it was before: dashed, ink.
    Before,
    // Others beside it, in the colours of a state.
    State,
};

struct PlotSeries {
    std::string_view id{};
    std::string_view name{};
    std::span<const PlotPoint> points{};
    PlotLook look = PlotLook::Now;
    tcp::State state{};  // of PlotLook::State
};

// A dashed line across the chart: "28,231 ports".
struct PlotCeiling {
    double y = 0;
    std::string_view name{};
};

// A cross in a ring where something went wrong: "refused from 47.7 s".
struct PlotMark {
    PlotPoint at{};
    std::string_view name{};
};

struct PlotScene {
    std::string_view id{};
    // Said above it and to screen readers.
    std::string_view title{};
    Rect rect{};
    std::span<const PlotSeries> series{};
    std::optional<PlotCeiling> ceiling{};
    std::optional<PlotMark> mark{};
    // The right end of the axis; 0: the last point. `x_unit` stands behind its numbers.
    double x_maximum = 0;
    std::string_view x_unit = "s";
    // The least that the upper end may be; 0: as the values ask.
    double y_maximum = 0;
    // A hairline at this moment: the playhead.
    std::optional<double> now{};
    // The legend tells each curve's value at that moment, or at its end.
    bool shows_values = false;
};

// Draws it into the current pane, at its rectangle.
void draw_plot(Ui& ui, const PlotScene& scene);

// The value at `x`, between the points beside it; the last one's behind the end. Nothing before the first.
std::optional<double> value_at(std::span<const PlotPoint> points, double x);

}  // namespace hw::ui
