// pipe(2), splice(2). All that a pipe holds is zeros: how many is what matters.

#include <algorithm>
#include <array>

#include "host/connection_table.h"
#include "script/packetdrill/call.h"

namespace hw::packetdrill {
namespace {

using host::CallResult;
using host::SocketError;
namespace sys = host::sys;
using Kind = Expression::Kind;

// [5, 6]
const Expression* end_of_pipe(Call& call, std::size_t i) {
    const Expression* list = call.argument(0);
    return list != nullptr && list->is(Kind::List) && list->items.size() == 2 ? &list->items[i] : nullptr;
}

CallResult open_pipe(Call& call) {
    if (end_of_pipe(call, 0) == nullptr) return call.unsupported("pipe() but for pipe([5, 6])");
    for (const std::size_t i : {0u, 1u}) {
        const CallResult opened = sys::open_file(call.caller());
        if (opened.error != SocketError::None) return opened;
        const auto script = static_cast<std::int32_t>(call.number_of(*end_of_pipe(call, i)));
        call.scene.descriptors.insert_or_assign(script, static_cast<std::int32_t>(opened.value));
        call.scene.pipe_of.insert_or_assign(script, call.scene.pipes.size());
    }
    call.scene.pipes.push_back(0);
    return {};
}

std::uint32_t* pipe_of(Call& call, std::size_t argument) {
    const auto known = call.scene.pipe_of.find(call.script_descriptor(argument));
    return known == call.scene.pipe_of.end() ? nullptr : &call.scene.pipes[known->second];
}

// Linux: tcp_splice_read() takes what read() would, but stops before urgent data, and then has nothing
// (tcp_read_sock()).
CallResult fill_pipe(Call& call, std::uint32_t& pipe, std::uint32_t most) {
    const std::int32_t descriptor = call.descriptor();
    const CallResult waiting = sys::ioctl(call.caller(), descriptor, sys::Ioctl::Fionread);
    if (waiting.error != SocketError::None) return waiting;
    const host::Lookup found = host::find_socket(call.caller(), descriptor);
    host::Host& host = call.scene.machine.host;
    const host::Connection* connection = host::connection_of(host, host.sockets.sockets[found.slot]);
    if (waiting.value == 0 && connection != nullptr && connection->tcb.receive_buffer.readable() > 0)
        return {};
    const auto wanted =
        waiting.value == 0 ? most : static_cast<std::uint32_t>(std::min<std::int64_t>(most, waiting.value));
    const CallResult result = sys::recv(call.caller(), descriptor, wanted, sys::msg_dontwait);
    if (result.error == SocketError::None) pipe += static_cast<std::uint32_t>(result.value);
    return result;
}

CallResult drain_pipe(Call& call, std::uint32_t& pipe, std::uint32_t most) {
    const std::vector<std::uint8_t> text(std::min(pipe, most));
    const CallResult result = sys::send(call.caller(), call.descriptor(2), text, 0);
    if (result.error == SocketError::None) pipe -= static_cast<std::uint32_t>(result.value);
    return result;
}

CallResult splice(Call& call) {
    const std::int64_t bytes = call.number(4);
    if (bytes < 0 || bytes > 1 << 24) return call.unsupported("so long a splice()");
    const auto most = static_cast<std::uint32_t>(bytes);
    std::uint32_t* from = pipe_of(call, 0);
    std::uint32_t* to = pipe_of(call, 2);
    if (!call.trouble.empty()) return {};
    if (from == nullptr && to == nullptr)
        return {.error = SocketError::Inval};  // splice(2): one is to be a pipe
    if (from != nullptr && to != nullptr) return call.unsupported("splice() between pipes");
    return from == nullptr ? fill_pipe(call, *to, most) : drain_pipe(call, *from, most);
}

constexpr std::array<CallRow, 2> rows{{
    {"pipe", 1, 1, open_pipe, nullptr},
    {"splice", 6, 6, splice, nullptr},
}};

}  // namespace

std::span<const CallRow> pipe_calls() { return rows; }

}  // namespace hw::packetdrill
