#include "ui/app/peer_calls.h"

#include <optional>

#include "host/connection_table.h"
#include "lesson/scene.h"

namespace hw::ui {

namespace {

constexpr const char* said = "hello";

struct Peer {
    const host::Host& host;
    HostId id{};
    wire::Endpoint own{};
    wire::Endpoint other{};
    // The newest that has a TCB.
    const host::Connection* connection = nullptr;
    bool listens = false;
};

Peer peer_of(const sim::World& world, HostId id, HostId other) {
    Peer peer{.host = world.hosts[id.value],
              .id = id,
              .own = lesson::usual_endpoint(world, id),
              .other = lesson::usual_endpoint(world, other)};
    if (peer.host.live.count > 0) peer.connection = &peer.host.connections[peer.host.live.last];
    peer.listens = host::find_listener(peer.host, peer.own.port) != nullptr;
    return peer;
}

bool may_send(tcp::State state) {
    return state == tcp::State::SynSent || state == tcp::State::SynReceived ||
           state == tcp::State::Established || state == tcp::State::CloseWait;
}

// §3.10.1: "error: connection already exists"; whoever waits for this peer opens actively by SEND.
std::vector<sim::Command> open(const Peer& p) {
    if (p.connection != nullptr || p.listens) return {};
    return {sim::Connect{.host = p.id, .local_port = p.own.port, .remote = p.other, .application = {}}};
}

std::vector<sim::Command> listen(const Peer& p) {
    if (p.connection != nullptr || p.listens) return {};
    return {sim::Listen{.host = p.id, .port = p.own.port, .application = {}, .remote = p.other}};
}

std::vector<sim::Command> send(const Peer& p) {
    if (p.connection != nullptr) {
        const bool is_closing = p.connection->tcb.close_requested;
        if (is_closing || !may_send(p.connection->tcb.state)) return {};
        return {sim::Send{.host = p.id, .connection = p.connection->id, .text = said}};
    }
    if (!p.listens) return {};
    return {sim::SendFromListener{.host = p.id, .port = p.own.port, .text = said}};
}

std::vector<sim::Command> close(const Peer& p) {
    if (p.connection != nullptr) {
        const bool is_closing = p.connection->tcb.close_requested;
        if (is_closing || !may_send(p.connection->tcb.state)) return {};
        return {sim::Close{.host = p.id, .connection = p.connection->id}};
    }
    if (!p.listens) return {};
    return {sim::CloseListener{.host = p.id, .port = p.own.port}};
}

std::vector<sim::Command> abort(const Peer& p) {
    if (p.connection == nullptr) return {};
    return {sim::Abort{.host = p.id, .connection = p.connection->id}};
}

}  // namespace

std::vector<PeerCall> peer_calls(const sim::World& world, HostId host, HostId other) {
    const Peer peer = peer_of(world, host, other);
    std::vector<PeerCall> calls{
        {"open", Msg::PeerOpen, Msg::PeerOpenWhat, open(peer)},
        {"listen", Msg::PeerListen, Msg::PeerListenWhat, listen(peer)},
        {"send", Msg::PeerSend, Msg::PeerSendWhat, send(peer)},
        {"close", Msg::PeerClose, Msg::PeerCloseWhat, close(peer)},
        {"abort", Msg::PeerAbort, Msg::PeerAbortWhat, abort(peer)},
        {"reboot", Msg::PeerReboot, Msg::PeerRebootWhat, {sim::PowerOff{host}, sim::PowerOn{host}}},
    };
    return calls;
}

}  // namespace hw::ui
