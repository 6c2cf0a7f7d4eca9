#include "sim/world.h"

#include <algorithm>

#include "base/check.h"
#include "sim/network.h"

// Building a world, looking at it, and summing it up.

namespace hw::sim {

World::World() = default;
World::World(const World&) = default;
World::World(World&&) noexcept = default;
World& World::operator=(const World&) = default;
World& World::operator=(World&&) noexcept = default;
World::~World() = default;

World make_world(const WorldOptions& options) {
    World world;
    world.seed = options.seed;
    world.prng = Prng{options.seed};
    return world;
}

HostId add_host(World& world, const host::HostConfig& config) {
    const HostId id{static_cast<std::uint32_t>(world.hosts.size())};
    world.hosts.emplace_back().config = config;
    world.alarms.emplace_back();
    return id;
}

LinkId add_link(World& world, const LinkOptions& options) {
    HW_CHECK(options.a.value < world.hosts.size() && options.b.value < world.hosts.size());
    HW_CHECK(options.a != options.b && is_valid(options.config));
    const LinkId id{static_cast<std::uint32_t>(world.links.size())};
    world.links.push_back({.a = options.a,
                           .b = options.b,
                           .config = {options.config, options.config},
                           .router = {first_router_address + id.value}});
    return id;
}

void schedule(World& world, Instant at, Command command) {
    HW_CHECK(at >= world.now);
    const auto is_before = [](Instant time, const ScheduledCommand& entry) { return time < entry.at; };
    const auto pending = world.schedule.begin() + world.schedule_next;
    const auto place = std::upper_bound(pending, world.schedule.end(), at, is_before);
    world.schedule.insert(place, {.at = at, .command = std::move(command)});
}

const Packet* find_packet(const World& world, PacketId id) {
    const std::uint32_t slot = slot_of(world, id);
    return slot == no_slot ? nullptr : &world.packets[slot];
}

HostId find_host(const World& world, std::string_view name) {
    for (std::uint32_t i = 0; i < world.hosts.size(); ++i)
        if (world.hosts[i].config.name == name) return HostId{i};
    return HostId::none();
}

LinkId find_link(const World& world, HostId a, HostId b) {
    for (std::uint32_t i = 0; i < world.links.size(); ++i) {
        const Link& link = world.links[i];
        if ((link.a == a && link.b == b) || (link.a == b && link.b == a)) return LinkId{i};
    }
    return LinkId::none();
}

// ---- summing up -------------------------------------------------------------------------------------

namespace {

void add(Digest& d, const HostAlarm& alarm) {
    digest_all(d, alarm.at, alarm.order, alarm.queued_at, alarm.queued_order);
}

void add(Digest& d, const Packet& packet) {
    digest_all(d, packet.id, packet.from, packet.to, packet.link, packet.sent_at, packet.arrives_at,
               packet.is_held, packet.left_to_fly, packet.arrival_order);
    d.bytes(packet.bytes.span());
}

void add(Digest& d, const ActiveRule& active) { digest_all(d, active.id, active.rule, active.matches); }
void add(Digest& d, const ScheduledCommand& entry) { digest_all(d, entry.at, entry.command); }
void add(Digest& d, const Link& link) { digest(d, link); }
void add(Digest& d, const host::Host& host) { digest(d, host); }
void add(Digest& d, std::uint32_t slot) { digest(d, slot); }

template <class T>
void add_each(Digest& d, const std::vector<T>& items) {
    d.word(items.size());
    for (const T& item : items) add(d, item);
}

}  // namespace

std::uint64_t digest_of(const World& world) {
    Digest d;
    digest_all(d, world.seed, world.now, world.event_count, world.prng.state, world.packets_made,
               world.packets_without_route, world.rules_made, world.schedule_next);
    add_each(d, world.hosts);
    add_each(d, world.alarms);
    add_each(d, world.links);
    add_each(d, world.packets);
    add_each(d, world.free_packet_slots);
    add_each(d, world.rules);
    add_each(d, world.schedule);
    digest(d, world.queue);
    return d.value();
}

}  // namespace hw::sim
