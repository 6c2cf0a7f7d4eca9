#include "ui/views/calls/inject_draft.h"

#include <string>

#include "lesson/scene.h"

namespace hw::ui {

namespace {

HostId host_at(const sim::World& world, wire::Ipv4Address address) {
    for (std::uint32_t i = 0; i < world.hosts.size(); ++i)
        if (world.hosts[i].config.address == address) return HostId{i};
    return {};
}

}  // namespace

std::optional<InjectDraft> inject_draft(const sim::World& world, HostId to) {
    InjectDraft draft{.to = to};
    for (const sim::Link& link : world.links) {
        if (link.a != to && link.b != to) continue;
        draft.from = link.a == to ? link.b : link.a;
        draft.arrives_in = link.config[link.a == to ? 1 : 0].delay;
        break;
    }
    if (!draft.from.exists()) return std::nullopt;
    draft.from_port = lesson::usual_endpoint(world, draft.from).port;
    draft.to_port = lesson::usual_endpoint(world, to).port;
    draft.ctl = {wire::Ctl::syn_bit};
    const host::Host& receiver = world.hosts[to.value];
    if (receiver.live.count == 0) return draft;
    const host::Connection& connection = receiver.connections[receiver.live.last];
    if (const HostId peer = host_at(world, connection.tuple.remote.address); peer.exists()) draft.from = peer;
    draft.from_port = connection.tuple.remote.port;
    draft.to_port = connection.tuple.local.port;
    draft.ack = connection.tcb.snd.nxt;
    // SYN-SENT waits for a SYN, and knows no RCV.NXT yet.
    if (connection.tcb.state == tcp::State::SynSent) {
        draft.ctl.bits |= wire::Ctl::ack_bit;
        return draft;
    }
    draft.seq = connection.tcb.rcv.nxt;
    draft.ctl = {wire::Ctl::ack_bit};
    return draft;
}

sim::Inject command_of(const InjectDraft& draft) {
    sim::Inject inject{.from = draft.from,
                       .to = draft.to,
                       .text = std::string(draft.text_bytes, 'x'),
                       .arrives_in = draft.arrives_in,
                       .kind = draft.is_old ? sim::Inject::Kind::OldDuplicate : sim::Inject::Kind::Forged};
    inject.header.source_port = draft.from_port;
    inject.header.destination_port = draft.to_port;
    inject.header.seq = draft.seq;
    inject.header.ack = draft.ctl.ack() ? draft.ack : SeqNum{};
    inject.header.ctl = draft.ctl;
    constexpr std::uint16_t usual_window = 65'535;
    inject.header.raw_window = usual_window;
    return inject;
}

}  // namespace hw::ui
