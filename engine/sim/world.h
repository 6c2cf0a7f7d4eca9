#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/ids.h"
#include "base/packet_bytes.h"
#include "base/prng.h"
#include "base/time.h"
#include "host/host.h"
#include "host/output.h"
#include "sim/command.h"
#include "sim/event_queue.h"
#include "sim/link.h"

// The world is a value: hosts, links, packets in flight, pending events, the generator. Copying it is a
// snapshot, assigning it a restore, == the proof (DESIGN law 4). Same initial world and
// commands give the same digest everywhere (law 5).

namespace hw::sim {

struct Trace;

// A packet between two hosts, or from a host to itself. Slots are reused; PacketIds are not.
struct Packet {
    PacketId id{};  // none: the slot is free
    HostId from{};
    HostId to{};
    LinkId link{};  // none: on its way from a host to itself
    Instant sent_at{};
    Instant arrives_at = Instant::never();  // never while held
    bool is_held = false;
    Duration left_to_fly{};           // while held: how long after its release it arrives
    std::uint32_t arrival_order = 0;  // of its entry in the event queue; other entries are stale
    PacketBytes bytes{};
    friend bool operator==(const Packet&, const Packet&) = default;
};

inline constexpr std::uint32_t most_rules = 1'000;  // at a time: each looks at every segment

struct ActiveRule {
    RuleId id{};
    Rule rule{};
    std::uint32_t matches = 0;  // how many segments it has matched so far
    friend bool operator==(const ActiveRule&, const ActiveRule&) = default;
};

// A command that the initial world already holds: the script of a lesson step.
struct ScheduledCommand {
    Instant at{};
    Command command{};
    friend bool operator==(const ScheduledCommand&, const ScheduledCommand&) = default;
};

// When a host wants to be called next, and the entry of the event queue that stands for it. A deadline that
// moves back (every ACK restarts a timer) leaves its entry where it is: the entry moves on when its time
// comes, so the queue holds about one entry for each host, not one for each segment.
struct HostAlarm {
    Instant at = Instant::never();         // host::next_deadline
    std::uint32_t order = 0;               // when it was set, among all events made
    Instant queued_at = Instant::never();  // of the entry; never: there is none. queued_at <= at
    std::uint32_t queued_order = 0;
    friend bool operator==(const HostAlarm&, const HostAlarm&) = default;
};

// Room that one event after the other writes its effects to, and what was found out before. It is not part of
// the world's value: it is never copied and always equal.
struct StepBuffers {
    host::Output output{};
    host::FlatIndex routes{};  // see route_to()
    StepBuffers() = default;
    StepBuffers(const StepBuffers&) {}
    StepBuffers& operator=(const StepBuffers&) { return *this; }
    StepBuffers(StepBuffers&&) = default;
    StepBuffers& operator=(StepBuffers&&) = default;
    friend bool operator==(const StepBuffers&, const StepBuffers&) { return true; }
};

struct World {
    std::uint64_t seed = 1;         // what prng began with, for the story of a bug
    Instant now{};                  // of the latest event
    std::uint32_t event_count = 0;  // events so far: arrivals, deadlines and commands alike
    Prng prng{1};
    std::vector<host::Host> hosts{};
    std::vector<HostAlarm> alarms{};  // by HostId
    std::vector<Link> links{};
    std::vector<Packet> packets{};  // slots; id.exists() tells which are in use
    std::vector<std::uint32_t> free_packet_slots{};
    std::uint32_t packets_made = 0;           // the next PacketId
    std::uint64_t packets_without_route = 0;  // sent to an address that no link leads to; not in the trace
    std::vector<ActiveRule> rules{};
    std::uint32_t rules_made = 0;
    std::vector<ScheduledCommand> schedule{};  // in order of time; served from `schedule_next` on
    std::uint32_t schedule_next = 0;
    EventQueue queue{};
    StepBuffers buffers{};
    // Why declared: what copies and destroys all of its members is compiled once, not in every file.
    World();
    World(const World&);
    World(World&&) noexcept;
    World& operator=(const World&);
    World& operator=(World&&) noexcept;
    ~World();
    friend bool operator==(const World&, const World&) = default;
};

std::uint64_t digest_of(const World& world);

// ---- building -------------------------------------------------------------------------------------

struct WorldOptions {
    std::uint64_t seed = 1;
};
World make_world(const WorldOptions& options);
HostId add_host(World& world, const host::HostConfig& config);
struct LinkOptions {
    HostId a{};
    HostId b{};
    LinkConfig config{};
};  // both directions alike
// The router in the middle of link n is 10.255.0.1 + n.
inline constexpr std::uint32_t first_router_address = 0x0aff'0001;
LinkId add_link(World& world, const LinkOptions& options);
void schedule(World& world, Instant at, Command command);  // at >= world.now

// ---- running --------------------------------------------------------------------------------------

// At one instant, in this order: scheduled commands as they were scheduled, for they were there before all
// else; then arrivals and deadlines as they were made: a packet when it was sent (or released, or
// delayed), a deadline when it was set.

// When the next event happens; never() when nothing is pending.
Instant next_event_at(const World& world);

// Carries out the next event. False, and nothing changed, when there is none.
bool step(World& world, Trace* trace = nullptr);

// Every event up to and including `until`, at most `most_events` (a bound against endless ACK storms).
// Returns how many events there were.
struct RunLimit {
    Instant until = Instant::never();
    std::uint32_t most_events = 1'000'000;
};
std::uint32_t run(World& world, const RunLimit& limit, Trace* trace = nullptr);

// Carries out a command at `at`, next_event_at(world) >= at >= world.now. It is an event of its own, so
// that it can be stepped over and rewound like any other. At its instant it comes after what already
// happened and before what is still pending.
CommandError apply(World& world, const Command& command, Instant at, Trace* trace = nullptr);

// ---- looking --------------------------------------------------------------------------------------

const Packet* find_packet(const World& world, PacketId id);   // in flight or held; nullptr otherwise
HostId find_host(const World& world, std::string_view name);  // none() when there is no such host
LinkId find_link(const World& world, HostId a, HostId b);     // none() when they are not joined

}  // namespace hw::sim
