#include "lesson/scene.h"

#include "host/profile.h"
#include "host/socket_descriptor.h"
#include "host/sysctl.h"
#include "host/system_calls.h"
#include "lesson/segment_words.h"

namespace hw::lesson {

namespace {

constexpr std::uint16_t client_port = 40'000;
constexpr std::uint16_t server_port = 80;
constexpr std::uint16_t mallory_port = 6'666;
constexpr HostId client{0};
constexpr HostId server{1};
constexpr HostId mallory{2};

std::uint16_t port_of(HostId host) {
    if (host == client) return client_port;
    return host == mallory ? mallory_port : server_port;
}

struct Identity {
    std::string name{};
    std::uint32_t address = 0;
    std::vector<std::uint32_t> isns{};
};

host::HostConfig machine(const Identity& who, const SceneSettings& settings) {
    host::HostConfig config;
    config.name = who.name;
    config.address = {who.address};
    config.isn.kind = settings.isn_by_clock ? host::IsnKind::Rfc6528 : host::IsnKind::Pinned;
    config.isn.pinned = who.isns;
    // §3.4.1: "F() MUST NOT be computable from the outside": each host has a secret of its own.
    config.isn.secret = {settings.seed * 0x9e37'79b9'7f4a'7c15u + who.address, settings.seed};
    if (settings.profile == Profile::Linux)
        host::linux_profile(config);
    else
        config.tcp.delayed_ack = tcp::Switch::Off;
    if (settings.rules) config.tcp.rules = *settings.rules;
    if (settings.congestion) config.tcp.congestion = *settings.congestion;
    config.tcp.msl = {settings.time_wait.us / 2};
    if (settings.user_timeout != Duration{}) config.tcp.user_timeout = settings.user_timeout;
    if (!settings.uses_nagle) config.tcp.nagle = tcp::Switch::Off;
    if (settings.server_window > 0 && who.name == settings.server_name)
        config.tcp.receive_buffer_bytes = settings.server_window;
    if (settings.keeps_alive) config.tcp.keep_alive = tcp::Switch::On;
    if (settings.syn_carries_text && who.name == settings.client_name) {
        config.tcp.fast_open_client = tcp::Switch::On;
        config.tcp.fast_open_without_cookie = tcp::Switch::On;
    }
    if (settings.measure_every != Duration{}) {
        config.kept_content_bytes = 0;
        config.kept_closed_connections = 16;
    }
    if (who.name == settings.client_name) config.address_block = {{0x0a01'0000}, settings.client_addresses};
    for (const SwitchSetting& setting : settings.switches)
        if (setting.host.empty() || setting.host == who.name)
            host::set_sysctl(config, setting.name, setting.value);
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

sim::Command segment_out_of_nowhere(const Act& act) {
    const bool is_old = act.kind == ActKind::OldSegment;
    sim::Inject inject{.from = act.host,
                       .to = act.peer,
                       .text = act.text,
                       .arrives_in = act.by,
                       .kind = is_old ? sim::Inject::Kind::OldDuplicate : sim::Inject::Kind::Forged};
    inject.header.source_port = port_of(act.host);
    inject.header.destination_port = port_of(act.peer);
    inject.header.seq = act.seq;
    inject.header.ack = act.ack;
    inject.header.ctl = act.ctl;
    inject.header.raw_window = 65'535;
    return inject;
}

sim::Command connect(const Act& act, const sim::World& world) {
    const std::uint16_t to_port = act.to_port != 0 ? act.to_port : port_of(act.peer);
    const std::uint16_t from_port = act.from_port != 0 ? act.from_port : port_of(act.host);
    return sim::Connect{.host = act.host,
                        .local_port = act.from_any_port ? std::uint16_t{0} : from_port,
                        .remote = {world.hosts[act.peer.value].config.address, to_port},
                        .application = {},
                        .text = act.text};
}

sim::Command call(const Act& act, const sim::World& world) {
    switch (act.kind) {
        case ActKind::Connect: return connect(act, world);
        case ActKind::Send:
            if (act.is_on_listener) return sim::SendFromListener{act.host, port_of(act.host), act.text};
            return sim::Send{act.host, act.connection, act.text, act.is_urgent};
        case ActKind::Close:
            if (act.is_on_listener) return sim::CloseListener{act.host, port_of(act.host)};
            return sim::Close{act.host, act.connection};
        case ActKind::Abort: return sim::Abort{act.host, act.connection};
        case ActKind::Status: return sim::Status{act.host, act.connection};
        case ActKind::Shutdown: return sim::Shutdown{act.host, act.connection};
        case ActKind::Accept: return sim::Accept{act.host, port_of(act.host)};
        case ActKind::Listen:
            return sim::Listen{act.host, port_of(act.host), {}, usual_endpoint(world, act.peer)};
        case ActKind::Workload:
        case ActKind::Service:
        case ActKind::Limit: return act.command;
        case ActKind::Kill: return sim::KillProgram{act.host};
        case ActKind::PowerOff:
        case ActKind::Reboot: return sim::PowerOff{act.host};
        case ActKind::PowerOn: return sim::PowerOn{act.host};
        case ActKind::OldSegment:
        case ActKind::Forge: return segment_out_of_nowhere(act);
        default: return act.command;
    }
}

// A machine that reboots is off for no time at all, and knows nothing afterwards.
std::vector<sim::Command> calls(const Act& act, const sim::World& world) {
    std::vector<sim::Command> commands{call(act, world)};
    if (act.kind == ActKind::Reboot) commands.push_back(sim::PowerOn{act.host});
    return commands;
}

bool is_about_a_segment(ActKind kind) { return kind >= ActKind::Drop && kind <= ActKind::Release; }

// Whatever else the server's program has open: a log, a configuration, an epoll. Its listener will have one more.
void open_files(host::Host& host, const SceneSettings& settings) {
    const std::uint32_t own = settings.listens ? 1 : 0;
    host::Output output;
    while (settings.server_fds > own &&
           host::process_of(host, host::first_process).descriptors.open_count() < settings.server_fds - own)
        if (host::sys::open_file({.host = host, .output = output}).error != host::SocketError::None) return;
}

}  // namespace

sim::World make_stage(const SceneSettings& settings) {
    sim::World world = sim::make_world({.seed = settings.seed});
    sim::add_host(world, machine({settings.client_name, 0x0a00'0001, settings.client_isn}, settings));
    sim::add_host(world, machine({settings.server_name, 0x0a00'0002, settings.server_isn}, settings));
    sim::LinkConfig link;
    link.delay = settings.delay;
    const LinkId id = sim::add_link(world, {.a = client, .b = server, .config = link});
    world.links[id.value].config[1].delay = settings.delay_back;
    if (settings.has_mallory) {
        sim::add_host(world, machine({"mallory", 0x0a00'0042, {7'000}}, settings));
        sim::add_link(world, {.a = mallory, .b = server, .config = link});
    }
    host::Host& listening = world.hosts[server.value];
    if (settings.descriptors != 0) listening.config.descriptor_limit = settings.descriptors;
    open_files(listening, settings);
    if (!settings.listens) return world;
    listening.config.backlog = settings.backlog;
    host::listen(listening, server_port, settings.application);
    if (!settings.accepts) listening.listeners.back().accepting = host::Accepting::ByCall;
    return world;
}

wire::Endpoint usual_endpoint(const sim::World& stage, HostId host) {
    if (host.value >= stage.hosts.size()) return {};
    return {stage.hosts[host.value].config.address, port_of(host)};
}

sim::World initial_world(const Scene& scene) {
    sim::World world = scene.stage;
    for (const Act& act : scene.script) {
        if (is_about_a_segment(act.kind)) {
            sim::schedule(world, act.at, rule_for(act, 0));
            continue;
        }
        for (sim::Command& command : calls(act, world)) sim::schedule(world, act.at, std::move(command));
    }
    return world;
}

std::vector<sim::Command> commands_for(const Act& act, const sim::World& world, const sim::Trace& trace) {
    if (is_about_a_segment(act.kind)) return commands_on_segment(act, world, trace);
    return calls(act, world);
}

}  // namespace hw::lesson
