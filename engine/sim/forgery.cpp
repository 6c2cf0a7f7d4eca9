#include "sim/forgery.h"

#include "base/check.h"
#include "sim/network.h"
#include "wire/emit.h"

namespace hw::sim {
namespace {

bool is_a_delay(Duration by) { return Duration{} <= by && by <= longest_delay; }

// The link that joins two hosts, or why there is none.
CommandError find_way(const World& world, HostId from, HostId to, LinkId& link) {
    if (from.value >= world.hosts.size() || to.value >= world.hosts.size()) return CommandError::NoSuchHost;
    link = find_link(world, from, to);
    return link.exists() ? CommandError::None : CommandError::NoSuchLink;
}

// A TCP header and text as a packet; false if it has no room for them.
bool emit_into(PacketBytes& bytes, const wire::Ipv4Header& ip, const wire::TcpHeader& header,
               std::string_view text) {
    if (text.size() > wire::max_packet_bytes) return false;
    const std::uint32_t length = wire::packet_length(header, text.size());
    if (length > wire::max_packet_bytes) return false;
    const std::span<const std::uint8_t> content{reinterpret_cast<const std::uint8_t*>(text.data()),
                                                text.size()};
    return wire::emit_packet(ip, header, wire::Text{content}, bytes.resize_for_overwrite(length)).ok();
}

// The segment that an ICMP error claims to be about, as its sender would have sent it.
bool emit_quoted(PacketBytes& bytes, const wire::IcmpError& error) {
    const wire::TcpHeader header{.source_port = error.local.port,
                                 .destination_port = error.remote.port,
                                 .seq = error.seq,
                                 .ctl = wire::ack};
    return emit_into(bytes, {.source = error.local.address, .destination = error.remote.address}, header, "");
}

bool is_icmp_error(std::uint8_t type) {
    const wire::IcmpError error{.type = type};
    return error.is(wire::IcmpType::DestinationUnreachable) || error.is(wire::IcmpType::SourceQuench) ||
           error.is(wire::IcmpType::TimeExceeded) || error.is(wire::IcmpType::ParameterProblem);
}

}  // namespace

CommandError inject(World& world, const Inject& command, Trace* trace) {
    LinkId link{};
    const CommandError error = find_way(world, command.from, command.to, link);
    if (error != CommandError::None) return error;
    if (!is_a_delay(command.arrives_in)) return CommandError::BadArgument;

    const wire::Ipv4Header ip{.source = world.hosts[command.from.value].config.address,
                              .destination = world.hosts[command.to.value].config.address};
    PacketBytes bytes;
    if (!emit_into(bytes, ip, command.header, command.text)) return CommandError::BadArgument;
    launch(world,
           {.from = command.from,
            .to = command.to,
            .link = link,
            .arrives_at = world.now + command.arrives_in,
            .is_injected = true,
            .is_old_duplicate = command.kind == Inject::Kind::OldDuplicate},
           bytes, trace);
    return CommandError::None;
}

CommandError inject_icmp(World& world, const InjectIcmp& command, Trace* trace) {
    LinkId link{};
    const CommandError error = find_way(world, command.from, command.to, link);
    if (error != CommandError::None) return error;
    const wire::IcmpError& said = command.error;
    if (!is_a_delay(command.arrives_in) || !is_icmp_error(said.type)) return CommandError::BadArgument;

    PacketBytes quoted;
    if (command.about.exists()) {
        if (command.about.value >= world.packets_made) return CommandError::NoSuchPacket;
        const Packet* packet = find_packet(world, command.about);
        if (packet == nullptr || packet->from != command.to) return CommandError::PacketNotInFlight;
        quoted = packet->bytes;
    } else if (!emit_quoted(quoted, said)) {
        return CommandError::BadArgument;
    }
    const bool is_routers = said.from == wire::Ipv4Address{};
    const Launch launch{.from = command.from,
                        .to = command.to,
                        .link = link,
                        .arrives_at = world.now + command.arrives_in,
                        .is_injected = true};
    const wire::IcmpReport report{.type = said.type,
                                  .code = said.code,
                                  .next_hop_mtu = said.next_hop_mtu,
                                  .from = is_routers ? world.links[link.value].router : said.from};
    launch_icmp(world, launch, report, quoted.span(), trace);
    return CommandError::None;
}

CommandError flood(World& world, const SynFlood& command, Trace* trace) {
    LinkId link{};
    const CommandError error = find_way(world, command.from, command.to, link);
    if (error != CommandError::None) return error;
    if (command.port == 0 || command.source_count == 0 || !is_a_delay(command.interval) ||
        command.count == 0 || command.count > most_flood_syns)
        return CommandError::BadArgument;

    Prng prng{command.seed};
    const wire::Ipv4Header ip{.source = {command.first_source.raw + prng.below(command.source_count)},
                              .destination = world.hosts[command.to.value].config.address};
    const wire::TcpHeader header{.source_port = static_cast<std::uint16_t>(prng.between(1'024, 65'535)),
                                 .destination_port = command.port,
                                 .seq = {static_cast<std::uint32_t>(prng.next())},
                                 .ctl = wire::syn,
                                 .raw_window = 65'535,
                                 .options = {.has_mss = true, .mss = 1'460}};
    PacketBytes bytes;
    HW_CHECK(emit_into(bytes, ip, header, ""));
    const std::uint8_t direction = world.links[link.value].a == command.from ? 0 : 1;
    launch(world,
           {.from = command.from,
            .to = command.to,
            .link = link,
            .arrives_at = world.now + world.links[link.value].config[direction].delay,
            .is_injected = true},
           bytes, trace);
    if (command.count > 1) {
        SynFlood rest = command;
        --rest.count;
        rest.seed = prng.state;
        schedule(world, world.now + command.interval, rest);
    }
    return CommandError::None;
}

}  // namespace hw::sim
