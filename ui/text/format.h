// Numbers and virtual times as the screen writes them. Digits are grouped by threes in both languages.
#pragma once

#include "base/time.h"

#include <cstdint>
#include <string>

namespace hw::ui {

// 65,535; -1,051.
std::string format_integer(std::int64_t value);

// Whole milliseconds, rounded half up, without a unit: "1,051". A stretch under 10 ms that is not whole keeps
// up to three decimals: "0.25".
std::string format_ms(Duration duration);

// With a unit: "1,051 ms".
std::string format_ms_with_unit(Duration duration);

// Seconds with three decimals and a unit: "1.000 s".
std::string format_s_with_unit(Duration duration);

// Whichever reads better: milliseconds up to 10 s, seconds with one decimal above, from ten hours on hours with one
// decimal.
std::string format_duration(Duration duration);

// A moment, counted from the beginning of the world: milliseconds up to 10 s, seconds with what decimals it needs
// above; whole hours from ten on. "1,051 ms", "62.35 s", "7,875 s", "24 h".
std::string format_moment(Instant instant);

// The same for an axis of milliseconds: there these need no unit.
std::string format_axis_time(Instant instant);

}  // namespace hw::ui
