#include "lesson/scene.h"

#include "lesson/segment_words.h"

namespace hw::lesson {

namespace {

constexpr std::uint16_t client_port = 40'000;
constexpr std::uint16_t server_port = 80;
constexpr HostId client{0};
constexpr HostId server{1};

std::uint16_t port_of(HostId host) { return host == client ? client_port : server_port; }

host::HostConfig machine(std::string name, std::uint32_t address, const SceneSettings& settings,
                         const std::vector<std::uint32_t>& isns) {
    host::HostConfig config;
    config.name = std::move(name);
    config.address = {address};
    config.isn.kind = host::IsnKind::Pinned;
    config.isn.pinned = isns;
    config.tcp.rules = settings.rules;
    config.tcp.congestion = settings.congestion;
    config.tcp.delayed_ack = tcp::Switch::Off;
    config.tcp.msl = 30_s;  // so that 2MSL is Linux's 60 s; the RFC's own MSL is 2 minutes
    return config;
}

bool was_sent_by(const sim::PacketRecord& packet, const SegmentRef& segment, std::uint32_t events) {
    return packet.id.exists() && packet.sent_by_event < events && !packet.is_injected &&
           !packet.copy_of.exists() && packet.from == segment.filter.from &&
           matches(segment.filter, packet.header.ctl, packet.text_length);
}

sim::RuleAction action_of(ActKind kind) {
    switch (kind) {
        case ActKind::Hold: return sim::RuleAction::Hold;
        case ActKind::Delay: return sim::RuleAction::Delay;
        case ActKind::Duplicate: return sim::RuleAction::Duplicate;
        case ActKind::Edit: return sim::RuleAction::Edit;
        default: return sim::RuleAction::Drop;
    }
}

sim::Command command_on(const Act& act, PacketId packet) {
    switch (act.kind) {
        case ActKind::Hold: return sim::HoldPacket{packet};
        case ActKind::Release: return sim::ReleasePacket{packet};
        case ActKind::Delay: return sim::DelayPacket{packet, act.by};
        case ActKind::Duplicate: return sim::DuplicatePacket{packet, act.by};
        case ActKind::Edit: return sim::EditPacket{packet, act.edit};
        default: return sim::DropPacket{packet};
    }
}

sim::Command rule_for(const Act& act, std::uint32_t already_sent) {
    const std::uint32_t first = act.segment.nth > already_sent ? act.segment.nth - already_sent : 1;
    return sim::AddRule{{.filter = act.segment.filter,
                         .first = first,
                         .times = act.segment.times,
                         .action = action_of(act.kind),
                         .by = act.by,
                         .edit = act.edit}};
}

std::vector<sim::Command> commands_on_segment(const Act& act, const sim::World& world,
                                              const sim::Trace& trace) {
    std::vector<sim::Command> commands;
    std::uint32_t sent = 0;
    for (const sim::PacketRecord& packet : trace.packets) {
        if (!was_sent_by(packet, act.segment, world.event_count)) continue;
        ++sent;
        const bool is_meant = act.segment.times == 0 ? sent >= act.segment.nth : sent == act.segment.nth;
        const sim::Packet* in_flight = is_meant ? sim::find_packet(world, packet.id) : nullptr;
        if (in_flight != nullptr && in_flight->is_held == (act.kind == ActKind::Release))
            commands.push_back(command_on(act, packet.id));
    }
    const bool comes_later = act.segment.times == 0 || sent < act.segment.nth;
    if (comes_later && act.kind != ActKind::Release) commands.push_back(rule_for(act, sent));
    return commands;
}

sim::Command old_segment(const Act& act) {
    sim::Inject inject{.from = act.host, .to = act.peer, .text = act.text, .arrives_in = act.by};
    inject.header.source_port = port_of(act.host);
    inject.header.destination_port = port_of(act.peer);
    inject.header.seq = act.seq;
    inject.header.ack = act.ack;
    inject.header.ctl = act.ctl;
    inject.header.raw_window = 65'535;
    return inject;
}

sim::Command call(const Act& act, const sim::World& world) {
    switch (act.kind) {
        case ActKind::Connect:
            return sim::Connect{.host = act.host,
                                .local_port = client_port,
                                .remote = {world.hosts[act.peer.value].config.address, server_port},
                                .application = {}};
        case ActKind::Send: return sim::Send{act.host, act.connection, act.text};
        case ActKind::Close: return sim::Close{act.host, act.connection};
        case ActKind::Abort: return sim::Abort{act.host, act.connection};
        case ActKind::PowerOff: return sim::PowerOff{act.host};
        case ActKind::PowerOn: return sim::PowerOn{act.host};
        case ActKind::OldSegment: return old_segment(act);
        default: return act.command;
    }
}

bool is_about_a_segment(ActKind kind) { return kind >= ActKind::Drop && kind <= ActKind::Release; }

}  // namespace

sim::World make_stage(const SceneSettings& settings) {
    sim::World world = sim::make_world({.seed = settings.seed});
    sim::add_host(world, machine("client", 0x0a00'0001, settings, settings.client_isn));
    sim::add_host(world, machine("server", 0x0a00'0002, settings, settings.server_isn));
    sim::LinkConfig link;
    link.delay = settings.delay;
    const LinkId id = sim::add_link(world, {.a = client, .b = server, .config = link});
    world.links[id.value].config[1].delay = settings.delay_back;
    host::ApplicationSpec application;
    if (!settings.greeting.empty())
        application = {.kind = host::ApplicationKind::Greeter, .text = settings.greeting};
    host::listen(world.hosts[server.value], server_port, application);
    return world;
}

wire::Endpoint usual_endpoint(const sim::World& stage, HostId host) {
    return {stage.hosts[host.value].config.address, port_of(host)};
}

sim::World initial_world(const Scene& scene) {
    sim::World world = scene.stage;
    for (const Act& act : scene.script)
        sim::schedule(world, act.at, is_about_a_segment(act.kind) ? rule_for(act, 0) : call(act, world));
    return world;
}

std::vector<sim::Command> commands_for(const Act& act, const sim::World& world, const sim::Trace& trace) {
    if (is_about_a_segment(act.kind)) return commands_on_segment(act, world, trace);
    return {call(act, world)};
}

}  // namespace hw::lesson
