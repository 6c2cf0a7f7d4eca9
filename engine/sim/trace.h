#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.h"
#include "base/time.h"
#include "host/host.h"
#include "host/output.h"
#include "sim/command.h"
#include "sim/sent_space.h"
#include "tcp/effects.h"
#include "wire/segment.h"

// What happened, as small rows: the screen, claims and reports are made from it, and nothing else. The
// trace is not part of the world; a run that nobody watches has none. It is bounded (law 8):
// beyond `most_events` it stops recording and says so.

namespace hw::sim {

inline constexpr std::uint32_t no_event = 0xffff'ffffu;

// What became of a packet.
enum class Fate : std::uint8_t {
    InFlight,
    Held,
    Delivered,
    Dropped,        // by a learner's command or rule
    Lost,           // by the link's chance
    QueueOverflow,  // the link's queue was full
    HostOff,        // nobody was there
    TooBig,         // for the link's MTU, and not to be fragmented
    CablePulled,    // the link's cable was out when it was sent, or when it would have arrived
};

struct PacketRecord {
    PacketId id{};  // none: sent before this trace began
    HostId from{};
    HostId to{};
    Instant sent_at{};
    Instant arrives_at{};  // when it arrived, or would have: see fate
    // When it was delivered, dropped or lost. A packet that a rule, chance or a full queue takes never gets
    // past the entrance of its link: it ends when it is sent.
    Instant ended_at = Instant::never();
    Instant held_at = Instant::never();      // when it was last held …
    Instant released_at = Instant::never();  // … and released after that
    Fate fate = Fate::InFlight;
    PacketId copy_of{};  // the packet that it duplicates; none for an original
    // The packet that first sent the sequence number this one begins with; none if none did.
    PacketId resends{};
    bool is_injected = false;         // nobody's TCP sent it now …
    bool is_old_duplicate = false;    // … it is an old one, still wandering
    bool is_icmp = false;             // no TCP segment: `header` says nothing, `bytes` do (wire/icmp.h)
    bool was_corrupted = false;       // on its way, by the link's chance: see `changed_bytes`
    bool was_edited = false;          // on its way, by a learner's command or rule: see `changed_bytes`
    bool was_marked = false;          // a router set CE (RFC 3168 §5): see `changed_bytes`
    std::uint32_t sent_by_event = 0;  // index into Trace::events
    std::uint32_t ended_by_event = no_event;
    ConnectionId sender_connection{};
    wire::TcpHeader header{};  // as sent
    std::uint32_t text_length = 0;
    std::vector<std::uint8_t> bytes{};          // the packet as sent, at most Trace::kept_packet_bytes
    std::vector<std::uint8_t> changed_bytes{};  // as it is after all that; empty: as sent
    friend bool operator==(const PacketRecord&, const PacketRecord&) = default;
};

// (Not `Command`: g++ 12 takes an enumerator for shadowing the type of that name.)
enum class EventKind : std::uint8_t { Arrival, Deadline, CommandIssued, CommandScheduled };

struct EventRecord {
    std::uint32_t index = 0;  // == World::event_count before the event
    Instant at{};
    EventKind kind{};
    HostId host{};      // whose host it happened at; none for a command to the network
    PacketId packet{};  // which arrived or was commanded; none otherwise
    Command command{};  // meaningful for commands
    CommandError error = CommandError::None;
    tcp::State state_before{};  // host::state_of, for the lane
    tcp::State state_after{};
    std::uint32_t first_note = 0;  // into Trace::notes
    std::uint32_t note_count = 0;
    std::uint32_t first_packet_sent = 0;  // this event made the packets from this id on …
    std::uint32_t packets_sent = 0;       // … so many, copies and injected ones included
    friend bool operator==(const EventRecord&, const EventRecord&) = default;
};

// A hold, release or delay changed when a packet arrives: what to put back when it is forgotten.
struct FlightChange {
    std::uint32_t event = 0;  // index into Trace::events
    PacketId packet{};
    Instant arrives_at{};  // before the change, like the rest
    Instant held_at{};
    Instant released_at{};
    friend bool operator==(const FlightChange&, const FlightChange&) = default;
};

// An edit or a mark, likewise.
struct ContentChange {
    std::uint32_t event = 0;  // index into Trace::events
    PacketId packet{};
    bool was_edited = false;  // before the change, like the rest
    bool was_marked = false;
    std::vector<std::uint8_t> changed_bytes{};
    friend bool operator==(const ContentChange&, const ContentChange&) = default;
};

struct Trace {
    std::uint32_t most_events = 200'000;
    std::uint32_t kept_packet_bytes = 1'600;        // of each packet …
    std::uint64_t most_packet_bytes = 64ull << 20;  // … and of all: then PacketRecord::bytes stay empty
    bool is_truncated = false;
    std::vector<EventRecord> events{};
    std::vector<host::Note> notes{};  // Note::first_step indexes `steps`
    tcp::StepTrace steps{};
    std::vector<PacketRecord> packets{};  // by PacketId

    // Kept by the recorder for itself.
    std::uint64_t packet_bytes = 0;  // sum of PacketRecord::bytes and changed_bytes
    std::vector<SentSpace> sent{};   // ascending by host and connection
    std::vector<FlightChange> flight_changes{};
    std::vector<ContentChange> content_changes{};
    // Why declared: what copies and destroys all of its members is compiled once, not in every file.
    Trace();
    Trace(const Trace&);
    Trace(Trace&&) noexcept;
    Trace& operator=(const Trace&);
    Trace& operator=(Trace&&) noexcept;
    ~Trace();
    friend bool operator==(const Trace&, const Trace&) = default;
};

// Forgets everything after the first `event_count` events (before a branch grows from there): the
// trace is then what it was when it had that many.
void truncate(Trace& trace, std::uint32_t event_count);

}  // namespace hw::sim
