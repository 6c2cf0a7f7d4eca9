#pragma once

#include "lesson/claim_nodes.h"
#include "lesson/history.h"

namespace hw::lesson {

// What a leaf (Look, Count, Visited, Segments, Retransmissions) finds in a run at one of its moments.
Value look(const ClaimNode& node, const History& run, std::uint32_t moment);

// The same at one moment of a measured run, of whose hosts this is known.
Value look_at_samples(const ClaimNode& node, std::span<const sim::HostSample> hosts);

}  // namespace hw::lesson
