#include "sim/keyframes.h"

#include <algorithm>
#include <limits>

#include "base/check.h"

namespace hw::sim {
namespace {

std::uint64_t memory_of(const host::Connection& connection) {
    const tcp::Tcb& tcb = connection.tcb;
    return sizeof connection + connection.sent_content.capacity() + connection.delivered_content.capacity() +
           connection.application.spec.text.capacity() + tcb.send_buffer.size() +
           tcb.receive_buffer.readable() + tcb.receive_buffer.held().size_bytes();
}

}  // namespace

std::uint64_t memory_of(const World& world) {
    constexpr std::uint64_t index_bytes = 32;  // of each connection, in its host's tables
    std::uint64_t bytes = sizeof world;
    for (const host::Host& host : world.hosts) {
        bytes += sizeof host + host.listeners.size() * sizeof(host::Listener);
        for (const host::Connection& connection : host.connections)
            bytes += memory_of(connection) + index_bytes;
    }
    for (const Packet& packet : world.packets) bytes += sizeof packet + packet.bytes.size();
    bytes += world.free_packet_slots.size() * sizeof(std::uint32_t);
    bytes += world.links.size() * sizeof(Link) + world.alarms.size() * sizeof(HostAlarm);
    bytes += world.rules.size() * sizeof(ActiveRule) + world.schedule.size() * sizeof(ScheduledCommand);
    return bytes + world.queue.size() * sizeof(PendingEvent);
}

void Keyframes::offer(BranchId branch, const World& world) {
    if (world.event_count % spacing_ != 0) return;
    const std::uint64_t bytes = memory_of(world);
    frames_.push_back({.branch = branch, .bytes = bytes, .world = world});
    bytes_ += bytes;
    while (bytes_ > options_.budget_bytes) thin_out();
}

void Keyframes::thin_out() {
    HW_CHECK(!frames_.empty());
    // Worlds too large for even one: none is kept, and none is asked for again.
    const bool is_alone = frames_.size() == 1 || spacing_ > std::numeric_limits<std::uint32_t>::max() / 2;
    spacing_ = is_alone ? std::numeric_limits<std::uint32_t>::max() : spacing_ * 2;
    erase_if([this](const Keyframe& frame) { return frame.world.event_count % spacing_ != 0; });
}

void Keyframes::forget_after(BranchId branch, std::uint32_t event_count) {
    erase_if([=](const Keyframe& frame) {
        return frame.branch == branch && frame.world.event_count > event_count;
    });
}

void Keyframes::forget(BranchId branch) {
    erase_if([branch](const Keyframe& frame) { return frame.branch == branch; });
}

template <class Condition>
void Keyframes::erase_if(Condition condition) {
    const auto kept = std::stable_partition(frames_.begin(), frames_.end(),
                                            [&](const Keyframe& frame) { return !condition(frame); });
    frames_.erase(kept, frames_.end());
    bytes_ = 0;
    for (const Keyframe& frame : frames_) bytes_ += frame.bytes;
}

}  // namespace hw::sim
