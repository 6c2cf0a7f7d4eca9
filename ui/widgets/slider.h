// A horizontal slider over a range, for speed, time and settings.
#pragma once

#include "ui/widgets/press.h"

#include <optional>

namespace hw::ui {

struct SliderSpec {
    std::string_view id{};
    std::string_view name{};
    // What the value reads as: "1,051 ms".
    std::string_view value_text = {};
    // Arrow keys go one step, Page keys ten, Home and End to the ends.
    NodeRange range{};
    float width = 160;
    bool is_disabled = false;
};

// Draws it at the layout cursor. Returns the new value in a frame in which it changes.
std::optional<double> slider(Ui& ui, const SliderSpec& spec);

// The behaviour alone, over a rectangle that the caller has drawn (the timeline bar).
std::optional<double> slider_area(Ui& ui, const SliderSpec& spec, const Rect& track);

}  // namespace hw::ui
