#pragma once

#include <cstdint>

#include "lesson/incident/setup.h"

// The gateway as it stands, under another load than every day's: what it bears, and what it does not.

namespace hw::lesson::incident {

// In requests per second.
std::uint32_t every_day_load(const Size& size);
// The heaviest load that can be tried: the surge's.
std::uint32_t most_load(const Size& size);

// Without any remedy, `per_second` (1 to most_load) requests at even intervals of whole microseconds, all the time.
Setup setup_at(const Size& size, std::uint32_t per_second);

}  // namespace hw::lesson::incident
