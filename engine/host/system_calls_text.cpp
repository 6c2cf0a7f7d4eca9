// recv(2) and send(2), as tcp_recvmsg_locked() and tcp_sendmsg_locked() order their questions.

#include <algorithm>

#include "host/connection_table.h"
#include "host/pending_call.h"
#include "host/socket_steps.h"
#include "host/turn.h"

namespace hw::host {

namespace {

Turn begin_turn(sys::Caller caller, const Socket& socket) {
    return Turn(
        caller.host, caller.output,
        {.slot = slot_of(caller.host, socket.connection), .now = caller.now, .cause = Note::Cause::Call});
}

// The byte before the urgent pointer is the urgent one (RFC 6093 §3.1), and no part of the stream unless
// SO_OOBINLINE is set.
bool urgent_byte_is_apart(const Socket& socket, const tcp::Tcb& tcb) {
    return !socket.settings.oob_inline && tcb.rcv.is_urgent;
}

// Moves up to `most` bytes to the end of `data`; a read stops at the urgent byte, and the next one begins behind it,
// or with it (SO_OOBINLINE).
std::uint32_t read_text(Turn& turn, const Socket& socket, std::uint32_t most,
                        std::vector<std::uint8_t>* data) {
    const tcp::Tcb& tcb = turn.connection().tcb;
    if (urgent_byte_is_apart(socket, tcb) && tcp::urgent_bytes(tcb) == 1 && turn.readable_bytes() > 0)
        turn.take(1);
    const std::uint32_t until_urgent = tcp::urgent_bytes(tcb) > 1 ? tcp::urgent_bytes(tcb) - 1 : most;
    const std::uint32_t wanted = std::min(most, until_urgent);
    if (wanted == 0) return 0;
    const bool begins_with_urgent = tcp::urgent_bytes(tcb) == 1;
    std::uint32_t taken = turn.take(wanted, data);
    // §3.9.1.3: that RECEIVE has ended with the urgent byte.
    if (begins_with_urgent && taken < wanted && turn.readable_bytes() > 0)
        taken += turn.take(wanted - taken, data);
    return taken;
}

void peek_text(const tcp::ReceiveBuffer& buffer, std::uint32_t most, std::vector<std::uint8_t>& data) {
    const std::uint32_t count = std::min(most, buffer.readable());
    data.clear();
    while (data.size() < count) {
        const auto done = static_cast<std::uint32_t>(data.size());
        const auto piece = buffer.peek(done, std::min(count - done, ByteChunk::size))[0];
        data.insert(data.end(), piece.begin(), piece.end());
    }
}

// recv(MSG_OOB) (Linux: tcp_recv_urg()).
CallResult receive_urgent(Socket& socket, const Connection* connection, PendingCall& call) {
    if (connection == nullptr) return {.error = SocketError::NotConn};
    const tcp::Tcb& tcb = connection->tcb;
    if (socket.settings.oob_inline || !tcb.rcv.is_urgent || has_taken_urgent(socket, tcb))
        return {.error = SocketError::Inval};
    const std::uint32_t offset = tcp::urgent_bytes(tcb) - 1;
    if (offset >= tcb.receive_buffer.readable()) return {.error = SocketError::Again};
    call.data.push_back(tcb.receive_buffer.peek(offset, 1)[0][0]);
    if ((call.flags & sys::msg_peek) == 0) {
        socket.has_taken_urgent = true;
        socket.urgent_taken = tcb.rcv.up;
    }
    return {.value = 1};
}

// There is nothing to read, and there will not be: 0, or the error, or ENOTCONN; nothing when text may still come.
// Linux: tcp_recvmsg_locked() asks for SOCK_DONE first: behind the peer's FIN an error is none of the reader's.
Attempt end_of_stream(Socket& socket, const Connection* connection) {
    if (connection != nullptr && connection->application.peer_has_closed) return CallResult{};
    if (socket.error != SocketError::None) return CallResult{.error = take_error(socket)};
    if (socket.is_read_shut) return CallResult{};
    if (connection == nullptr) return CallResult{.error = SocketError::NotConn};
    if (!is_live(connection) || connection->tcb.fin_was_received) return CallResult{};
    return {};
}

}  // namespace

Attempt try_receive(sys::Caller caller, PendingCall& call) {
    const std::uint32_t slot = call.socket;
    Socket& socket = caller.host.sockets.sockets[slot];
    if (socket.stage == SocketStage::Listening) return CallResult{.error = SocketError::NotConn};
    const Connection* connection = connection_of(caller.host, socket);
    if ((call.flags & sys::msg_oob) != 0) return receive_urgent(socket, connection, call);

    const bool has_text = connection != nullptr && connection->tcb.receive_buffer.readable() > 0;
    if (has_text && (call.flags & sys::msg_peek) != 0) {
        peek_text(connection->tcb.receive_buffer, call.wanted_bytes, call.data);
        call.done_bytes = static_cast<std::uint32_t>(call.data.size());
    } else if (has_text && call.done_bytes < call.wanted_bytes) {
        Turn turn = begin_turn(caller, socket);
        // MSG_TRUNC: a stream's bytes are dropped instead of copied.
        std::vector<std::uint8_t>* data = (call.flags & sys::msg_trunc) != 0 ? nullptr : &call.data;
        call.done_bytes += read_text(turn, socket, call.wanted_bytes - call.done_bytes, data);
        turn.finish();
    }
    const bool wants_all = (call.flags & sys::msg_waitall) != 0;
    const std::uint32_t low_water = std::min(socket.settings.receive_low_water, call.wanted_bytes);
    if (call.done_bytes >= (wants_all ? call.wanted_bytes : std::max(low_water, 1u)) ||
        call.wanted_bytes == 0)
        return CallResult{.value = call.done_bytes};
    if (call.done_bytes > 0) {
        const bool is_all = socket.error != SocketError::None || socket.is_read_shut ||
                            !is_live(connection) || connection->tcb.fin_was_received ||
                            connection->tcb.rcv.is_urgent;
        return is_all ? Attempt{CallResult{.value = call.done_bytes}} : Attempt{};
    }
    return end_of_stream(socket, connection);
}

// Bytes that send() takes now (Linux: sk_stream_memory_free(), tcp_stream_memory_free()).
std::uint32_t room_to_send(const Socket& socket, const tcp::Tcb& tcb) {
    const std::uint32_t queued = tcb.send_buffer.size(), most = tcb.options.send_buffer_bytes;
    const std::uint32_t room = most > queued ? most - queued : 0;
    const std::uint32_t low_water = socket.settings.unsent_low_water, unsent = tcp::unsent_bytes(tcb);
    if (low_water == 0) return room;
    return std::min(room, low_water > unsent ? low_water - unsent : 0);
}

namespace {

// Hands over `left` of the call's text, up to its next break.
void send_piece(Turn& turn, PendingCall& call, std::span<const std::uint8_t> left) {
    const auto next = std::upper_bound(call.breaks.begin(), call.breaks.end(), call.done_bytes);
    const bool ends_at_break = next != call.breaks.end() && *next < call.done_bytes + left.size();
    if (ends_at_break) left = left.first(*next - call.done_bytes);
    const bool has_more = (call.flags & sys::msg_more) != 0 || ends_at_break;
    const bool is_urgent = (call.flags & sys::msg_oob) != 0;
    tcp::Tcb& tcb = turn.connection().tcb;
    const bool was_corked = tcb.options.cork;
    // MSG_MORE: TCP_CORK for the length of this call.
    if (has_more) tcb.options.cork = true;
    const std::uint32_t taken = turn.send(left, has_more ? tcp::Push::No : tcp::Push::Yes,
                                          is_urgent ? tcp::Urgent::Yes : tcp::Urgent::No);
    tcb.options.cork = was_corked;
    call.done_bytes += taken;
    if (ends_at_break && taken == left.size()) tcb.send_buffer.end_record();
}

}  // namespace

CallResult end_send(sys::Caller caller, const PendingCall& call) {
    Socket& socket = caller.host.sockets.sockets[call.socket];
    const Connection* connection = connection_of(caller.host, socket);
    if (call.done_bytes > 0 && is_live(connection)) {
        if ((call.flags & sys::msg_zerocopy) != 0 && socket.settings.zero_copy)
            watch_zero_copy(socket.error_queue, connection->tcb);
        watch_timestamps(socket.error_queue, connection->tcb, socket.settings.timestamping);
        look_at_watched(socket.error_queue, connection->tcb, caller.now);
    }
    return {.value = call.done_bytes};
}

Attempt try_send(sys::Caller caller, PendingCall& call) {
    Socket& socket = caller.host.sockets.sockets[call.socket];
    Connection* connection = connection_of(caller.host, socket);
    const bool is_over = socket.is_write_shut || !is_live(connection) || connection->tcb.close_requested;
    if (socket.error != SocketError::None || is_over) {
        // Linux: sk_stream_error(). What was taken before counts; the error comes with the next call.
        // A Fast Open that has failed has sent nothing, whatever its SYN carried: tcp_sendmsg_fastopen().
        const bool has_begun =
            (call.flags & sys::msg_fastopen) == 0 || socket.stage == SocketStage::Connected;
        if (call.done_bytes > 0 && has_begun) return CallResult{.value = call.done_bytes};
        const SocketError error = take_error(socket);
        return CallResult{.error = error == SocketError::None ? SocketError::Pipe : error};
    }
    if (connection->tcb.state < tcp::State::Established && !connection->tcb.fast_open.is_accepted) return {};
    const std::uint32_t room = room_to_send(socket, connection->tcb);
    if (room > 0 || call.wanted_bytes == 0) {
        auto left = std::span<const std::uint8_t>(call.data).subspan(call.done_bytes);
        // Why not by what the buffer holds, too: TCP wants to know that there is more.
        if (socket.settings.unsent_low_water != 0)
            left = left.first(std::min<std::size_t>(left.size(), room));
        Turn turn = begin_turn(caller, socket);
        for (std::uint32_t before = call.done_bytes;; before = call.done_bytes) {
            send_piece(turn, call, left);
            left = left.subspan(call.done_bytes - before);
            const bool is_at_break =
                std::binary_search(call.breaks.begin(), call.breaks.end(), call.done_bytes);
            if (left.empty() || call.done_bytes == before || !is_at_break) break;
        }
        turn.finish();
    }
    if (call.done_bytes < call.wanted_bytes) return {};
    if ((call.flags & sys::msg_eor) != 0) connection->tcb.send_buffer.end_record();
    return end_send(caller, call);
}

namespace sys {

namespace {

Patience patience_of(const Socket& socket, std::uint32_t flags) {
    const bool may_wait = !socket.is_nonblocking && (flags & msg_dontwait) == 0;
    return may_wait ? Patience::MayBlock : Patience::None;
}

// Linux: tcp_sendmsg_locked(): without copying each piece is a fragment of its own, and an sk_buff has room for
// MAX_SKB_FRAGS of them. Ours: a piece does not run across pages.
std::vector<std::uint32_t> breaks_between(const Socket& socket, std::uint32_t flags,
                                          std::span<const std::uint32_t> pieces) {
    constexpr std::uint32_t most_fragments = 17;
    std::vector<std::uint32_t> breaks;
    if ((flags & msg_zerocopy) == 0 || !socket.settings.zero_copy) return breaks;
    std::uint32_t bytes = 0, count = 0;
    for (const std::uint32_t piece : pieces) {
        bytes += piece;
        if (piece > 0 && ++count % most_fragments == 0) breaks.push_back(bytes);
    }
    return breaks;
}

}  // namespace

CallResult recv(Caller caller, std::int32_t descriptor, std::uint32_t most, std::uint32_t flags) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::Receive, found.error);
    const Socket& socket = caller.host.sockets.sockets[found.slot];
    return run(caller,
               {.call = SystemCall::Receive,
                .descriptor = descriptor,
                .socket = found.slot,
                .flags = flags,
                .wanted_bytes = most,
                .deadline = after(caller.now, socket.settings.receive_timeout)},
               patience_of(socket, flags));
}

CallResult send(Caller caller, std::int32_t descriptor, std::span<const std::uint8_t> data,
                std::uint32_t flags, std::span<const std::uint32_t> pieces) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::Send, found.error);
    const Socket& socket = caller.host.sockets.sockets[found.slot];
    return run(caller,
               {.call = SystemCall::Send,
                .descriptor = descriptor,
                .socket = found.slot,
                .flags = flags,
                .wanted_bytes = static_cast<std::uint32_t>(data.size()),
                .data = {data.begin(), data.end()},
                .breaks = breaks_between(socket, flags, pieces),
                .deadline = after(caller.now, socket.settings.send_timeout)},
               patience_of(socket, flags));
}

CallResult sendto(Caller caller, std::int32_t descriptor, std::span<const std::uint8_t> data,
                  std::uint32_t flags, wire::Endpoint remote) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return refuse(caller, SystemCall::Send, found.error);
    Host& host = caller.host;
    const Socket& socket = host.sockets.sockets[found.slot];
    const bool at_once = host.config.fast_open_socket_sends_at_once == tcp::Switch::On;
    const bool opens = (flags & msg_fastopen) != 0 || (at_once && socket.settings.fast_open_limit > 0 &&
                                                       socket.stage == SocketStage::Unconnected);
    if (!opens) return send(caller, descriptor, data, flags);
    // Linux: tcp_sendmsg_fastopen(), then __inet_stream_connect().
    if (host.config.tcp.fast_open_client == tcp::Switch::Off)
        return refuse(caller, SystemCall::Send, SocketError::OpNotSupp);
    const Connection* under_way = connection_of(host, socket);
    if (socket.stage == SocketStage::Connecting && is_live(under_way) &&
        under_way->tcb.state < tcp::State::Established && patience_of(socket, flags) == Patience::None)
        return {.error = SocketError::Already};
    if (socket.stage != SocketStage::Unconnected)
        return send(caller, descriptor, data, flags & ~msg_fastopen);
    const Route route = choose_route(host, socket.local, remote, caller.now);
    if (route.error != SocketError::None) return refuse(caller, SystemCall::Send, route.error);

    const FastText fast = fast_text_for(host, found.slot, remote.address, data);
    const Patience patience = patience_of(socket, flags);
    PendingCall call{.call = SystemCall::Send,
                     .descriptor = descriptor,
                     .socket = found.slot,
                     .flags = flags,
                     .wanted_bytes = static_cast<std::uint32_t>(data.size()),
                     .data = {data.begin(), data.end()},
                     .deadline = after(caller.now, socket.settings.send_timeout)};
    call.done_bytes = start_connecting(host, found.slot, route, {.kind = ApplicationKind::Calls}, caller.now,
                                       caller.output, &fast);
    // Linux: __inet_stream_connect() answers EINPROGRESS, unless the SYN has taken some text; a thread that may block
    // waits for the handshake even when it has taken all.
    const bool is_done = at_once && call.done_bytes == call.wanted_bytes;
    if (patience == Patience::None || is_done)
        return call.done_bytes > 0 ? end_send(caller, call) : CallResult{.error = SocketError::InProgress};
    return run(caller, std::move(call), patience);
}

ErrorAnswer receive_error(Caller caller, std::int32_t descriptor) {
    const Lookup found = find_socket(caller, descriptor);
    if (found.error != SocketError::None) return {.result = refuse(caller, SystemCall::Receive, found.error)};
    Socket& socket = caller.host.sockets.sockets[found.slot];
    auto& reports = socket.error_queue.reports;
    if (reports.empty()) return {.result = refuse(caller, SystemCall::Receive, SocketError::Again)};
    ErrorAnswer answer{.report = reports.front()};
    answer.has_time = answer.report.origin == ErrorOrigin::Timestamping &&
                      (socket.settings.timestamping & timestamp_report_software) != 0;
    reports.erase(reports.begin());
    return answer;
}

}  // namespace sys
}  // namespace hw::host
