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

// Whichever reads better: milliseconds up to 10 s, seconds with one decimal above.
std::string format_duration(Duration duration);

// The time since the beginning of the world, for an axis: format_ms of it.
std::string format_axis_time(Instant instant);

}  // namespace hw::ui
