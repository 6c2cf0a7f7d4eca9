#include "host/pending_call.h"

#include <algorithm>

#include "host/connection_table.h"
#include "host/settle.h"
#include "host/socket_descriptor.h"

namespace hw::host {

namespace {

Attempt attempt(sys::Caller caller, PendingCall& call) {
    switch (call.call) {
        case SystemCall::Accept: return try_accept(caller, call);
        case SystemCall::Connect: return try_connect(caller, call);
        case SystemCall::Receive: return try_receive(caller, call);
        case SystemCall::Send: return try_send(caller, call);
        case SystemCall::Close: return try_close(caller, call);
        case SystemCall::Poll: return try_poll(caller, call);
        default: return CallResult{};
    }
}

// What a call returns that may wait no longer: its time limit has passed, or the socket does not block.
CallResult cut_short(sys::Caller caller, const PendingCall& call) {
    switch (call.call) {
        case SystemCall::Receive:
            if (call.done_bytes > 0) return {.value = call.done_bytes};
            return {.error = SocketError::Again};
        case SystemCall::Send:
            if (call.done_bytes > 0) return end_send(caller, call);
            return {.error = SocketError::Again};
        case SystemCall::Accept: return {.error = SocketError::Again};
        // Linux: inet_stream_connect(): the connection goes on being opened.
        case SystemCall::Connect: return {.error = SocketError::InProgress};
        default: return {};
    }
}

// The descriptor was closed by another thread while this one waited: Linux lets it sleep on, holding the file. Ours:
// it returns.
bool has_lost_its_socket(const Host& host, const PendingCall& call) {
    if (call.socket == no_socket) return false;
    const Process& process = host.sockets.processes[call.process.value];
    return process.descriptors.at(call.descriptor) != call.socket;
}

// Linux: sk_stream_wait_connect(), inet_wait_for_connect(): sk_write_pending counts threads that wait for the handshake
// with something left to write.
void note_waiting_writer(Host& host, const PendingCall& call) {
    if (call.call != SystemCall::Send || call.socket == no_socket || call.done_bytes == call.wanted_bytes)
        return;
    Connection* connection = connection_of(host, host.sockets.sockets[call.socket]);
    if (is_live(connection) && connection->tcb.state == tcp::State::SynSent)
        connection->tcb.acks.writer_waits = true;
}

}  // namespace

Lookup find_socket(sys::Caller caller, std::int32_t descriptor) {
    if (!caller.host.is_powered) return {.error = SocketError::HostDown};
    const std::uint32_t slot = process_of(caller.host, caller.process).descriptors.at(descriptor);
    if (slot == DescriptorTable::nothing) return {.error = SocketError::BadF};
    if (slot == DescriptorTable::other_file) return {.error = SocketError::NotSock};
    return {.slot = slot};
}

Connection* connection_of(Host& host, const Socket& socket) {
    const std::uint32_t slot = slot_of(host, socket.connection);
    return slot == FlatIndex::absent ? nullptr : &host.connections[slot];
}

CallResult refuse(sys::Caller caller, SystemCall call, SocketError error) {
    if (caller.host.is_powered) tally(process_of(caller.host, caller.process), call, error, caller.now);
    return {.error = error};
}

CallResult run(sys::Caller caller, PendingCall call, Patience patience) {
    call.process = caller.process;
    call.thread = caller.thread;
    Attempt result = attempt(caller, call);
    if (!result && patience == Patience::MayBlock) {
        note_waiting_writer(caller.host, call);
        call.has_waited = true;
        caller.host.sockets.waiting.push_back(std::move(call));
        settle(caller.host, caller.now, caller.output);
        return {.is_blocked = true};
    }
    if (!result) result = cut_short(caller, call);
    if (call.call == SystemCall::Receive) caller.output.received = std::move(call.data);
    tally(process_of(caller.host, caller.process), call.call, result->error, caller.now);
    settle(caller.host, caller.now, caller.output);
    return *result;
}

bool resume_calls(Host& host, Instant now, Output& output) {
    auto& waiting = host.sockets.waiting;
    bool has_returned = false;
    for (std::size_t i = 0; i < waiting.size();) {
        const sys::Caller caller{.host = host,
                                 .output = output,
                                 .now = now,
                                 .process = waiting[i].process,
                                 .thread = waiting[i].thread};
        // Why taken out: what the attempt does may make others wait.
        PendingCall call = std::move(waiting[i]);
        Attempt result =
            has_lost_its_socket(host, call) ? CallResult{.error = SocketError::BadF} : attempt(caller, call);
        if (!result && call.deadline <= now) result = cut_short(caller, call);
        if (!result) {
            waiting[i++] = std::move(call);
            continue;
        }
        waiting.erase(waiting.begin() + static_cast<std::ptrdiff_t>(i));
        has_returned = true;
        tally(process_of(host, call.process), call.call, result->error, now);
        output.completions.push_back({.process = call.process,
                                      .thread = call.thread,
                                      .call = call.call,
                                      .descriptor = call.descriptor,
                                      .result = *result,
                                      .data = std::move(call.data),
                                      .polled = std::move(call.polled)});
        if (call.call != SystemCall::Receive) output.completions.back().data.clear();
    }
    return has_returned;
}

}  // namespace hw::host
