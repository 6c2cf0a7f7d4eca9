// What the views see of one run: its history, its world at the playhead, and how far it has been seen. Const
// throughout; the timeline that owns it belongs to the app.
#pragma once

#include "sim/trace.h"
#include "sim/world.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hw::ui {

// A host as the ladder and the inspector head it.
struct HostLine {
    HostId id{};
    // 'A', 'B', … in the order of the world; the attacker's is 'M'.
    char letter = 'A';
    // The world's own name, "client".
    std::string name{};
    // The port that it listens on or connects from; 0 when it does neither.
    std::uint16_t port = 0;
    // Its state while the trace has no event of it yet.
    tcp::State resting_state{};

    // The scenes' liar: whoever forges segments stands on this lane.
    bool is_attacker() const { return name == "mallory"; }
};

struct RunModel {
    const sim::Trace* trace = nullptr;
    const sim::World* world = nullptr;
    std::vector<HostLine> hosts{};
    // The playhead.
    Instant now{};
    // What the learner has seen of this history: beyond the playhead it is drawn faintly, beyond this not at all.
    Instant seen_until{};
    // The next event at the end of what is known; never when nothing is pending.
    Instant next_event_at = Instant::never();
    // Events at or before the playhead.
    std::uint32_t events_passed = 0;
    // One way, between the first two hosts.
    Duration delay = 100_ms;
    Duration delay_back = 100_ms;
    // False: a capture at one point does not tell; then they are only what the scale of time is made for.
    bool knows_delay = true;
    // When anything happens in the run beside it, so that both are folded alike.
    std::vector<Instant> also_busy{};
    bool is_playing = false;
    // Changes whenever the trace does, also by switching branches.
    std::uint64_t version = 0;

    Duration round_trip() const { return delay + delay_back; }
    const HostLine* find_host(HostId id) const;
};

// Host lines of a world: names, letters and the port that each uses first.
std::vector<HostLine> host_lines(const sim::World& world, const sim::Trace& trace);

// The state of a host after every event at or before `t`.
tcp::State state_at(const sim::Trace& trace, const HostLine& host, Instant t);

// The event at which the packet arrived or was lost, if that happened at or before `t`; else the one that sent it.
std::optional<std::uint32_t> telling_event(const sim::Trace& trace, PacketId packet, Instant t);

// The latest event at or before `t` at which a TCP had something to think about: its notes are not empty.
std::optional<std::uint32_t> latest_thought(const sim::Trace& trace, Instant t);

// nullptr when the trace knows no such packet.
const sim::PacketRecord* find_record(const sim::Trace& trace, PacketId packet);

}  // namespace hw::ui
