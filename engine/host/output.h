#pragma once

#include <cstdint>
#include <vector>

#include "base/fixed_vector.h"
#include "base/ids.h"
#include "base/packet_bytes.h"
#include "host/waiting.h"
#include "tcp/effects.h"
#include "tcp/tcb_summary.h"
#include "wire/ipv4.h"
#include "wire/parse.h"

// What one event made the host do: packets to send, in order, and notes for the trace. Owned by the
// caller and reused: cleared, not freed, so that a run in steady state allocates nothing.

namespace hw::host {

// A packet that leaves the host: real bytes, checksums and all.
struct OutgoingPacket {
    PacketBytes bytes{};
    wire::Ipv4Address destination{};
    ConnectionId connection{};  // none for a reset from CLOSED
    bool is_retransmission = false;
    Duration held{};  // by pacing: it leaves so much later than now
};

// What happened to one connection during an event, for the trace: the TCB before and after, the rows that
// were reached (the segment's or deadline's first, then those of the calls with which the application
// answered), what the user was told. An event has several when two deadlines fall on one instant.
struct Note {
    enum class Cause : std::uint8_t {
        SegmentArrives,
        Call,
        Deadline,
        Malformed,    // a packet that could not be read: see `error`
        NotForUs,     // a packet addressed to somebody else, or from an address that cannot be a host's
        IcmpArrives,  // an ICMP error about a segment of ours, or of nobody's
        BacklogFull,  // a SYN that the listener had no room for
    };
    Cause cause{};
    ConnectionId connection{};  // none when no TCB took part, or none survived (CLOSED, LISTEN)
    tcp::TcbSummary before{};
    tcp::TcbSummary after{};
    std::uint32_t first_step = 0;  // into Output::steps
    std::uint32_t step_count = 0;
    FixedVector<tcp::Signal, 12> signals{};
    std::uint64_t delivered_bytes = 0;  // given to the application by this event
    wire::ParseError error{};           // Malformed: which byte, and why
    friend bool operator==(const Note&, const Note&) = default;
};

struct Output {
    bool wants_notes = false;               // set by the caller: no trace, no cost
    std::vector<OutgoingPacket> packets{};  // only the first packet_count are of this event; slots are reused
    std::uint32_t packet_count = 0;
    std::vector<Note> notes{};
    tcp::StepTrace steps{};
    ConnectionId connection{};              // of connect()
    std::uint32_t accepted_bytes = 0;       // of send()
    std::vector<std::uint8_t> received{};   // of a recv() that did not block
    std::vector<Completion> completions{};  // blocked calls that this event let return

    // Room that the host works in; empty between events.
    tcp::Effects effects{};
    wire::Packet arrived{};
    std::vector<std::uint8_t> joined_text{};

    void clear() {
        packet_count = 0;
        notes.clear();
        steps.clear();
        connection = ConnectionId::none();
        accepted_bytes = 0;
        received.clear();
        completions.clear();
    }
};

}  // namespace hw::host
