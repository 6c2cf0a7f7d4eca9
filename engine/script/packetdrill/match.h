#pragma once

#include <string>

#include "script/packetdrill/conversation.h"
#include "script/packetdrill/live_segment.h"
#include "script/packetdrill/options.h"
#include "script/packetdrill/syntax.h"

// Compares a segment of ours, already in the script's numbers, with what the script expects.

namespace hw::packetdrill {

// "" if they agree; else the first field that does not: "the window: expected 257, found 256". Where Linux has cut what
// waits to be sent into what it hands to the device it sets PSH, which does not show in our segments: a PSH that is
// expected on a segment of `full_bytes` or more, or on one that was joined, may be missing.
std::string difference(const Segment& expected, const LiveSegment& found, const Options& options,
                       std::uint32_t full_bytes);

// Whether `next` carries on where `joined` ends, with the same header: the script may have them as one, as Linux hands
// what it has not cut up yet to a device that does the cutting (segmentation offload). If so it is appended.
bool join(LiveSegment& joined, const LiveSegment& next);

}  // namespace hw::packetdrill
