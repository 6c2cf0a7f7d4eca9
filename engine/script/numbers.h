#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/time.h"

// Numbers as scripts write them.

namespace hw::script {

// Decimal digits only, 0..4294967295.
std::optional<std::uint32_t> parse_u32(std::string_view text);

// "3 s", "200 ms", "1.5 s", "10 us", "2 min"; at most a week. Exact to the microsecond.
std::optional<Duration> parse_duration(std::string_view text);

}  // namespace hw::script
