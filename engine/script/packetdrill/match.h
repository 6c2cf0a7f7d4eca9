#pragma once

#include <string>

#include "script/packetdrill/conversation.h"
#include "script/packetdrill/live_segment.h"
#include "script/packetdrill/syntax.h"

// Compares a segment of ours, already in the script's numbers, with what the script expects.

namespace hw::packetdrill {

// What is known besides the two segments.
struct MatchLimits {
    // A full segment. Where Linux has cut what waits to be sent into what it hands to the device it sets PSH, which
    // does not show in our segments: a PSH that is expected on a full segment, or on a joined one, may be missing.
    std::uint32_t full_bytes = 0xffff'ffff;
    Duration timestamp_tick{};       // zero: timestamps need not be right
    Duration timestamp_tolerance{};  // by how much they may be off
};

// "" if they agree; else the first field that does not: "the window: expected 257, found 256".
std::string difference(const Segment& expected, const LiveSegment& found, const MatchLimits& limits);

// Whether `next` carries on where `joined` ends, with the same header: the script may have them as one, as Linux hands
// what it has not cut up yet to a device that does the cutting (segmentation offload). If so it is appended.
bool join(LiveSegment& joined, const LiveSegment& next);

}  // namespace hw::packetdrill
