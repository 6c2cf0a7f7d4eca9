#pragma once

#include <cstdint>

namespace hw::tcp {

// A setting that is on or off.
enum class Switch : std::uint8_t { Off, On };

}  // namespace hw::tcp
