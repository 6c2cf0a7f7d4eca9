// What a host's lane tells: its states one after the other, and what its application learnt.
#pragma once

#include "ui/views/ladder/ladder_layout.h"

#include <vector>

namespace hw::ui {

// The states of a host, each once for as long as it lasts; states that last no time at all are left out. The
// first one reaches back before time 0.
std::vector<LaneSpan> lane_spans(const sim::Trace& trace, const HostLine& host);

// What the application of a host was told or given, with the name of the call or the errno.
std::vector<LaneNote> lane_notes(const sim::Trace& trace, HostId host);

}  // namespace hw::ui
