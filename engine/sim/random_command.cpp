#include <algorithm>

#include "sim/random_world.h"

// What a learner in a random world does next.

namespace hw::sim {

namespace {

HostId some_host(const World& world, Prng& prng) {
    return HostId{prng.below(static_cast<std::uint32_t>(world.hosts.size()))};
}

// One of the connections of a host; now and then one that does not exist.
ConnectionId some_connection(const World& world, HostId host, Prng& prng) {
    return ConnectionId{prng.below(world.hosts[host.value].connections_made + 1)};
}

PacketId some_packet(const World& world, Prng& prng) {
    std::vector<PacketId> candidates;
    for (const Packet& packet : world.packets)
        if (packet.id.exists()) candidates.push_back(packet.id);
    if (candidates.empty() || prng.chance(30'000)) return PacketId{prng.below(world.packets_made + 1)};
    return candidates[prng.below(static_cast<std::uint32_t>(candidates.size()))];
}

Duration some_delay(Prng& prng) { return Duration{prng.below(3'000'000)}; }

std::string some_text(Prng& prng) {
    std::string text(prng.between(1, prng.chance(200'000) ? 5'000 : 200), ' ');
    for (char& c : text) c = static_cast<char>('a' + prng.below(26));
    return text;
}

Command connect(const World& world, const Trouble& trouble, Prng& prng) {
    const HostId from = some_host(world, prng);
    HostId to = some_host(world, prng);
    // Seldom to itself, by loopback.
    if (to == from && !prng.chance(50'000))
        to = HostId{(to.value + 1) % static_cast<std::uint32_t>(world.hosts.size())};
    Connect command;
    command.host = from;
    // Few ports, so that four-tuples are used again and opens cross.
    if (prng.chance(600'000)) command.local_port = static_cast<std::uint16_t>(5'000 + prng.below(3));
    command.remote.address = world.hosts[to.value].config.address;
    command.remote.port = prng.chance(700'000) ? 80 : static_cast<std::uint16_t>(5'000 + prng.below(3));
    // A connection that there was, once more: it may meet its own TIME-WAIT.
    const host::Connection* known = host::find(world.hosts[from.value], some_connection(world, from, prng));
    if (known != nullptr && prng.chance(300'000)) {
        command.local_port = known->tuple.local.port;
        command.remote = known->tuple.remote;
    }
    command.application = random_application(prng, trouble);
    command.opens_fast = prng.chance(trouble.opens_fast ? 800'000 : 300'000);
    // Two that echo each other would never come to rest.
    if (command.application.kind == host::ApplicationKind::Echo)
        command.application.kind = host::ApplicationKind::Reader;
    return command;
}

wire::SegmentEdit some_edit(Prng& prng) {
    using How = wire::FieldEdit::How;
    wire::SegmentEdit edit;
    const auto field = static_cast<wire::HeaderField>(prng.below(wire::fixed_field_count));
    edit.fields.push_back({field, prng.chance(500'000) ? How::Add : How::SetBits, 1 + prng.below(2)});
    if (prng.chance(200'000))
        edit.bytes.push_back({prng.below(80), static_cast<std::uint8_t>(prng.below(256))});
    if (prng.chance(300'000)) edit.checksums = wire::SegmentEdit::Checksums::LeftAsTheyWere;
    return edit;
}

Command rule(const World& world, const Trouble& trouble, Prng& prng) {
    Rule rule;
    if (prng.chance(500'000)) rule.filter.from = some_host(world, prng);
    constexpr wire::Ctl choices[] = {{}, wire::syn, wire::ack, wire::fin, wire::rst, wire::psh};
    rule.filter.ctl_set = choices[prng.below(6)];
    rule.filter.ctl_clear = choices[prng.below(6)];
    rule.filter.text = static_cast<SegmentFilter::Text>(prng.below(3));
    rule.first = prng.between(1, 4);
    rule.times = prng.below(4);
    rule.action = static_cast<RuleAction>(prng.below(trouble.has_forgeries ? 5 : 4));
    rule.by = some_delay(prng);
    if (rule.action == RuleAction::Edit) rule.edit = some_edit(prng);
    return AddRule{rule};
}

// A segment with numbers near those of a connection that exists, or of none.
Command inject(const World& world, Prng& prng) {
    Inject command;
    command.to = some_host(world, prng);
    command.from = HostId{(command.to.value + 1) % static_cast<std::uint32_t>(world.hosts.size())};
    command.kind = prng.chance(500'000) ? Inject::Kind::Forged : Inject::Kind::OldDuplicate;
    command.arrives_in = Duration{prng.below(500'000)};
    wire::TcpHeader& header = command.header;
    header.source_port = static_cast<std::uint16_t>(5'000 + prng.below(3));
    header.destination_port = 80;
    constexpr wire::Ctl likely[] = {wire::rst, wire::rst | wire::ack, wire::syn, wire::syn | wire::ack,
                                    wire::ack};
    header.ctl =
        prng.chance(500'000) ? likely[prng.below(5)] : wire::Ctl{static_cast<std::uint16_t>(prng.below(64))};
    header.raw_window = static_cast<std::uint16_t>(prng.below(65'536));
    header.seq = SeqNum{static_cast<std::uint32_t>(prng.next())};
    const host::Connection* target =
        host::find(world.hosts[command.to.value], some_connection(world, command.to, prng));
    if (target != nullptr) {
        header.source_port = target->tuple.remote.port;
        header.destination_port = target->tuple.local.port;
        // An attacker who has guessed well, or seen the last segment.
        header.seq = target->tcb.rcv.nxt + (prng.chance(250'000) ? 0 : prng.below(200) - 100);
        header.ack = target->tcb.snd.nxt + (prng.chance(250'000) ? 0 : prng.below(200) - 100);
        if (target->tcb.timestamps.are_agreed && prng.chance(700'000)) {
            header.options.has_timestamps = true;
            header.options.timestamps.value = target->tcb.timestamps.recent + prng.below(200) - 50;
        }
        for (std::uint32_t i = 0; i < world.hosts.size(); ++i)
            if (world.hosts[i].config.address == target->tuple.remote.address && i != command.to.value)
                command.from = HostId{i};
    }
    if (prng.chance(400'000)) command.text = some_text(prng);
    return command;
}

// An ICMP error about a packet that is in flight, or about none.
Command icmp(const World& world, Prng& prng) {
    constexpr std::uint8_t types[] = {3, 3, 3, 4, 11, 12};
    InjectIcmp command;
    command.about = some_packet(world, prng);
    const Packet* packet = find_packet(world, command.about);
    command.to = packet == nullptr ? some_host(world, prng) : packet->from;
    command.from = packet == nullptr ? some_host(world, prng) : packet->to;
    command.error.type = types[prng.below(6)];
    command.error.code = static_cast<std::uint8_t>(prng.below(6));
    command.error.next_hop_mtu = static_cast<std::uint16_t>(prng.below(1'600));
    command.arrives_in = Duration{prng.below(500'000)};
    return command;
}

Command flood(const World& world, Prng& prng) {
    SynFlood command{.from = some_host(world, prng), .to = some_host(world, prng), .port = 80};
    command.first_source = {0x0b00'0001};
    command.source_count = prng.between(1, 20);
    command.count = prng.between(1, 30);
    command.interval = Duration{prng.below(50'000)};
    command.seed = prng.next();
    return command;
}

Command forgery(const World& world, Prng& prng) {
    switch (prng.below(6)) {
        case 0: return icmp(world, prng);
        case 1: return EditPacket{some_packet(world, prng), some_edit(prng)};
        case 2: return flood(world, prng);
        default: return inject(world, prng);
    }
}

Command application_command(const World& world, const Trouble& trouble, Prng& prng) {
    const HostId host = some_host(world, prng);
    switch (prng.below(10)) {
        case 0:
        case 1:
        case 2: return connect(world, trouble, prng);
        case 3:
        case 4:
        case 5:
        case 6: return Send{host, some_connection(world, host, prng), some_text(prng), prng.chance(50'000)};
        case 7:
        case 8: return Close{host, some_connection(world, host, prng)};
        default: {
            // Whose program was killed, or who was without power, serves again.
            const bool serves_again = host::find_listener(world.hosts[host.value], 80) == nullptr;
            const std::uint32_t port = serves_again && prng.chance(700'000) ? 80 : 5'000 + prng.below(3);
            Listen listen{host, static_cast<std::uint16_t>(port), random_application(prng, trouble)};
            // The RFC's own calls in LISTEN, which sockets do not have.
            const std::uint32_t chance = prng.below(10);
            if (chance == 0) return CloseListener{host, listen.port};
            if (chance <= 2) return SendFromListener{host, listen.port, some_text(prng)};
            if (chance <= 5) {
                const HostId peer = some_host(world, prng);
                const auto peer_port = static_cast<std::uint16_t>(5'000 + prng.below(3));
                listen.remote = {world.hosts[peer.value].config.address, peer_port};
            }
            return listen;
        }
    }
}

Command network_command(const World& world, const Trouble& trouble, Prng& prng) {
    const LinkId link{prng.below(static_cast<std::uint32_t>(world.links.size()))};
    if (prng.chance(50'000)) return SetCable{link, prng.chance(500'000)};
    if (prng.chance(50'000))
        return SetLink{link, static_cast<std::uint8_t>(prng.below(2)), random_link(prng)};
    switch (prng.below(9)) {
        case 0:
        case 1:
        case 2: return DropPacket{some_packet(world, prng)};
        case 3: return HoldPacket{some_packet(world, prng)};
        case 4: return ReleasePacket{some_packet(world, prng)};
        case 5: return DelayPacket{some_packet(world, prng), some_delay(prng)};
        case 6: return DuplicatePacket{some_packet(world, prng), some_delay(prng)};
        case 7: return rule(world, trouble, prng);
        default: return RemoveRule{RuleId{prng.below(world.rules_made + 1)}};
    }
}

Command cut(const World& world, Prng& prng) {
    const HostId host = some_host(world, prng);
    if (!world.hosts[host.value].is_powered) return PowerOn{host};
    if (prng.chance(300'000)) return PowerOff{host};
    if (prng.chance(400'000)) return KillProgram{host};
    return Abort{host, some_connection(world, host, prng)};
}

// A little, or so far that a timestamp of 32 bits changes sides (2^31 ms are 24.8 days).
Command jump(const World& world, Prng& prng) {
    constexpr Duration farthest[] = {1_s, 3'600_s, 86'400_s * 30};
    const Duration far = farthest[prng.below(3)];
    const Duration by{1 + static_cast<std::int64_t>(prng.next() % static_cast<std::uint64_t>(far.us))};
    return JumpClock{some_host(world, prng), prng.chance(500'000) ? by : Duration{} - by};
}

}  // namespace

Command random_command(const World& world, const Trouble& trouble, Prng& prng) {
    if (trouble.has_cuts && prng.chance(150'000)) return cut(world, prng);
    if (trouble.has_forgeries && prng.chance(250'000)) return forgery(world, prng);
    if (trouble.has_clock_jumps && prng.chance(100'000)) return jump(world, prng);
    if (trouble.has_variants && prng.chance(60'000))
        return SetRuleBook{some_host(world, prng),
                           static_cast<tcp::RuleBookId>(prng.below(tcp::rule_book_count)),
                           prng.chance(500'000)};
    if (prng.chance(400'000)) return network_command(world, trouble, prng);
    return application_command(world, trouble, prng);
}

}  // namespace hw::sim
