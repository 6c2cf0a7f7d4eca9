#pragma once

#include <span>

#include "host/output.h"
#include "sim/network.h"
#include "sim/trace.h"
#include "sim/world.h"

// Inside the room: writes what happens into a trace, if there is one. Every function does nothing, and
// costs a comparison, when `trace` is null.

namespace hw::sim {

// One event from its beginning to its end; at most one at a time writes to a trace.
class EventRecording {
  public:
    struct Event {
        EventKind kind{};
        HostId host{};
        PacketId packet{};
    };
    EventRecording(const World& world, Trace* trace, const Event& event) {
        if (trace != nullptr) begin(world, *trace, event);
    }

    // Where to write; nullptr when nobody watches or the trace is full.
    Trace* trace() const { return trace_; }
    void command(const Command& command, CommandError error) {
        if (trace_ != nullptr) write_command(command, error);
    }
    // What the host did; to be called at most once, before its packets are handed on.
    void output(const host::Output& output) {
        if (trace_ != nullptr) write_output(output);
    }
    void end(const World& world) {
        if (trace_ != nullptr) write_end(world);
    }

  private:
    void begin(const World& world, Trace& trace, const Event& event);
    void write_command(const Command& command, CommandError error);
    void write_output(const host::Output& output);
    void write_end(const World& world);

    Trace* trace_ = nullptr;
};

struct SentPacket {
    PacketId id{};
    const Launch& launch;
    std::span<const std::uint8_t> bytes{};
};
void write_packet(Trace& trace, Instant now, const SentPacket& packet);
void write_fate(Trace& trace, Instant now, PacketId id, Fate fate);
// A packet has come into being at `now`.
inline void record_packet(Trace* trace, Instant now, const SentPacket& packet) {
    if (trace != nullptr) write_packet(*trace, now, packet);
}
// It has ended at `now`.
inline void record_fate(Trace* trace, Instant now, PacketId id, Fate fate) {
    if (trace != nullptr) write_fate(*trace, now, id, fate);
}
// Both to be called after the packet's bytes have changed.
void record_corruption(Trace* trace, PacketId id, std::span<const std::uint8_t> bytes);
enum class Change : std::uint8_t { Edited, Marked };
void record_change(Trace* trace, PacketId id, Change change, std::span<const std::uint8_t> bytes);
void record_hold(Trace* trace, Instant now, PacketId id);
void record_release(Trace* trace, Instant now, PacketId id, Instant arrives_at);
void record_delay(Trace* trace, PacketId id, Instant arrives_at);

}  // namespace hw::sim
