// Where two runs differ: the moments at which something happens in one that does not happen in the other.
#pragma once

#include "ui/views/run_model.h"

#include <vector>

namespace hw::ui {

// Sorted, at most one for each moment, none later than `until`. Compared are the segments sent and lost, the
// states, and what the applications were told.
std::vector<Instant> differences(const sim::Trace& one, const sim::Trace& other, Instant until);

}  // namespace hw::ui
