#pragma once

#include <cstdint>

// The name of a branch of time, for those that need no timeline.

namespace hw::sim {

using BranchId = std::uint32_t;  // index into Timeline::branches()

}  // namespace hw::sim
