#include "ui/text/format.h"

#include <cstdlib>

namespace hw::ui {

namespace {

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
    return decimal(divided(duration.us, 100'000), 1, true) + " s";
}

std::string format_axis_time(Instant instant) { return format_ms({instant.us}); }

}  // namespace hw::ui
