#include "ui/text/format.h"

#include <cstdlib>

namespace hw::ui {

namespace {

constexpr std::int64_t hour_us = 3'600'000'000;
constexpr std::int64_t ten_hours_us = 10 * hour_us;

// Divides and rounds half away from zero.
std::int64_t divided(std::int64_t value, std::int64_t by) {
    return value >= 0 ? (value + by / 2) / by : -((-value + by / 2) / by);
}

// `value` / 10^`digits`, written out without trailing zeros if they are `trimmed`.
std::string decimal(std::int64_t value, int digits, bool is_trimmed) {
    std::string text = std::to_string(std::llabs(value));
    while (text.size() <= static_cast<std::size_t>(digits)) text.insert(0, "0");
    const std::size_t point = text.size() - static_cast<std::size_t>(digits);
    std::string fraction = text.substr(point);
    while (is_trimmed && !fraction.empty() && fraction.back() == '0') fraction.pop_back();
    const std::string whole = format_integer(std::atoll(text.substr(0, point).c_str()));
    return (value < 0 ? "-" : "") + whole + (fraction.empty() ? "" : "." + fraction);
}

}  // namespace

std::string format_integer(std::int64_t value) {
    std::string text = std::to_string(value);
    const std::size_t first_digit = value < 0 ? 1 : 0;
    for (std::size_t at = text.size(); at > first_digit + 3;) {
        at -= 3;
        text.insert(at, ",");
    }
    return text;
}

std::string format_ms(Duration duration) {
    if (std::llabs(duration.us) < 10'000) return decimal(duration.us, 3, true);
    return format_integer(divided(duration.us, 1'000));
}

std::string format_ms_with_unit(Duration duration) { return format_ms(duration) + " ms"; }

std::string format_s_with_unit(Duration duration) {
    return decimal(divided(duration.us, 1'000), 3, false) + " s";
}

std::string format_duration(Duration duration) {
    if (std::llabs(duration.us) < 10'000'000) return format_ms_with_unit(duration);
    if (std::llabs(duration.us) < ten_hours_us) return decimal(divided(duration.us, 100'000), 1, true) + " s";
    return decimal(divided(duration.us, hour_us / 10), 1, true) + " h";
}

std::string format_moment(Instant instant) {
    if (instant.us < 10'000'000) return format_ms_with_unit({instant.us});
    if (instant.us >= ten_hours_us && instant.us % hour_us == 0)
        return std::to_string(instant.us / hour_us) + " h";
    return decimal(divided(instant.us, 1'000), 3, true) + " s";
}

std::string format_axis_time(Instant instant) {
    return instant.us < 10'000'000 ? format_ms({instant.us}) : format_moment(instant);
}

}  // namespace hw::ui
