#pragma once

#include <vector>

#include "base/ids.h"
#include "base/seq_num.h"
#include "wire/segment.h"

// Which sequence space each connection has sent so far, and which packet sent it first: how a trace tells
// a retransmission from a first transmission without asking the TCP that sent it.

namespace hw::sim {

struct SentSpace {
    struct First {
        SeqNum start{};  // the packet is the first to send `start` and what follows it
        PacketId packet{};
        friend bool operator==(const First&, const First&) = default;
    };
    HostId host{};
    ConnectionId connection{};
    SeqNum next{};                // beyond everything sent
    std::vector<First> firsts{};  // ascending
    friend bool operator==(const SentSpace&, const SentSpace&) = default;
};

struct SentSegment {
    HostId host{};
    ConnectionId connection{};
    PacketId packet{};
    wire::TcpHeader header{};
    std::uint32_t text_length = 0;
};

// Notes a segment that was sent, in `spaces` (ascending by host and connection). Returns the packet that
// first sent SEG.SEQ; none if this one does, or if the segment occupies no sequence space.
PacketId note_sent(std::vector<SentSpace>& spaces, const SentSegment& segment);

}  // namespace hw::sim
