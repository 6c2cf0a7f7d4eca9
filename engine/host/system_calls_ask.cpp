// poll(2), fcntl(2), ioctl(2) of tcp(7).

#include "host/pending_call.h"
#include "host/settle.h"
#include "host/socket_descriptor.h"

namespace hw::host {

namespace {

// A FIN takes its place in the send queue as soon as it is asked for (Linux: tcp_send_fin(), write_seq).
std::uint32_t queued_fin(const tcp::Tcb& tcb) {
    switch (tcb.state) {
        case tcp::State::FinWait1:
        case tcp::State::Closing:
        case tcp::State::LastAck: return 1;
        default: return tcb.state == tcp::State::CloseWait && tcb.close_requested ? 1 : 0;
    }
}

// sk_stream_is_writeable(): a third of the buffer is free; tcp_stream_memory_free(): and half of TCP_NOTSENT_LOWAT.
bool is_writable(const Host& host, const tcp::Tcb& tcb) {
    if (tcb.options.send_buffer_counts_packets) return tcp::is_writable(tcb, host.config.tcp);
    const std::uint32_t queued = tcb.send_buffer.size();
    const std::uint32_t most = tcb.options.send_buffer_bytes;
    const std::uint32_t low_water = tcb.options.unsent_low_water;
    const bool has_left = low_water == 0 || 2 * std::uint64_t{tcp::unsent_bytes(tcb)} < low_water;
    return most > queued && most - queued >= queued / 2 && has_left;
}

// Linux: tcp_poll().
std::uint16_t readiness(sys::Caller caller, const Socket& socket, std::uint32_t slot) {
    if (socket.stage == SocketStage::Listening) {
        for (const Listener& listener : caller.host.listeners)
            if (listener.socket == slot) return listener.accept_queue.empty() ? 0 : poll_in;
        return 0;
    }
    const bool has_error = socket.error != SocketError::None || !socket.error_queue.reports.empty();
    std::uint16_t ready = has_error ? poll_err : 0;
    const Connection* connection = connection_of(caller.host, socket);
    if (!is_live(connection)) {
        const bool had_one = connection != nullptr;
        return ready | poll_hup | poll_out | (had_one ? poll_in | poll_rdhup : 0);
    }
    const tcp::Tcb& tcb = connection->tcb;
    if (tcb.state < tcp::State::Established && !tcb.fast_open.is_accepted) return ready;
    const bool has_ended = tcb.fin_was_received || socket.is_read_shut;
    if (has_ended) ready |= poll_in | poll_rdhup;
    if (has_ended && (socket.is_write_shut || tcb.close_requested)) ready |= poll_hup;
    // Linux: tcp_poll() wants one byte more while the urgent one is next, and is no part of the stream.
    const std::uint32_t readable = tcb.receive_buffer.readable();
    const bool urgent_is_next = tcp::urgent_bytes(tcb) == 1 && !socket.settings.oob_inline;
    if (readable >= socket.settings.receive_low_water + urgent_is_next) ready |= poll_in;
    if (is_writable(caller.host, tcb) || socket.is_write_shut) ready |= poll_out;
    // TCP_URG_VALID: the byte itself is here, and was not taken.
    if (tcb.rcv.is_urgent && tcp::urgent_bytes(tcb) <= readable && !has_taken_urgent(socket, tcb))
        ready |= poll_pri;
    return ready;
}

// How many entries have something to say.
std::int64_t look(sys::Caller caller, std::vector<PollEntry>& entries) {
    std::int64_t count = 0;
    for (PollEntry& entry : entries) {
        const Lookup found = find_socket(caller, entry.descriptor);
        entry.revents = 0;
        if (entry.descriptor < 0) continue;
        if (found.error == SocketError::None) {
            const Socket& socket = caller.host.sockets.sockets[found.slot];
            // "POLLERR, POLLHUP and POLLNVAL … in events are ignored": they are always told.
            entry.revents = readiness(caller, socket, found.slot) &
                            static_cast<std::uint16_t>(entry.events | poll_err | poll_hup);
        } else {
            entry.revents = poll_nval;
        }
        count += entry.revents != 0 ? 1 : 0;
    }
    return count;
}

}  // namespace

Attempt try_poll(sys::Caller caller, PendingCall& call) {
    const std::int64_t count = look(caller, call.polled);
    return count > 0 ? Attempt{CallResult{.value = count}} : Attempt{};
}

namespace sys {

CallResult poll(Caller caller, std::vector<PollEntry>& entries, Duration time_limit) {
    if (!caller.host.is_powered) return {.error = SocketError::HostDown};
    const std::int64_t count = look(caller, entries);
    if (count > 0 || time_limit == Duration{}) return {.value = count};
    return run(caller,
               {.call = SystemCall::Poll, .polled = entries, .deadline = after(caller.now, time_limit)},
               Patience::MayBlock);
}

CallResult set_nonblocking(Caller caller, std::int32_t descriptor, bool is_nonblocking) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::SetOption, found.error);
    caller.host.sockets.sockets[found.slot].is_nonblocking = is_nonblocking;
    return {};
}

CallResult ioctl(Caller caller, std::int32_t descriptor, Ioctl what) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::GetOption, found.error);
    const Socket& socket = caller.host.sockets.sockets[found.slot];
    // Linux: tcp_ioctl(), "if (sk->sk_state == TCP_LISTEN) return -EINVAL"; SIOCATMARK does not ask.
    if (socket.stage == SocketStage::Listening && what != Ioctl::Siocatmark)
        return refuse(caller, SystemCall::GetOption, SocketError::Inval);
    const Connection* connection = connection_of(caller.host, socket);
    if (connection == nullptr || connection->tcb.state == tcp::State::SynSent ||
        connection->tcb.state == tcp::State::SynReceived)
        return {};
    const tcp::Tcb& tcb = connection->tcb;
    const bool has_mark = tcb.rcv.is_urgent && !socket.settings.oob_inline;
    switch (what) {
        case Ioctl::Fionread: {
            const std::uint32_t readable = tcb.receive_buffer.readable();
            if (!has_mark || tcp::urgent_bytes(tcb) > readable) return {.value = readable};
            // Up to the urgent byte; when that is next, what follows it.
            const std::uint32_t until = tcp::urgent_bytes(tcb) - 1;
            return {.value = until > 0 ? until : readable - 1};
        }
        case Ioctl::Siocoutq:
            return {.value = tcb.state == tcp::State::Closed ? 0 : tcb.send_buffer.size() + queued_fin(tcb)};
        case Ioctl::Siocoutqnsd: {
            const bool fin_was_sent = tcb.send_buffer.end() < tcb.snd.nxt;
            return {.value = tcp::unsent_bytes(tcb) + (fin_was_sent ? 0 : queued_fin(tcb))};
        }
        case Ioctl::Siocatmark: return {.value = tcb.rcv.is_urgent && tcp::urgent_bytes(tcb) <= 1 ? 1 : 0};
    }
    return {};
}

}  // namespace sys
}  // namespace hw::host
