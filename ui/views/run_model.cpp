#include "ui/views/run_model.h"

namespace hw::ui {

namespace {

// The port a host uses first: a listener's, or that of the first segment it sent.
std::uint16_t first_port(const sim::World& world, const sim::Trace& trace, HostId host) {
    for (const sim::PacketRecord& packet : trace.packets) {
        if (!packet.id.exists() || packet.is_injected) continue;
        if (packet.from == host) return packet.header.source_port;
        if (packet.to == host) return packet.header.destination_port;
    }
    const host::Host& machine = world.hosts[host.value];
    return machine.listeners.empty() ? std::uint16_t{0} : machine.listeners.front().port;
}

}  // namespace

const HostLine* RunModel::find_host(HostId id) const {
    for (const HostLine& line : hosts) {
        if (line.id == id) return &line;
    }
    return nullptr;
}

std::vector<HostLine> host_lines(const sim::World& world, const sim::Trace& trace) {
    std::vector<HostLine> lines;
    for (std::uint32_t i = 0; i < world.hosts.size(); ++i) {
        const HostId id{i};
        HostLine line{.id = id,
                      .letter = static_cast<char>('A' + i % 26),
                      .name = world.hosts[i].config.name,
                      .port = first_port(world, trace, id),
                      .resting_state = host::state_of(world.hosts[i])};
        if (line.is_attacker()) line.letter = 'M';
        lines.push_back(std::move(line));
    }
    return lines;
}

tcp::State state_at(const sim::Trace& trace, const HostLine& host, Instant t) {
    tcp::State state = host.resting_state;
    bool is_first = true;
    for (const sim::EventRecord& event : trace.events) {
        if (event.host != host.id) continue;
        if (event.at > t) {
            if (is_first) state = event.state_before;
            break;
        }
        state = event.state_after;
        is_first = false;
    }
    return state;
}

std::optional<std::uint32_t> telling_event(const sim::Trace& trace, PacketId packet, Instant t) {
    const sim::PacketRecord* record = find_record(trace, packet);
    if (record == nullptr) return std::nullopt;
    const bool has_ended = record->ended_by_event < trace.events.size() && record->ended_at <= t;
    return has_ended ? record->ended_by_event : record->sent_by_event;
}

std::optional<std::uint32_t> latest_thought(const sim::Trace& trace, Instant t) {
    for (std::size_t i = trace.events.size(); i > 0; --i) {
        const sim::EventRecord& event = trace.events[i - 1];
        if (event.at <= t && event.note_count > 0) return static_cast<std::uint32_t>(i - 1);
    }
    return std::nullopt;
}

const sim::PacketRecord* find_record(const sim::Trace& trace, PacketId packet) {
    if (packet.value >= trace.packets.size()) return nullptr;
    const sim::PacketRecord& record = trace.packets[packet.value];
    return record.id.exists() ? &record : nullptr;
}

}  // namespace hw::ui
