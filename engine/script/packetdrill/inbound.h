#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "script/packetdrill/conversation.h"
#include "script/packetdrill/options.h"
#include "script/packetdrill/syntax.h"

// What the peer, or a router, sends: a line of the script as bytes on our wire.

namespace hw::packetdrill {

using PacketBytesOrWhy = Result<std::vector<std::uint8_t>, std::string>;

// In the wire's numbers. Error: it echoes a timestamp that we never sent.
PacketBytesOrWhy segment_bytes(const Segment& segment, const Conversation& with, const Options& options);

// About a segment of `with`. Error: the type or the code is none that a TCP hears of.
PacketBytesOrWhy icmp_bytes(const IcmpMessage& message, const Conversation& with, const Options& options);

}  // namespace hw::packetdrill
