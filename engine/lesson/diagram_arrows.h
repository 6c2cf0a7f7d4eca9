#pragma once

#include "lesson/history.h"

// The lines of RFC 9293's Figure 5, to be collected by a learner.

namespace hw::lesson {

// The figure's lines, "CLOSED" at its top and bottom being one box, and Note 2's.
inline constexpr std::uint32_t arrow_count = 21;

// How many of them the connections of `host` (none: of all hosts) have gone along before `moment`.
std::uint32_t arrows_walked(const History& run, std::uint32_t moment, HostId host);

}  // namespace hw::lesson
