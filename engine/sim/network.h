#pragma once

#include "sim/trace.h"
#include "sim/world.h"

// Inside the room: packets between the hosts. Everything a packet meets between leaving one host and arriving
// at another is here: the learner's rules, the link's impairments, its slot in the world.

namespace hw::sim {

// Sends what `host` has written to world.buffers.output, at world.now.
void send_output(World& world, HostId host, Trace* trace);

// A packet as it sets off.
struct Launch {
    HostId from{};
    HostId to{};
    LinkId link{};
    Instant arrives_at{};
    PacketId copy_of{};
    ConnectionId connection{};
    bool is_injected = false;
    bool is_old_duplicate = false;
};
// Puts it in flight at world.now, whatever its link would do to it. Takes the bytes and leaves the room
// of an older packet in their place. Returns its slot.
std::uint32_t launch(World& world, const Launch& sent, PacketBytes& bytes, Trace* trace);

// Makes the slot free; the packet's bytes are gone, their room stays.
void free_slot(World& world, std::uint32_t slot);

// The slot of a packet in flight or held; no_slot if there is no such packet.
inline constexpr std::uint32_t no_slot = 0xffff'ffffu;
std::uint32_t slot_of(const World& world, PacketId packet);

// Changes the packet in this slot by hand; on error it is as it was.
wire::EditError edit(World& world, std::uint32_t slot, const wire::SegmentEdit& change, Trace* trace);

// What an ICMP error is sent with: it comes from `launch.from` and quotes `datagram`.
void launch_icmp(World& world, const Launch& sent, const wire::IcmpReport& report,
                 std::span<const std::uint8_t> datagram, Trace* trace);

// The packet in this slot, which is not held, stops where it is.
void hold(World& world, std::uint32_t slot, Trace* trace);

}  // namespace hw::sim
