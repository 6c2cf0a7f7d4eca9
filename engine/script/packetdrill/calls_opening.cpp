// socket(2), bind(2), listen(2), accept(2), connect(2), close(2), shutdown(2), fcntl(2), and their like.

#include <algorithm>
#include <array>

#include "script/packetdrill/call.h"
#include "script/packetdrill/symbols.h"

namespace hw::packetdrill {
namespace {

using host::CallResult;
using host::SocketError;
namespace sys = host::sys;
using Kind = Expression::Kind;
using Stage = Conversation::Stage;

Conversation* conversation_of(Call& call) {
    const auto known = call.scene.conversation_of.find(call.script_descriptor());
    return known == call.scene.conversation_of.end() ? nullptr : &call.scene.conversations[known->second];
}

CallResult open_socket(Call& call) {
    constexpr std::int64_t tcp = 6, stream = 1, kinds = 0xf;
    const std::int64_t type = call.number(1), protocol = call.number(2);
    if (!call.trouble.empty()) return {};
    if ((type & kinds) != stream || (protocol != tcp && protocol != 0))
        return call.unsupported("a socket that is not TCP's");
    return sys::socket(call.caller(), static_cast<std::uint32_t>(type) & sys::sock_nonblock);
}

void name_descriptor(Call& call, const CallResult& result) {
    if (result.error == SocketError::None)
        call.scene.descriptors.insert_or_assign(
            static_cast<std::int32_t>(call.number_of(call.written.result)),
            static_cast<std::int32_t>(result.value));
}

void name_socket(Call& call, const CallResult& result) {
    if (result.error != SocketError::None) return;
    name_descriptor(call, result);
    call.scene.begin_conversation();
    call.scene.conversation_of.insert_or_assign(
        static_cast<std::int32_t>(call.number_of(call.written.result)), *call.scene.current);
}

CallResult open_file(Call& call) { return sys::open_file(call.caller()); }

CallResult bind_socket(Call& call) {
    const wire::Endpoint local =
        call.endpoint_of(1, {call.scene.options.local, call.scene.options.bind_port});
    const std::int32_t descriptor = call.descriptor();
    const CallResult result = sys::bind(call.caller(), descriptor, local);
    Conversation* with = conversation_of(call);
    if (with != nullptr && result.error == SocketError::None) with->local.port = local.port;
    return result;
}

CallResult listen_on(Call& call) {
    const auto backlog = static_cast<std::int32_t>(call.number(1));
    const std::int32_t descriptor = call.descriptor();
    const CallResult result = sys::listen(call.caller(), descriptor, backlog);
    Conversation* with = conversation_of(call);
    if (with != nullptr && result.error == SocketError::None) with->stage = Stage::Listening;
    return result;
}

CallResult accept_plain(Call& call) { return sys::accept(call.caller(), call.descriptor()); }

CallResult accept_with_flags(Call& call) {
    const auto flags = static_cast<std::uint32_t>(call.number(3));
    return sys::accept(call.caller(), call.descriptor(), flags & sys::sock_nonblock);
}

// The accepted descriptor is the one of the conversation that has its peer.
void name_accepted(Call& call, const CallResult& result) {
    if (result.error != SocketError::None) return;
    name_descriptor(call, result);
    const auto script = static_cast<std::int32_t>(call.number_of(call.written.result));
    const host::Lookup found = host::find_socket(call.caller(), static_cast<std::int32_t>(result.value));
    if (found.slot == host::no_socket) return;
    const host::Socket& socket = call.scene.machine.host.sockets.sockets[found.slot];
    const host::Connection* connection = host::connection_of(call.scene.machine.host, socket);
    if (connection == nullptr) return;
    for (std::size_t i = 0; i < call.scene.conversations.size(); ++i)
        if (call.scene.conversations[i].remote == connection->tuple.remote)
            call.scene.conversation_of.insert_or_assign(script, i);
}

CallResult connect_socket(Call& call) {
    const Expression* address = call.argument(1);
    const wire::Endpoint remote =
        call.endpoint_of(1, {call.scene.options.remote, call.scene.options.connect_port});
    const std::int32_t descriptor = call.descriptor();
    Conversation* with = conversation_of(call);
    if (address != nullptr && address->is(Kind::Word) && address->text == "AF_UNSPEC") {
        if (with != nullptr) with->stage = Stage::New;
        return sys::disconnect(call.caller(), descriptor);
    }
    if (with != nullptr && with->stage == Stage::New) {
        with->stage = Stage::Connecting;
        with->remote = remote;
        call.scene.current = call.scene.conversation_of.at(call.script_descriptor());
    }
    const std::int32_t script = call.script_descriptor();
    if (call.scene.fast_connectors.count(script) == 0) return sys::connect(call.caller(), descriptor, remote);
    // Linux: __inet_stream_connect().
    if (call.scene.deferred_connects.count(script) > 0) return {.error = SocketError::IsConn};
    const host::Lookup found = host::find_socket(call.caller(), descriptor);
    const bool is_new =
        found.slot != host::no_socket &&
        call.scene.machine.host.sockets.sockets[found.slot].stage == host::SocketStage::Unconnected;
    if (!is_new) return sys::connect(call.caller(), descriptor, remote);
    // Linux: tcp_fastopen_defer_connect(). With a cookie, or without need of one, the first write sends the SYN.
    const auto& memory = call.scene.machine.host.sockets.fast_open_memory;
    const bool has_cookie = std::any_of(memory.begin(), memory.end(), [&](const host::FastOpenMemory& known) {
        return known.server == remote.address && !known.cookie.empty();
    });
    if (!has_cookie && call.scene.machine.host.config.tcp.fast_open_client_without_cookie == tcp::Switch::Off)
        return sys::sendto(call.caller(), descriptor, {}, sys::msg_fastopen, remote);
    call.scene.deferred_connects.insert(script);
    return {};
}

CallResult close_descriptor(Call& call) {
    if (call.scene.epolls.erase(call.script_descriptor()) > 0) return {};
    return sys::close(call.caller(), call.descriptor());
}

void forget_descriptor(Call& call, const CallResult& result) {
    if (result.error != SocketError::None) return;
    call.scene.descriptors.erase(call.script_descriptor());
    call.scene.conversation_of.erase(call.script_descriptor());
    call.scene.fast_connectors.erase(call.script_descriptor());
    call.scene.deferred_connects.erase(call.script_descriptor());
    for (auto& [set, entries] : call.scene.epolls) entries.erase(call.script_descriptor());
}

CallResult shut_down(Call& call) {
    const std::int64_t how = call.number(1);
    if (how < 0 || how > 2) return {.error = SocketError::Inval};
    return sys::shutdown(call.caller(), call.descriptor(), static_cast<sys::Shut>(how));
}

CallResult control_file(Call& call) {
    const std::int64_t command = call.number(1);
    const std::int32_t descriptor = call.descriptor();
    if (command == f_setfl)
        return sys::set_nonblocking(call.caller(), descriptor, (call.number(2) & o_nonblock) != 0);
    if (command != f_getfl) return call.unsupported("fcntl() but for F_GETFL and F_SETFL");
    const host::Lookup found = host::find_socket(call.caller(), descriptor);
    if (found.slot == host::no_socket) return {.error = found.error};
    const bool is_nonblocking = call.scene.machine.host.sockets.sockets[found.slot].is_nonblocking;
    return {.value = o_rdwr | (is_nonblocking ? o_nonblock : 0)};
}

CallResult own_name(Call& call) {
    const sys::Name name = sys::getsockname(call.caller(), call.descriptor());
    call.endpoint = name.endpoint;
    return name.result;
}

CallResult name_of_peer(Call& call) {
    const sys::Name name = sys::getpeername(call.caller(), call.descriptor());
    call.endpoint = name.endpoint;
    return name.result;
}

// A name that the script spells out must be the one.
void compare_name(Call& call, const CallResult& result) {
    if (result.error != SocketError::None) return;
    const wire::Endpoint wanted = call.endpoint_of(1, call.endpoint);
    if (wanted != call.endpoint)
        call.trouble = "the address: expected " + wire::to_text(wanted.address) + ":" +
                       std::to_string(wanted.port) + ", found " + wire::to_text(call.endpoint.address) + ":" +
                       std::to_string(call.endpoint.port);
}

constexpr std::array<CallRow, 13> rows{{
    {"socket", 3, 3, open_socket, name_socket, true},
    {"open", 1, 3, open_file, name_descriptor, true},
    {"bind", 3, 3, bind_socket, nullptr},
    {"listen", 2, 2, listen_on, nullptr},
    {"accept", 3, 3, accept_plain, name_accepted, true},
    {"accept4", 4, 4, accept_with_flags, name_accepted, true},
    {"connect", 3, 3, connect_socket, nullptr},
    {"close", 1, 1, close_descriptor, forget_descriptor},
    {"shutdown", 2, 2, shut_down, nullptr},
    {"fcntl", 2, 3, control_file, nullptr},
    {"getsockname", 3, 3, own_name, compare_name},
    {"getpeername", 3, 3, name_of_peer, compare_name},
    {"dup", 1, 1, [](Call& call) { return call.unsupported("dup()"); }, nullptr},
}};

}  // namespace

std::span<const CallRow> opening_calls() { return rows; }

}  // namespace hw::packetdrill
