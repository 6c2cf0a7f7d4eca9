#include "ui/views/calls/host_calls.h"

#include <algorithm>
#include <string>

#include "lesson/scene.h"

namespace hw::ui {

namespace {

constexpr std::uint32_t many_bytes = 4'000;
constexpr std::array<CallWords, host_call_count> words = {{
    {Msg::CallOpen, "connect()", "open"},
    {Msg::CallListen, "listen()", "listen"},
    {Msg::CallListenForPeer, "", "listen_for"},
    {Msg::CallAccept, "accept()", "accept"},
    {Msg::CallSend, "send()", "send"},
    {Msg::CallSendMany, "send()", "send_many"},
    {Msg::CallShutdown, "shutdown()", "shutdown"},
    {Msg::CallClose, "close()", "close"},
    {Msg::CallAbort, "SO_LINGER 0", "abort"},
    {Msg::CallStatus, "TCP_INFO", "status"},
    {Msg::CallKill, "kill -9", "kill"},
    {Msg::CallReboot, "", "reboot"},
    {Msg::CallPowerOff, "", "power_off"},
    {Msg::CallPowerOn, "", "power_on"},
    {Msg::CallUnplug, "", "unplug"},
    {Msg::CallPlug, "", "plug"},
    {Msg::CallInject, "", "inject"},
}};

struct Situation {
    const sim::World& world;
    HostId id{};
    const host::Host& host;
    const host::Connection* connection = nullptr;
    const host::Listener* listener = nullptr;
    const sim::Link* link = nullptr;
    LinkId link_id{};
};

const sim::Link* first_link_of(const sim::World& world, HostId host, LinkId& id) {
    for (std::uint32_t i = 0; i < world.links.size(); ++i) {
        if (world.links[i].a != host && world.links[i].b != host) continue;
        id = LinkId{i};
        return &world.links[i];
    }
    return nullptr;
}

bool is_taken(const host::Host& host, std::uint16_t port, const wire::Endpoint& remote) {
    for (std::uint32_t slot = host.live.first; slot != host::no_link;
         slot = host.connections[slot].links.next) {
        const host::FourTuple& tuple = host.connections[slot].tuple;
        if (tuple.local.port == port && tuple.remote == remote) return true;
    }
    return false;
}

// From the usual port, or the next one that no connection to there has.
std::vector<sim::Command> open_commands(const Situation& s) {
    const HostId peer = s.link->a == s.id ? s.link->b : s.link->a;
    const host::Host& other = s.world.hosts[peer.value];
    wire::Endpoint remote = lesson::usual_endpoint(s.world, peer);
    if (!other.listeners.empty()) remote.port = other.listeners.front().port;
    std::uint16_t port = lesson::usual_endpoint(s.world, s.id).port;
    constexpr std::uint16_t last = 65'535;
    while (port < last && is_taken(s.host, port, remote)) ++port;
    return {sim::Connect{.host = s.id, .local_port = port, .remote = remote, .application = {}}};
}

std::optional<Msg> no_connection(const Situation& s) {
    return s.connection == nullptr ? std::optional(Msg::CallNoConnection) : std::nullopt;
}

// §3.10.2 and §3.10.4: once the user has said CLOSE, there is nothing more to send or to close.
std::optional<Msg> not_sending(const Situation& s) {
    if (s.connection == nullptr) return Msg::CallNoConnection;
    switch (s.connection->tcb.state) {
        case tcp::State::SynSent:
        case tcp::State::SynReceived:
        case tcp::State::Established:
        case tcp::State::CloseWait: return std::nullopt;
        default: return Msg::CallClosing;
    }
}

bool runs_a_program(const Situation& s) { return !s.host.listeners.empty() || s.connection != nullptr; }

std::optional<Msg> not_accepting(const Situation& s) {
    if (s.host.listeners.empty()) return Msg::CallNobodyListens;
    const bool waits = s.host.listeners.front().accepting == host::Accepting::ByCall;
    return waits ? std::nullopt : std::optional(Msg::CallAcceptsByItself);
}

// The RFC's calls in LISTEN (§3.10.2, §3.10.4), when there is no connection that they could mean.
bool is_about_listener(const Situation& s, HostCall call) {
    if (s.connection != nullptr || s.listener == nullptr) return false;
    return call == HostCall::Close || (call == HostCall::Send && s.listener->remote.port != 0);
}

HostId peer_of(const Situation& s) { return s.link->a == s.id ? s.link->b : s.link->a; }

std::optional<Msg> refusal_of(const Situation& s, HostCall call) {
    const bool needs_power = call < HostCall::PowerOn;
    if (needs_power && !s.host.is_powered) return Msg::CallNoPower;
    if (is_about_listener(s, call)) return std::nullopt;
    switch (call) {
        case HostCall::Inject:
        case HostCall::Open: return s.link == nullptr ? std::optional(Msg::CallNoLink) : std::nullopt;
        case HostCall::Listen:
        case HostCall::ListenForPeer:
            return s.host.listeners.empty() ? std::nullopt : std::optional(Msg::CallListensAlready);
        case HostCall::Accept: return not_accepting(s);
        case HostCall::Send:
        case HostCall::SendMany:
        case HostCall::Shutdown:
        case HostCall::Close: return not_sending(s);
        case HostCall::Abort:
        case HostCall::Status: return no_connection(s);
        case HostCall::Kill: return runs_a_program(s) ? std::nullopt : std::optional(Msg::CallNoProgram);
        default: return std::nullopt;
    }
}

std::vector<sim::Command> commands_of(const Situation& s, HostCall call) {
    const std::uint16_t own_port = lesson::usual_endpoint(s.world, s.id).port;
    const ConnectionId connection = s.connection == nullptr ? ConnectionId{} : s.connection->id;
    if (is_about_listener(s, call)) {
        const std::uint16_t port = s.listener->port;
        if (call == HostCall::Close) return {sim::CloseListener{s.id, port}};
        return {sim::SendFromListener{.host = s.id, .port = port, .text = "hello"}};
    }
    switch (call) {
        case HostCall::Open: return open_commands(s);
        case HostCall::Listen: return {sim::Listen{s.id, own_port, {}}};
        case HostCall::ListenForPeer:
            return {sim::Listen{s.id, own_port, {}, lesson::usual_endpoint(s.world, peer_of(s))}};
        case HostCall::Accept: return {sim::Accept{s.id, s.host.listeners.front().port}};
        case HostCall::Send: return {sim::Send{.host = s.id, .connection = connection, .text = "hello"}};
        case HostCall::SendMany:
            return {sim::Send{.host = s.id, .connection = connection, .text = std::string(many_bytes, '.')}};
        case HostCall::Shutdown: return {sim::Shutdown{s.id, connection}};
        case HostCall::Close: return {sim::Close{s.id, connection}};
        case HostCall::Abort: return {sim::Abort{s.id, connection}};
        case HostCall::Status: return {sim::Status{s.id, connection}};
        case HostCall::Kill: return {sim::KillProgram{s.id}};
        case HostCall::Reboot: return {sim::PowerOff{s.id}, sim::PowerOn{s.id}};
        case HostCall::PowerOff: return {sim::PowerOff{s.id}};
        case HostCall::PowerOn: return {sim::PowerOn{s.id}};
        case HostCall::Unplug: return {sim::SetCable{s.link_id, false}};
        case HostCall::Plug: return {sim::SetCable{s.link_id, true}};
        case HostCall::Inject: break;
    }
    return {};
}

// Of power off and on, unplug and plug, the one that changes something; what only two equal peers of the RFC's own
// profile can do is left out elsewhere.
bool is_the_other(const Situation& s, HostCall call) {
    switch (call) {
        case HostCall::ListenForPeer:
            return s.world.hosts.size() != 2 || s.link == nullptr ||
                   s.host.config.closing == host::ClosingCall::GiveUpBoth;
        case HostCall::PowerOff: return !s.host.is_powered;
        case HostCall::PowerOn: return s.host.is_powered;
        case HostCall::Unplug: return s.link == nullptr || s.link->is_unplugged;
        case HostCall::Plug: return s.link == nullptr || !s.link->is_unplugged;
        default: return false;
    }
}

}  // namespace

const CallWords& words_of(HostCall call) { return words[static_cast<std::size_t>(call)]; }

ConnectionId connection_at_hand(const sim::World& world, HostId host) {
    const host::Host& machine = world.hosts[host.value];
    return machine.live.count == 0 ? ConnectionId{} : machine.connections[machine.live.last].id;
}

std::vector<CallOffer> calls_of(const sim::World& world, HostId host, CallSet allowed) {
    Situation s{.world = world, .id = host, .host = world.hosts[host.value]};
    if (s.host.live.count > 0) s.connection = &s.host.connections[s.host.live.last];
    s.link = first_link_of(world, host, s.link_id);
    if (!s.host.listeners.empty()) s.listener = &s.host.listeners.front();
    std::vector<CallOffer> offers;
    for (std::size_t i = 0; i < host_call_count; ++i) {
        const auto call = static_cast<HostCall>(i);
        if (!allowed.has(call) || is_the_other(s, call)) continue;
        CallOffer offer{.call = call, .refusal = refusal_of(s, call)};
        if (!offer.refusal) offer.commands = commands_of(s, call);
        offers.push_back(std::move(offer));
    }
    return offers;
}

}  // namespace hw::ui
