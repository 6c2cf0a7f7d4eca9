#include "ui/views/plot/scale.h"

#include <algorithm>
#include <cmath>

#include "ui/text/format.h"

namespace hw::ui {

namespace {

std::string with_one_decimal(double value) {
    const auto tenths = static_cast<long>(std::lround(value * 10));
    std::string text = std::to_string(tenths / 10);
    if (tenths % 10 != 0) text += '.' + std::to_string(std::abs(tenths % 10));
    return text;
}

}  // namespace

PlotScale round_scale(double maximum, int most_steps) {
    const double least = std::max(maximum, 1e-9) / std::max(1, most_steps);
    const double power = std::pow(10, std::floor(std::log10(least)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power < least * (1 - 1e-9)) continue;
        step = factor * power;
        break;
    }
    return {.step = step, .maximum = step * std::max(1.0, std::ceil(maximum / step - 1e-9))};
}

std::string short_number(double value) {
    const double size = std::abs(value);
    if (size >= 1e6) return with_one_decimal(value / 1e6) + 'M';
    if (size >= 1e4) return with_one_decimal(value / 1e3) + 'k';
    if (size == std::floor(size)) return format_integer(static_cast<std::int64_t>(value));
    return with_one_decimal(value);
}

}  // namespace hw::ui
