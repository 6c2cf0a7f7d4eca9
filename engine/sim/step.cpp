#include "base/check.h"
#include "sim/command_event.h"
#include "sim/network.h"
#include "sim/pending.h"
#include "sim/recorder.h"
#include "sim/world.h"

// One event after the other. This is the path that every segment of a benchmark takes: in steady state
// it allocates nothing, and without a trace it records nothing.

namespace hw::sim {
namespace {

bool schedule_is_next(const World& world) {
    if (world.schedule_next >= world.schedule.size()) return false;
    return world.queue.empty() || world.schedule[world.schedule_next].at <= world.queue.top().at;
}

host::Output& cleared_output(World& world, const Trace* trace) {
    host::Output& output = world.buffers.output;
    output.clear();
    output.wants_notes = trace != nullptr;
    return output;
}

// The host has done its part: its packets set off, its next deadline is noted.
void carry_out(World& world, HostId host, EventRecording& recording) {
    recording.output(world.buffers.output);
    send_output(world, host, recording.trace());
    refresh_alarm(world, host);
}

Fate fate_at_the_door(const World& world, const Packet& packet) {
    if (packet.link.exists() && world.links[packet.link.value].is_unplugged) return Fate::CablePulled;
    return world.hosts[packet.to.value].is_powered ? Fate::Delivered : Fate::HostOff;
}

void packet_arrives(World& world, std::uint32_t slot, Trace* trace) {
    const Packet& packet = world.packets[slot];
    const HostId to = packet.to;
    host::Host& host = world.hosts[to.value];
    EventRecording recording(world, trace, {.kind = EventKind::Arrival, .host = to, .packet = packet.id});
    const Fate fate = fate_at_the_door(world, packet);
    record_fate(recording.trace(), world.now, packet.id, fate);

    host::Output& output = cleared_output(world, recording.trace());
    if (fate == Fate::Delivered) {
        const auto from = packet.from == to ? host::Interface::Loopback : host::Interface::Link;
        host::packet_arrives(host, packet.bytes.span(), world.now, output, from);
    }
    free_slot(world, slot);
    carry_out(world, to, recording);
    recording.end(world);
}

void deadline_passes(World& world, HostId host, Trace* trace) {
    HostAlarm& alarm = world.alarms[host.value];
    alarm.at = alarm.queued_at = Instant::never();  // until refresh_alarm() sets the next one
    EventRecording recording(world, trace, {.kind = EventKind::Deadline, .host = host, .packet = {}});
    host::deadlines_pass(world.hosts[host.value], world.now, cleared_output(world, recording.trace()));
    carry_out(world, host, recording);
    recording.end(world);
}

}  // namespace

Instant next_event_at(const World& world) {
    if (schedule_is_next(world)) return world.schedule[world.schedule_next].at;
    return world.queue.empty() ? Instant::never() : world.queue.top().at;
}

bool step(World& world, Trace* trace) {
    if (schedule_is_next(world)) {
        // A copy: the schedule is part of the world that the command changes.
        const ScheduledCommand next = world.schedule[world.schedule_next++];
        world.now = next.at;
        carry_out_command(world, next.command, EventKind::CommandScheduled, trace);
        return true;
    }
    if (world.queue.empty()) return false;
    const PendingEvent event = world.queue.top();
    HW_CHECK(event.at >= world.now);
    world.queue.pop();
    world.now = event.at;
    switch (event.kind) {
        case PendingEvent::Kind::PacketArrives: packet_arrives(world, event.subject, trace); break;
        case PendingEvent::Kind::HostDeadline: deadline_passes(world, HostId{event.subject}, trace); break;
    }
    ++world.event_count;
    settle(world);
    return true;
}

std::uint32_t run(World& world, const RunLimit& limit, Trace* trace) {
    std::uint32_t count = 0;
    while (count < limit.most_events) {
        const Instant next = next_event_at(world);
        if (next.is_never() || next > limit.until || !step(world, trace)) break;
        ++count;
    }
    return count;
}

}  // namespace hw::sim
