#include "sim/pending.h"

#include "base/check.h"

namespace hw::sim {
namespace {

void enqueue_alarm(EventQueue& queue, HostId host, HostAlarm& alarm) {
    alarm.queued_at = alarm.at;
    alarm.queued_order = alarm.order;
    queue.push({.at = alarm.at,
                .order = alarm.order,
                .kind = PendingEvent::Kind::HostDeadline,
                .subject = host.value});
}

bool arrival_is_live(const World& world, const PendingEvent& event) {
    const Packet& packet = world.packets[event.subject];
    return packet.id.exists() && !packet.is_held && packet.arrival_order == event.order;
}

}  // namespace

void set_arrival(World& world, std::uint32_t slot, Instant at) {
    Packet& packet = world.packets[slot];
    packet.arrives_at = at;
    packet.arrival_order = world.queue.next_order();
    world.queue.push({.at = at,
                      .order = packet.arrival_order,
                      .kind = PendingEvent::Kind::PacketArrives,
                      .subject = slot});
}

void refresh_alarm(World& world, HostId host) {
    HostAlarm& alarm = world.alarms[host.value];
    const Instant at = host::next_deadline(world.hosts[host.value]);
    if (at == alarm.at) return;
    HW_CHECK(at >= world.now);
    alarm.at = at;
    alarm.order = world.queue.next_order();
    // A later deadline leaves its entry where it is; settle() moves it on when its time comes.
    if (at < alarm.queued_at) enqueue_alarm(world.queue, host, alarm);
}

void settle(World& world) {
    EventQueue& queue = world.queue;
    while (!queue.empty()) {
        const PendingEvent event = queue.top();
        if (event.kind == PendingEvent::Kind::PacketArrives) {
            if (arrival_is_live(world, event)) return;
            queue.pop();
            continue;
        }
        HostAlarm& alarm = world.alarms[event.subject];
        // An entry that another, earlier one has replaced.
        if (event.at != alarm.queued_at || event.order != alarm.queued_order) {
            queue.pop();
            continue;
        }
        if (event.order == alarm.order) return;
        queue.pop();
        alarm.queued_at = Instant::never();
        if (!alarm.at.is_never()) enqueue_alarm(queue, HostId{event.subject}, alarm);
    }
}

}  // namespace hw::sim
