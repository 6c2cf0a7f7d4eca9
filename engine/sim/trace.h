#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "host/host.h"
#include "sim/command.h"
#include "tcp/effects.h"
#include "tcp/tcb_summary.h"
#include "wire/segment.h"

// What happened, as small rows: the screen, claims and reports are made from it, and nothing else. The
// trace is not part of the world; a run that nobody watches has none. It is bounded (law 8):
// beyond `most_events` it stops recording and says so.

namespace hw::sim {

// What became of a packet.
enum class Fate : std::uint8_t {
    InFlight, Held, Delivered,
    Dropped,        // by a learner's command or rule
    Lost,           // by the link's chance
    QueueOverflow,  // the link's queue was full
    HostOff,        // nobody was there
};

struct PacketRecord {
    PacketId id{};
    HostId from{};
    HostId to{};
    Instant sent_at{};
    Instant arrives_at{};            // when it arrived, or would have: see fate
    Instant ended_at = Instant::never();  // when it was delivered, dropped or lost
    Fate fate = Fate::InFlight;
    PacketId copy_of{};              // the packet that it duplicates; none for an original
    PacketId resends{};              // the earlier packet whose sequence space it sends again; none if first
    bool is_injected = false;        // nobody's TCP sent it now …
    bool is_old_duplicate = false;   // … it is an old one, still wandering
    bool was_corrupted = false;
    std::uint32_t sent_by_event = 0; // index into Trace::events
    std::uint32_t ended_by_event = 0xffff'ffffu;
    ConnectionId sender_connection{};
    wire::TcpHeader header{};        // as sent
    std::uint32_t text_length = 0;
    std::vector<std::uint8_t> bytes{};    // the packet as sent, at most Trace::kept_packet_bytes
};

enum class EventKind : std::uint8_t { Arrival, Deadline, Command, ScheduledCommand };

struct EventRecord {
    std::uint32_t index = 0;         // == World::event_count before the event
    Instant at{};
    EventKind kind{};
    HostId host{};                   // whose host it happened at; none for a command to the network
    PacketId packet{};               // which arrived or was commanded; none otherwise
    Command command{};               // meaningful for commands
    CommandError error = CommandError::None;
    tcp::State state_before{};       // host::state_of, for the lane
    tcp::State state_after{};
    std::uint32_t first_note = 0;    // into Trace::notes
    std::uint32_t note_count = 0;
    std::uint32_t first_packet_sent = 0;  // PacketIds first_packet_sent … + packets_sent - 1 were made by this event
    std::uint32_t packets_sent = 0;
};


struct Trace {
    std::uint32_t most_events = 200'000;
    std::uint32_t kept_packet_bytes = 1'600;
    bool is_truncated = false;
    std::vector<EventRecord> events{};
    std::vector<host::Note> notes{};       // Note::first_step indexes `steps`
    tcp::StepTrace steps{};
    std::vector<PacketRecord> packets{};   // by PacketId
};

// Forgets everything after the first `event_count` events (before a branch grows from there).
void truncate(Trace& trace, std::uint32_t event_count);

}  // namespace hw::sim
