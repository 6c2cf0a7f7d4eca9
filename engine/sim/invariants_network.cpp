#include <algorithm>

#include "sim/invariants.h"
#include "sim/text.h"

// The world by itself: slots, numbers, queue entries and alarms.

namespace hw::sim {
namespace {

constexpr std::uint32_t events_between_long_looks = 64;

bool has_entry(const World& world, PendingEvent::Kind kind, std::uint32_t subject, Instant at,
               std::uint32_t order) {
    bool is_found = false;
    world.queue.for_each([&](const PendingEvent& e) {
        is_found |= e.kind == kind && e.subject == subject && e.at == at && e.order == order;
    });
    return is_found;
}

Broken check_slots(const World& world) {
    std::vector<bool> is_free(world.packets.size());
    for (const std::uint32_t slot : world.free_packet_slots) {
        if (slot >= world.packets.size() || is_free[slot]) return "a packet slot is free twice";
        is_free[slot] = true;
    }
    std::vector<PacketId> ids;
    for (std::uint32_t slot = 0; slot < world.packets.size(); ++slot) {
        const Packet& packet = world.packets[slot];
        if (packet.id.exists() == is_free[slot]) return "a packet slot has leaked";
        if (!packet.id.exists()) {
            if (!packet.bytes.empty()) return "a free slot still has bytes";
            continue;
        }
        if (packet.id.value >= world.packets_made) return "a packet has a number that was never given";
        ids.push_back(packet.id);
        if (packet.bytes.empty()) return "a packet in flight has no bytes";
        if (packet.is_held != packet.arrives_at.is_never()) return "only a held packet never arrives";
        if (packet.left_to_fly < Duration{}) return "a held packet has less than no time left to fly";
        if (!packet.is_held && packet.arrives_at < world.now) return "a packet should have arrived already";
        if (!packet.is_held && !has_entry(world, PendingEvent::Kind::PacketArrives, slot, packet.arrives_at,
                                          packet.arrival_order))
            return "packet " + number_of(packet.id) + " is in flight and will never arrive";
    }
    std::sort(ids.begin(), ids.end());
    if (std::adjacent_find(ids.begin(), ids.end()) != ids.end()) return "two packets have one number";
    return {};
}

Broken check_alarms(const World& world) {
    if (world.alarms.size() != world.hosts.size()) return "a host has no alarm";
    for (std::uint32_t i = 0; i < world.hosts.size(); ++i) {
        const HostAlarm& alarm = world.alarms[i];
        if (alarm.at != host::next_deadline(world.hosts[i]))
            return "the alarm of host " + std::to_string(i) + " is not its next deadline";
        if (alarm.at < world.now) return "host " + std::to_string(i) + " has a deadline in the past";
        if (alarm.at.is_never()) continue;
        if (alarm.queued_at > alarm.at) return "an alarm would ring too late";
        if (!has_entry(world, PendingEvent::Kind::HostDeadline, i, alarm.queued_at, alarm.queued_order))
            return "the alarm of host " + std::to_string(i) + " will never ring";
    }
    return {};
}

Broken check_next_event(const World& world) {
    Instant earliest = Instant::never();
    for (const Packet& packet : world.packets)
        if (packet.id.exists()) earliest = earlier_of(earliest, packet.arrives_at);
    for (const HostAlarm& alarm : world.alarms) earliest = earlier_of(earliest, alarm.at);
    if (world.schedule_next < world.schedule.size())
        earliest = earlier_of(earliest, world.schedule[world.schedule_next].at);
    if (next_event_at(world) != earliest) return "the next event is not the earliest thing that is due";
    return {};
}

}  // namespace

Broken check_network(const World& world) {
    if (Broken broken = check_slots(world)) return broken;
    if (Broken broken = check_alarms(world)) return broken;
    return check_next_event(world);
}

Broken check_trace_agrees(const World& world, const Trace& trace) {
    if (trace.is_truncated) return {};
    if (trace.events.size() != world.event_count) return "the trace has missed an event";
    if (trace.packets.size() != world.packets_made) return "the trace has missed a packet";
    std::uint32_t in_world = 0;
    for (const Packet& packet : world.packets) {
        if (!packet.id.exists()) continue;
        ++in_world;
        const PacketRecord& record = trace.packets[packet.id.value];
        if (record.fate != (packet.is_held ? Fate::Held : Fate::InFlight))
            return "world and trace disagree on the fate of packet " + number_of(packet.id);
        if (!packet.is_held && record.arrives_at != packet.arrives_at)
            return "world and trace disagree on when packet " + number_of(packet.id) + " arrives";
    }
    // Why not always: it is a look at the whole history.
    if (world.event_count % events_between_long_looks != 0) return {};
    const auto is_on_its_way = [](const PacketRecord& record) {
        return record.fate == Fate::InFlight || record.fate == Fate::Held;
    };
    const auto on_their_way = std::count_if(trace.packets.begin(), trace.packets.end(), is_on_its_way);
    if (static_cast<std::uint32_t>(on_their_way) != in_world)
        return "a packet is neither in flight nor ended";
    return {};
}

Broken check_copy(const World& world) {
    if (world.event_count % events_between_long_looks != 0) return {};
    const World copy = world;
    if (!(copy == world)) return "a copy of the world is not equal to it";
    if (digest_of(copy) != digest_of(world)) return "a copy of the world has another digest";
    return {};
}

}  // namespace hw::sim
