#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "base/packet_bytes.h"
#include "tcp/effects.h"
#include "tcp/tcb_summary.h"
#include "wire/ipv4.h"

namespace hw::host {

// A packet that leaves the host: real bytes, checksums and all.
struct OutgoingPacket {
    PacketBytes bytes{};
    wire::Ipv4Address destination{};
    ConnectionId connection{};       // none for a reset from CLOSED
    bool is_retransmission = false;
};

// One thing that happened to one connection during an event, for the trace. An event may touch
// several (a SYN at a listener and its child; two deadlines at one instant).
struct Note {
    enum class Cause : std::uint8_t { SegmentArrives, Call, Deadline, Malformed };
    Cause cause{};
    ConnectionId connection{};        // none when no TCB took part (CLOSED, or a listener refusing)
    tcp::TcbSummary before{};
    tcp::TcbSummary after{};
    std::uint32_t first_step = 0;     // into Output::steps
    std::uint32_t step_count = 0;
    FixedVector<tcp::Signal, 12> signals{};
    std::uint64_t delivered_bytes = 0;  // given to the application by this event
};

struct Output {
    bool wants_notes = false;          // set by the caller: no trace, no cost
    std::vector<OutgoingPacket> packets{};  // only the first packet_count are of this event; slots are reused
    std::uint32_t packet_count = 0;
    std::vector<Note> notes{};
    tcp::StepTrace steps{};
    ConnectionId connection{};         // of connect()

    void clear() {
        packet_count = 0;
        notes.clear();
        steps.clear();
        connection = ConnectionId::none();
    }
};

}  // namespace hw::host
