#include "sim/command_event.h"

#include <algorithm>

#include "base/check.h"
#include "host/sysctl.h"
#include "sim/forgery.h"
#include "sim/network.h"
#include "sim/pending.h"
#include "sim/recorder.h"

// What each command does. A command that is impossible changes nothing: every function below looks before
// it touches the world, and says what it met.

namespace hw::sim {
namespace {

// What a command works with; references live for the duration of one event.
struct Context {
    World& world;
    Trace* trace;

    host::Host& host(HostId id) const { return world.hosts[id.value]; }
    bool has(HostId id) const { return id.value < world.hosts.size(); }
};

std::span<const std::uint8_t> bytes_of(const std::string& text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// ---- applications -----------------------------------------------------------------------------------

CommandError error_of(host::SocketError error) {
    switch (error) {
        case host::SocketError::None: return CommandError::None;
        case host::SocketError::AddrInUse: return CommandError::PortInUse;
        case host::SocketError::AddrNotAvail: return CommandError::NoPortLeft;
        case host::SocketError::NoBufs: return CommandError::NoRoom;
        case host::SocketError::HostDown: return CommandError::HostIsOff;
        default: break;
    }
    return CommandError::NotConnected;
}

CommandError check_powered(const Context& context, HostId host) {
    if (!context.has(host)) return CommandError::NoSuchHost;
    return context.host(host).is_powered ? CommandError::None : CommandError::HostIsOff;
}

CommandError check_connection(const Context& context, HostId host, ConnectionId connection) {
    const CommandError error = check_powered(context, host);
    if (error != CommandError::None) return error;
    const bool exists = host::find(context.host(host), connection) != nullptr;
    return exists ? CommandError::None : CommandError::NoSuchConnection;
}

// A call that needs nothing but its connection.
CommandError call(const Context& context, HostId host, ConnectionId connection,
                  host::SocketError (*make)(host::Host&, ConnectionId, Instant, host::Output&)) {
    const CommandError error = check_connection(context, host, connection);
    if (error != CommandError::None) return error;
    World& world = context.world;
    return error_of(make(context.host(host), connection, world.now, world.buffers.output));
}

CommandError carry_out(const Context& context, const Listen& command) {
    const CommandError error = check_powered(context, command.host);
    if (error != CommandError::None) return error;
    if (command.port == 0) return CommandError::BadArgument;
    return error_of(
        host::listen(context.host(command.host), command.port, command.application, command.remote));
}

CommandError carry_out(const Context& context, const CloseListener& command) {
    const CommandError error = check_powered(context, command.host);
    if (error != CommandError::None) return error;
    World& world = context.world;
    return error_of(
        host::close_listener(context.host(command.host), command.port, world.now, world.buffers.output));
}

CommandError carry_out(const Context& context, const SendFromListener& command) {
    const CommandError error = check_powered(context, command.host);
    if (error != CommandError::None) return error;
    if (command.text.empty()) return CommandError::BadArgument;
    World& world = context.world;
    return error_of(host::send_from_listener(context.host(command.host), command.port, bytes_of(command.text),
                                             world.now, world.buffers.output));
}

CommandError carry_out(const Context& context, const Connect& command) {
    const CommandError error = check_powered(context, command.host);
    if (error != CommandError::None) return error;
    if (command.remote.port == 0 || command.remote.address.raw == 0) return CommandError::BadArgument;
    const host::ConnectOptions options{.local_port = command.local_port,
                                       .remote = command.remote,
                                       .application = command.application,
                                       .opens_fast = command.opens_fast,
                                       .text = bytes_of(command.text)};
    World& world = context.world;
    return error_of(host::connect(context.host(command.host), options, world.now, world.buffers.output));
}

CommandError carry_out(const Context& context, const Send& command) {
    const CommandError error = check_connection(context, command.host, command.connection);
    if (error != CommandError::None) return error;
    if (command.text.empty()) return CommandError::BadArgument;
    World& world = context.world;
    return error_of(host::send(context.host(command.host), command.connection, bytes_of(command.text),
                               world.now, world.buffers.output,
                               command.is_urgent ? tcp::Urgent::Yes : tcp::Urgent::No));
}

CommandError carry_out(const Context& context, const Close& command) {
    return call(context, command.host, command.connection, host::close);
}

CommandError carry_out(const Context& context, const Abort& command) {
    return call(context, command.host, command.connection, host::abort);
}

CommandError carry_out(const Context& context, const Status& command) {
    return call(context, command.host, command.connection, host::status);
}

CommandError carry_out(const Context& context, const Shutdown& command) {
    return call(context, command.host, command.connection, host::shutdown);
}

CommandError carry_out(const Context& context, const Accept& command) {
    const CommandError error = check_powered(context, command.host);
    if (error != CommandError::None) return error;
    World& world = context.world;
    return error_of(
        host::start_accepting(context.host(command.host), command.port, world.now, world.buffers.output));
}

CommandError carry_out(const Context& context, const SetSysctl& command) {
    if (!context.has(command.host)) return CommandError::NoSuchHost;
    host::HostConfig& config = context.host(command.host).config;
    const bool is_done = host::set_sysctl(config, command.name, command.value) == host::SocketError::None;
    return is_done ? CommandError::None : CommandError::BadArgument;
}

CommandError carry_out(const Context& context, const SetWorkload& command) {
    const CommandError error = check_powered(context, command.host);
    if (error != CommandError::None) return error;
    World& world = context.world;
    const bool is_set =
        host::set_workload(context.host(command.host), command.spec, world.now, world.buffers.output);
    return is_set ? CommandError::None : CommandError::BadArgument;
}

CommandError carry_out(const Context& context, const SetApplication& command) {
    const CommandError error = check_powered(context, command.host);
    if (error != CommandError::None) return error;
    return error_of(host::set_application(context.host(command.host), command.port, command.application));
}

CommandError carry_out(const Context& context, const SetDescriptorLimit& command) {
    if (!context.has(command.host)) return CommandError::NoSuchHost;
    if (command.limit == 0 || command.limit > host::most_descriptors) return CommandError::BadArgument;
    World& world = context.world;
    host::set_descriptor_limit(context.host(command.host), command.limit, world.now, world.buffers.output);
    return CommandError::None;
}

CommandError carry_out(const Context& context, const PowerOff& command) {
    const CommandError error = check_powered(context, command.host);
    if (error != CommandError::None) return error;
    host::power_off(context.host(command.host));
    return CommandError::None;
}

CommandError carry_out(const Context& context, const PowerOn& command) {
    if (!context.has(command.host)) return CommandError::NoSuchHost;
    if (context.host(command.host).is_powered) return CommandError::BadArgument;
    host::power_on(context.host(command.host));
    return CommandError::None;
}

CommandError carry_out(const Context& context, const SetRuleBook& command) {
    if (!context.has(command.host)) return CommandError::NoSuchHost;
    if (static_cast<std::uint32_t>(command.rules) >= tcp::rule_book_count) return CommandError::BadArgument;
    host::Host& host = context.host(command.host);
    host.config.tcp.rules = command.rules;
    if (command.switches_running)
        for (host::Connection& connection : host.connections)
            if (connection.id.exists() && connection.closed_by == host::ClosedBy::StillOpen)
                connection.tcb.rules = command.rules;
    return CommandError::None;
}

CommandError carry_out(const Context& context, const KillProgram& command) {
    const CommandError error = check_powered(context, command.host);
    if (error != CommandError::None) return error;
    World& world = context.world;
    host::kill_program(context.host(command.host), world.now, world.buffers.output);
    return CommandError::None;
}

CommandError carry_out(const Context& context, const JumpClock& command) {
    if (!context.has(command.host)) return CommandError::NoSuchHost;
    const Duration distance = std::max(command.by, Duration{} - command.by);
    if (distance == Duration{} || longest_clock_jump < distance) return CommandError::BadArgument;
    tcp::Config& config = context.host(command.host).config.tcp;
    config.clock_ahead = config.clock_ahead + command.by;
    return CommandError::None;
}

// ---- packets in flight ------------------------------------------------------------------------------

bool is_a_delay(Duration by) { return Duration{} <= by && by <= longest_delay; }

enum class Wanted : std::uint8_t { Flying, Held, Either };

// The packet's slot, or why it is not there as wanted.
CommandError find_slot(const Context& context, PacketId packet, Wanted wanted, std::uint32_t& slot) {
    if (packet.value >= context.world.packets_made) return CommandError::NoSuchPacket;
    slot = slot_of(context.world, packet);
    if (slot == no_slot) return CommandError::PacketNotInFlight;
    const bool is_held = context.world.packets[slot].is_held;
    if (wanted == Wanted::Flying && is_held) return CommandError::PacketNotInFlight;
    if (wanted == Wanted::Held && !is_held) return CommandError::PacketNotHeld;
    return CommandError::None;
}

CommandError carry_out(const Context& context, const DropPacket& command) {
    std::uint32_t slot = no_slot;
    const CommandError error = find_slot(context, command.packet, Wanted::Either, slot);
    if (error != CommandError::None) return error;
    record_fate(context.trace, context.world.now, command.packet, Fate::Dropped);
    free_slot(context.world, slot);
    return CommandError::None;
}

CommandError carry_out(const Context& context, const HoldPacket& command) {
    std::uint32_t slot = no_slot;
    const CommandError error = find_slot(context, command.packet, Wanted::Flying, slot);
    if (error != CommandError::None) return error;
    hold(context.world, slot, context.trace);
    return CommandError::None;
}

CommandError carry_out(const Context& context, const ReleasePacket& command) {
    std::uint32_t slot = no_slot;
    const CommandError error = find_slot(context, command.packet, Wanted::Held, slot);
    if (error != CommandError::None) return error;
    Packet& packet = context.world.packets[slot];
    const Instant arrives_at = context.world.now + packet.left_to_fly;
    packet.is_held = false;
    packet.left_to_fly = Duration{};
    set_arrival(context.world, slot, arrives_at);
    record_release(context.trace, context.world.now, command.packet, arrives_at);
    return CommandError::None;
}

CommandError carry_out(const Context& context, const DelayPacket& command) {
    std::uint32_t slot = no_slot;
    const CommandError error = find_slot(context, command.packet, Wanted::Flying, slot);
    if (error != CommandError::None) return error;
    if (command.by.us == 0 || !is_a_delay(command.by)) return CommandError::BadArgument;
    const Instant arrives_at = context.world.packets[slot].arrives_at + command.by;
    set_arrival(context.world, slot, arrives_at);
    record_delay(context.trace, command.packet, arrives_at);
    return CommandError::None;
}

CommandError carry_out(const Context& context, const DuplicatePacket& command) {
    std::uint32_t slot = no_slot;
    const CommandError error = find_slot(context, command.packet, Wanted::Flying, slot);
    if (error != CommandError::None) return error;
    if (!is_a_delay(command.copy_later_by)) return CommandError::BadArgument;
    const Packet& original = context.world.packets[slot];
    PacketBytes bytes = original.bytes;
    const Launch copy{.from = original.from,
                      .to = original.to,
                      .link = original.link,
                      .arrives_at = original.arrives_at + command.copy_later_by,
                      .copy_of = original.id};
    launch(context.world, copy, bytes, context.trace);
    return CommandError::None;
}

CommandError carry_out(const Context& context, const EditPacket& command) {
    std::uint32_t slot = no_slot;
    const CommandError error = find_slot(context, command.packet, Wanted::Either, slot);
    if (error != CommandError::None) return error;
    const wire::EditError refusal = edit(context.world, slot, command.edit, context.trace);
    return refusal == wire::EditError::None ? CommandError::None : CommandError::BadArgument;
}

CommandError carry_out(const Context& context, const Inject& command) {
    return inject(context.world, command, context.trace);
}
CommandError carry_out(const Context& context, const InjectIcmp& command) {
    return inject_icmp(context.world, command, context.trace);
}
CommandError carry_out(const Context& context, const SynFlood& command) {
    return flood(context.world, command, context.trace);
}

// ---- rules and links --------------------------------------------------------------------------------

CommandError carry_out(const Context& context, const AddRule& command) {
    const Rule& rule = command.rule;
    if (rule.filter.from.exists() && !context.has(rule.filter.from)) return CommandError::NoSuchHost;
    if (rule.first == 0 || rule.every == 0 || !is_a_delay(rule.by)) return CommandError::BadArgument;
    if (rule.action == RuleAction::Delay && rule.by.us == 0) return CommandError::BadArgument;
    const std::size_t edits = rule.edit.fields.size() + rule.edit.bytes.size();
    if (edits > wire::most_edits ||
        rule.edit.text.size() + rule.edit.more_text.size() > wire::max_packet_bytes)
        return CommandError::BadArgument;
    if (context.world.rules.size() >= most_rules) return CommandError::BadArgument;
    context.world.rules.push_back({.id = RuleId{context.world.rules_made++}, .rule = rule});
    return CommandError::None;
}

CommandError carry_out(const Context& context, const RemoveRule& command) {
    auto& rules = context.world.rules;
    for (auto rule = rules.begin(); rule != rules.end(); ++rule) {
        if (rule->id != command.rule) continue;
        rules.erase(rule);
        return CommandError::None;
    }
    return CommandError::NoSuchRule;
}

CommandError carry_out(const Context& context, const SetLink& command) {
    if (command.link.value >= context.world.links.size()) return CommandError::NoSuchLink;
    if (command.direction > 1 || !is_valid(command.config)) return CommandError::BadArgument;
    context.world.links[command.link.value].config[command.direction] = command.config;
    return CommandError::None;
}

CommandError carry_out(const Context& context, const SetCable& command) {
    if (command.link.value >= context.world.links.size()) return CommandError::NoSuchLink;
    context.world.links[command.link.value].is_unplugged = !command.is_plugged;
    return CommandError::None;
}

// ---- who and what a command is about, for the trace --------------------------------------------------

template <class C>
EventRecording::Event event_of(const C& command, EventKind kind) {
    EventRecording::Event event{.kind = kind, .host = {}, .packet = {}};
    if constexpr (requires { command.host; }) event.host = command.host;
    if constexpr (requires { command.packet; }) event.packet = command.packet;
    return event;
}

}  // namespace

CommandError carry_out_command(World& world, const Command& command, EventKind kind, Trace* trace) {
    EventRecording::Event event = std::visit([kind](const auto& c) { return event_of(c, kind); }, command);
    if (event.host.value >= world.hosts.size()) event.host = HostId::none();
    EventRecording recording(world, trace, event);

    host::Output& output = world.buffers.output;
    output.clear();
    output.wants_notes = recording.trace() != nullptr;
    const Context context{world, recording.trace()};
    const CommandError error =
        std::visit([&context](const auto& c) { return carry_out(context, c); }, command);

    recording.command(command, error);
    recording.output(output);
    if (event.host.exists()) {
        send_output(world, event.host, recording.trace());
        refresh_alarm(world, event.host);
    }
    recording.end(world);
    ++world.event_count;
    settle(world);
    return error;
}

CommandError apply(World& world, const Command& command, Instant at, Trace* trace) {
    HW_CHECK(world.now <= at && at <= next_event_at(world));
    world.now = at;
    return carry_out_command(world, command, EventKind::CommandIssued, trace);
}

}  // namespace hw::sim
