// The scale of a chart's axis: round steps, and numbers short enough to stand beside it. Pure.
#pragma once

#include <string>

namespace hw::ui {

struct PlotScale {
    double step = 1;     // 1, 2 or 5 times a power of ten
    double maximum = 1;  // a whole number of steps, at least what was asked for
};

// For values from 0 to `maximum`, in about `most_steps` steps.
PlotScale round_scale(double maximum, int most_steps);

// "30k", "2.5M", "720"; whole numbers below 10,000 stay as they are.
std::string short_number(double value);

}  // namespace hw::ui
