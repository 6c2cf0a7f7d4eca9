#pragma once

#include <vector>

#include "sim/trace.h"

namespace hw::capture {

// By PacketId: the first of those packets, sent later from the same host to the same host, that arrived before this
// one; none if no packet overtook it.
std::vector<PacketId> overtaken_by(const sim::Trace& trace);

}  // namespace hw::capture
