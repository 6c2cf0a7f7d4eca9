#include "capture/remarks.h"

#include <map>
#include <utility>

#include "capture/describe.h"
#include "capture/from_trace.h"
#include "sim/text.h"

// What became of a packet, in words: the comments of a capture.

namespace hw::capture {
namespace {

using sim::Fate;
using sim::PacketRecord;

std::string packet_name(PacketId id) { return "packet " + std::to_string(id.value); }

std::string name_of(const sim::World& world, HostId host) {
    if (host.value >= world.hosts.size()) return "host " + sim::number_of(host);
    return std::string(world.hosts[host.value].config.name);
}

// The command that event `index` carried out; nullptr if it was none.
const sim::Command* command_of(const sim::Trace& trace, std::uint32_t index) {
    if (index >= trace.events.size()) return nullptr;
    const sim::EventRecord& event = trace.events[index];
    const bool is_command =
        event.kind == sim::EventKind::CommandIssued || event.kind == sim::EventKind::CommandScheduled;
    return is_command ? &event.command : nullptr;
}

// The rule that drops packets from `from`, if there was only one by then; several could be meant otherwise.
std::string dropping_rule(const sim::Trace& trace, const PacketRecord& packet) {
    std::string found;
    for (std::uint32_t i = 0; i < packet.sent_by_event && i < trace.events.size(); ++i) {
        const sim::Command* command = command_of(trace, i);
        const auto* added = command != nullptr ? std::get_if<sim::AddRule>(command) : nullptr;
        if (added == nullptr || added->rule.action != sim::RuleAction::Drop) continue;
        if (added->rule.filter.from.exists() && added->rule.filter.from != packet.from) continue;
        if (!found.empty()) return "";
        found = sim::to_text(*command);
    }
    return found;
}

std::string on_drop(const sim::Trace& trace, const PacketRecord& packet) {
    const sim::Command* command = command_of(trace, packet.ended_by_event);
    if (command != nullptr && std::holds_alternative<sim::DropPacket>(*command))
        return "dropped by hand at " + sim::seconds_of(packet.ended_at);
    const std::string rule = dropping_rule(trace, packet);
    return "dropped here by " + (rule.empty() ? "a rule" : "the " + rule);
}

std::string on_fate(const sim::Trace& trace, const sim::World& world, const PacketRecord& packet) {
    switch (packet.fate) {
        case Fate::InFlight: return "still on its way at the end of the trace";
        case Fate::Held: return "held by hand at " + sim::seconds_of(packet.held_at) + ", and not released";
        case Fate::Delivered: return "";
        case Fate::Dropped: return on_drop(trace, packet);
        case Fate::Lost: return "lost here: the link's chance";
        case Fate::QueueOverflow: return "dropped here: the link's queue was full";
        case Fate::HostOff:
            return "lost at " + sim::seconds_of(packet.ended_at) + ": " + name_of(world, packet.to) +
                   " was off";
        case Fate::TooBig: return "dropped by the router: too big for the link's MTU, not to be fragmented";
        case Fate::CablePulled: return "lost at " + sim::seconds_of(packet.ended_at) + ": the cable was out";
    }
    return "";
}

std::string on_origin(const PacketRecord& packet) {
    if (packet.copy_of.exists())
        return "a copy of " + packet_name(packet.copy_of) + ", made on its way" +
               (packet.is_injected ? "; nobody's TCP sent that" : "");
    if (packet.is_icmp) return "an ICMP error from the network";
    if (!packet.is_injected) return "";
    return packet.is_old_duplicate ? "an old duplicate, injected: nobody's TCP sends it now"
                                   : "forged: nobody's TCP sent it";
}

// Its bytes changed on the way: each end is told what the other one saw.
std::string on_change(const PacketRecord& packet, Direction seen) {
    std::string words;
    if (packet.was_edited)
        words = seen == Direction::Inbound
                    ? "edited on its way; it was sent as " + describe(packet.bytes)
                    : "edited on its way; it goes on as " + describe(packet.changed_bytes);
    if (packet.was_marked)
        words += std::string(words.empty() ? "" : "; ") + "a router marks it: congestion experienced";
    if (packet.was_corrupted)
        words += std::string(words.empty() ? "" : "; ") + "one of its bits is flipped on its way";
    return words;
}

std::string on_time(const PacketRecord& packet) {
    if (packet.held_at.is_never() || packet.released_at.is_never()) return "";
    return "held by hand from " + sim::seconds_of(packet.held_at) + " to " +
           sim::seconds_of(packet.released_at);
}

}  // namespace

std::vector<PacketId> overtaken_by(const sim::Trace& trace) {
    std::vector<PacketId> by(trace.packets.size());
    std::map<std::pair<HostId, HostId>, PacketId> earliest;  // of those sent later than the one in hand
    for (std::size_t i = trace.packets.size(); i > 0; --i) {
        const PacketRecord& packet = trace.packets[i - 1];
        if (!packet.id.exists() || packet.fate != Fate::Delivered) continue;
        PacketId& first = earliest[{packet.from, packet.to}];
        const bool is_known = first.exists();
        const bool is_overtaken =
            is_known && trace.packets[first.value].ended_by_event < packet.ended_by_event;
        if (is_overtaken) by[i - 1] = first;
        if (!is_overtaken) first = packet.id;
    }
    return by;
}

std::string remark_on(const sim::Trace& trace, const sim::World& world, PacketId id, Direction seen) {
    if (id.value >= trace.packets.size() || !trace.packets[id.value].id.exists()) return "";
    const PacketRecord& packet = trace.packets[id.value];
    std::string remark;
    const std::string parts[] = {on_origin(packet), on_change(packet, seen), on_time(packet),
                                 on_fate(trace, world, packet)};
    for (const std::string& part : parts)
        if (!part.empty()) remark += (remark.empty() ? "" : "; ") + part;
    return remark;
}

}  // namespace hw::capture
