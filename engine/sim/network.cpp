#include "sim/network.h"

#include "base/check.h"
#include "sim/pending.h"
#include "sim/recorder.h"
#include "sim/routing.h"
#include "wire/parse.h"

namespace hw::sim {
namespace {

bool matches(const SegmentFilter& filter, HostId from, const wire::Segment& segment) {
    const std::uint16_t bits = segment.ctl.bits;
    if (filter.from.exists() && filter.from != from) return false;
    if ((bits & filter.ctl_set.bits) != filter.ctl_set.bits) return false;
    if ((bits & filter.ctl_clear.bits) != 0) return false;
    switch (filter.text) {
        case SegmentFilter::Text::Any: return true;
        case SegmentFilter::Text::With: return segment.text_length() > 0;
        case SegmentFilter::Text::Without: return segment.text_length() == 0;
    }
    return false;
}

// Every rule that matches counts the segment; the first of those whose turn it is decides. nullptr: none.
const Rule* ask_rules(World& world, HostId from, std::span<const std::uint8_t> bytes) {
    wire::Packet packet;
    if (!wire::parse_packet(bytes, packet).ok()) return nullptr;
    const Rule* decides = nullptr;
    for (ActiveRule& active : world.rules) {
        const Rule& rule = active.rule;
        if (!matches(rule.filter, from, packet.segment)) continue;
        ++active.matches;
        const bool has_begun = active.matches >= rule.first;
        const bool is_over = rule.times > 0 && active.matches - rule.first >= rule.times;
        const bool is_its_turn = has_begun && (active.matches - rule.first) % rule.every == 0;
        if (is_its_turn && !is_over && decides == nullptr) decides = &rule;
    }
    return decides;
}

// A slot for the next packet; its bytes are whatever room a former one left.
std::uint32_t take_slot(World& world) {
    if (world.free_packet_slots.empty()) {
        world.packets.emplace_back();
        return static_cast<std::uint32_t>(world.packets.size()) - 1;
    }
    const std::uint32_t slot = world.free_packet_slots.back();
    world.free_packet_slots.pop_back();
    return slot;
}

// A packet that ends where it begins still has a number and, if somebody watches, a record.
void end_at_entrance(World& world, const Launch& sent, const PacketBytes& bytes, Fate fate, Trace* trace) {
    const PacketId id{world.packets_made++};
    record_packet(trace, world.now, {.id = id, .launch = sent, .bytes = bytes.span()});
    record_fate(trace, world.now, id, fate);
}

// What chance does to one packet that is not lost.
struct Disturbance {
    bool is_corrupted = false;
    bool is_marked = false;
    bool is_duplicated = false;
    std::uint32_t flipped_bit = 0;
    Duration delay{};
    Duration copy_delay{};
};

Duration draw_delay(Prng& prng, const LinkConfig& config) {
    Duration delay{};
    if (prng.chance(config.reorder_ppm)) delay += config.reorder_delay;
    const auto jitter_us = static_cast<std::uint32_t>(config.jitter.us);
    if (jitter_us > 0) delay += Duration{prng.between(0, jitter_us)};
    return delay;
}

// The generator is asked in this order, and only where the chance is not 0: corruption and, if so, which
// bit; a CE mark; duplication; reordering; jitter; then reordering and jitter of the copy.
Disturbance draw_disturbance(Prng& prng, const LinkConfig& config, std::uint32_t bytes) {
    Disturbance drawn;
    drawn.is_corrupted = prng.chance(config.corrupt_ppm);
    if (drawn.is_corrupted) drawn.flipped_bit = prng.below(bytes * 8);
    drawn.is_marked = prng.chance(config.mark_ppm);
    drawn.is_duplicated = prng.chance(config.duplicate_ppm);
    drawn.delay = draw_delay(prng, config);
    if (drawn.is_duplicated) drawn.copy_delay = draw_delay(prng, config);
    return drawn;
}

void flip_bit(Packet& packet, std::uint32_t bit) {
    std::uint8_t& byte = packet.bytes.span()[bit / 8];
    byte = static_cast<std::uint8_t>(byte ^ (0x80u >> (bit % 8)));
}

void launch_copy(World& world, std::uint32_t slot, const Launch& original, Duration later_by, Trace* trace) {
    Launch copy = original;
    copy.copy_of = world.packets[slot].id;
    copy.arrives_at = original.arrives_at + later_by;
    PacketBytes bytes = world.packets[slot].bytes;
    launch(world, copy, bytes, trace);
}

// What the packet meets on its way.
const LinkConfig& config_of(const World& world, const Route& route) {
    return route.link.exists() ? world.links[route.link.value].config[route.direction] : loopback;
}

// False: the queue is full. Otherwise the packet is at the far end, undisturbed, at `arrives_at`.
bool enter(World& world, const Route& route, std::uint32_t bytes, Instant& arrives_at) {
    return !route.link.exists() ||
           enter_link(world.links[route.link.value], route.direction, bytes, world.now, arrives_at);
}

// As much waits before it that a router says so (RFC 3168 §5).
bool finds_congestion(const World& world, const Route& route) {
    const std::uint32_t limit = config_of(world, route).mark_above_bytes;
    return limit > 0 && waiting_bytes(world.links[route.link.value], route.direction, world.now) >= limit;
}

bool is_too_big(const LinkConfig& config, std::span<const std::uint8_t> packet) {
    constexpr std::uint8_t dont_fragment = 0x40;
    return config.mtu_bytes > 0 && packet.size() > config.mtu_bytes && (packet[6] & dont_fragment) != 0;
}

// The router in the middle of the link has dropped `packet` and "is required to return an ICMP Destination
// Unreachable message to the source of the datagram" with "the MTU of that next-hop network" (RFC 1191 §4).
// There and back is half of the link each.
void report_too_big(World& world, const Route& route, const Launch& dropped,
                    std::span<const std::uint8_t> packet, Trace* trace) {
    const Link& link = world.links[route.link.value];
    const Duration way{(link.config[0].delay.us + link.config[1].delay.us) / 2};
    const Launch answer{.from = dropped.to,
                        .to = dropped.from,
                        .link = route.link,
                        .arrives_at = world.now + way,
                        .is_injected = true};
    const auto mtu = static_cast<std::uint16_t>(link.config[route.direction].mtu_bytes);
    const wire::IcmpReport report{.type = static_cast<std::uint8_t>(wire::IcmpType::DestinationUnreachable),
                                  .code = static_cast<std::uint8_t>(wire::Unreachable::FragmentationNeeded),
                                  .next_hop_mtu = mtu,
                                  .from = link.router};
    launch_icmp(world, answer, report, packet, trace);
}

void mark(World& world, std::uint32_t slot, Trace* trace) {
    Packet& packet = world.packets[slot];
    const auto ecn_before = packet.bytes.span()[1] & 3;
    if (!wire::mark_congestion(packet.bytes.span()) || ecn_before == 3) return;
    record_change(trace, packet.id, Change::Marked, packet.bytes.span());
}

// One packet enters its link: the learner's rules first, then the cable, the MTU, the queue, and chance.
void transmit(World& world, const Route& route, Launch& sent, PacketBytes& bytes, Trace* trace) {
    const LinkConfig& config = config_of(world, route);
    sent.arrives_at = world.now + config.delay;

    const Rule* rule = world.rules.empty() ? nullptr : ask_rules(world, sent.from, bytes.span());
    if (rule != nullptr && rule->action == RuleAction::Drop)
        return end_at_entrance(world, sent, bytes, Fate::Dropped, trace);
    if (route.link.exists() && world.links[route.link.value].is_unplugged)
        return end_at_entrance(world, sent, bytes, Fate::CablePulled, trace);
    if (is_too_big(config, bytes.span())) {
        end_at_entrance(world, sent, bytes, Fate::TooBig, trace);
        if (!config.mtu_is_secret) report_too_big(world, route, sent, bytes.span(), trace);
        return;
    }
    const bool is_congested = finds_congestion(world, route);
    if (!enter(world, route, bytes.size(), sent.arrives_at))
        return end_at_entrance(world, sent, bytes, Fate::QueueOverflow, trace);
    if (world.prng.chance(config.loss_ppm)) return end_at_entrance(world, sent, bytes, Fate::Lost, trace);

    const Disturbance chance = draw_disturbance(world.prng, config, bytes.size());
    const Instant undisturbed = sent.arrives_at;
    sent.arrives_at = undisturbed + chance.delay;
    if (rule != nullptr && rule->action == RuleAction::Delay) sent.arrives_at = sent.arrives_at + rule->by;
    const std::uint32_t slot = launch(world, sent, bytes, trace);
    if (rule != nullptr && rule->action == RuleAction::Edit) edit(world, slot, rule->edit, trace);
    if (is_congested || chance.is_marked) mark(world, slot, trace);

    if (rule != nullptr && rule->action == RuleAction::Duplicate)
        launch_copy(world, slot, sent, rule->by, trace);
    sent.arrives_at = undisturbed;
    if (chance.is_duplicated) launch_copy(world, slot, sent, chance.copy_delay, trace);
    if (chance.is_corrupted) {
        flip_bit(world.packets[slot], chance.flipped_bit);
        record_corruption(trace, world.packets[slot].id, world.packets[slot].bytes.span());
    }
    if (rule != nullptr && rule->action == RuleAction::Hold) hold(world, slot, trace);
}

}  // namespace

void send_output(World& world, HostId host, Trace* trace) {
    host::Output& output = world.buffers.output;
    for (std::uint32_t i = 0; i < output.packet_count; ++i) {
        host::OutgoingPacket& packet = output.packets[i];
        const Route route = route_to(world, host, packet.destination);
        if (!route.to.exists()) {
            ++world.packets_without_route;
            continue;
        }
        Launch sent{.from = host, .to = route.to, .link = route.link, .connection = packet.connection};
        transmit(world, route, sent, packet.bytes, trace);
    }
}

std::uint32_t launch(World& world, const Launch& sent, PacketBytes& bytes, Trace* trace) {
    const std::uint32_t slot = take_slot(world);
    Packet& packet = world.packets[slot];
    packet.id = PacketId{world.packets_made++};
    packet.from = sent.from;
    packet.to = sent.to;
    packet.link = sent.link;
    packet.sent_at = world.now;
    packet.bytes.swap(bytes);
    set_arrival(world, slot, sent.arrives_at);
    record_packet(trace, world.now, {.id = packet.id, .launch = sent, .bytes = packet.bytes.span()});
    return slot;
}

wire::EditError edit(World& world, std::uint32_t slot, const wire::SegmentEdit& change, Trace* trace) {
    Packet& packet = world.packets[slot];
    const wire::EditError error = wire::edit_packet(packet.bytes, change);
    if (error == wire::EditError::None) record_change(trace, packet.id, Change::Edited, packet.bytes.span());
    return error;
}

void launch_icmp(World& world, const Launch& sent, const wire::IcmpReport& report,
                 std::span<const std::uint8_t> datagram, Trace* trace) {
    PacketBytes bytes;
    const auto room = bytes.resize_for_overwrite(wire::max_icmp_error_bytes);
    const auto length = wire::emit_icmp_error(report, datagram, room);
    HW_CHECK(length.ok());  // what TCP sends has an IPv4 header and more than eight octets
    bytes.truncate(*length);
    launch(world, sent, bytes, trace);
}

void free_slot(World& world, std::uint32_t slot) {
    Packet& packet = world.packets[slot];
    PacketBytes room;
    room.swap(packet.bytes);
    room.truncate(0);
    packet = Packet{};
    packet.bytes.swap(room);
    world.free_packet_slots.push_back(slot);
}

std::uint32_t slot_of(const World& world, PacketId packet) {
    if (!packet.exists()) return no_slot;
    for (std::uint32_t slot = 0; slot < world.packets.size(); ++slot)
        if (world.packets[slot].id == packet) return slot;
    return no_slot;
}

void hold(World& world, std::uint32_t slot, Trace* trace) {
    Packet& packet = world.packets[slot];
    packet.is_held = true;
    packet.left_to_fly = packet.arrives_at - world.now;
    packet.arrives_at = Instant::never();
    record_hold(trace, world.now, packet.id);
}

}  // namespace hw::sim
