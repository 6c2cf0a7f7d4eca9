#pragma once

#include "lesson/claim_nodes.h"
#include "lesson/history.h"

namespace hw::lesson {

// What a leaf (Look, Count, Visited, Segments, Retransmissions) finds in a run at one of its moments.
Value look(const ClaimNode& node, const History& run, std::uint32_t moment);

}  // namespace hw::lesson
