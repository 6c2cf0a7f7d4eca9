#include "host/listen_queue.h"

#include <algorithm>

#include "host/connection_table.h"
#include "host/socket_descriptor.h"

namespace hw::host {

namespace {

// Linux: inet_csk_reqsk_queue_is_full() and sk_acceptq_is_full() ask for "more than the backlog", so that each
// queue holds one more.
bool is_full(const Host& host, const Listener& listener, std::uint32_t count) {
    return count >= listener.backlog + host.config.backlog_excess;
}

// The SYN queue is full, or tcp_syncookies=2 pretends so (Linux: tcp_syn_flood_action()).
SynFate turn_to_cookies(Host& host) {
    if (host.config.syn_cookies == SynCookies::Off) {
        ++host.counters.syn_queue_full_drops;
        return SynFate::Dropped;
    }
    ++host.counters.syn_queue_full_cookies;
    return SynFate::AnsweredByCookie;
}

// Linux: tcp_conn_request(), without cookies: the last quarter of tcp_max_syn_backlog is for peers that have
// proven to be alive. Ours: nobody has, since no metrics of earlier connections are kept.
bool last_quarter_is_reached(const Host& host, const Listener& listener) {
    const std::uint32_t most = host.config.max_syn_backlog;
    return most != 0 && host.config.syn_cookies == SynCookies::Off &&
           most < listener.half_open_count + (most >> 2);
}

// TCP_DEFER_ACCEPT: the connection is not established before its first text comes, unless that takes longer than as
// many retransmissions of the SYN,ACK as fit into the time (Linux: tcp_check_req(), secs_to_retrans()). Ours: the
// SYN,ACK is repeated meanwhile; Linux waits with that until the time is up.
bool is_deferred(const Host& host, const Listener& listener, const tcp::Tcb& tcb,
                 const wire::Segment& segment) {
    if (listener.socket == no_socket) return false;
    const Duration wanted = host.sockets.sockets[listener.socket].settings.defer_accept;
    if (wanted == Duration{} || !segment.text.empty() || segment.ctl.fin()) return false;
    std::uint32_t retries = 1;
    Duration wait = host.config.tcp.initial_rto;
    for (Duration total = wait; total < wanted && retries < 255; total += wait, ++retries)
        wait = std::min(wait * 2, host.config.tcp.max_rto);
    return tcb.retransmissions < retries;
}

SynFate judge(Host& host, const Listener& listener) {
    SynFate fate = SynFate::Admitted;
    if (host.config.syn_cookies == SynCookies::Always || is_full(host, listener, listener.half_open_count)) {
        fate = turn_to_cookies(host);
        if (fate == SynFate::Dropped) return fate;
    }
    if (accept_queue_is_full(host, listener)) {
        ++host.counters.listen_overflows;
        return SynFate::Dropped;
    }
    if (fate == SynFate::Admitted && last_quarter_is_reached(host, listener)) return SynFate::Dropped;
    return fate;
}

}  // namespace

SynFate judge_syn(Host& host, const Listener& listener) {
    const SynFate fate = judge(host, listener);
    if (fate == SynFate::Dropped) ++host.counters.listen_drops;
    return fate;
}

bool accept_queue_is_full(const Host& host, const Listener& listener) {
    return is_full(host, listener, static_cast<std::uint32_t>(listener.accept_queue.size()));
}

ThirdAck judge_third_ack(Host& host, const Connection& connection, const wire::Segment& segment) {
    const tcp::Tcb& tcb = connection.tcb;
    if (!connection.is_half_open || !segment.ctl.ack() || segment.ctl.rst() || segment.ctl.syn() ||
        segment.ack != tcb.snd.nxt || segment.seq < tcb.rcv.nxt)
        return ThirdAck::Welcome;
    const Listener* listener = find_listener(host, connection.listener);
    if (listener != nullptr && is_deferred(host, *listener, tcb, segment)) {
        ++host.counters.deferred_accepts;
        return ThirdAck::Ignored;
    }
    if (listener == nullptr || !accept_queue_is_full(host, *listener)) return ThirdAck::Welcome;
    ++host.counters.listen_overflows;
    ++host.counters.listen_drops;
    return host.config.abort_on_overflow == tcp::Switch::On ? ThirdAck::Reset : ThirdAck::Ignored;
}

void enter_accept_queue(Host& host, std::uint32_t slot, Instant now) {
    Listener* listener = listener_of(host, host.connections[slot]);
    // Its listener has gone: whom it was promised to takes it.
    Listener orphanage{.application = host.connections[slot].application.spec};
    if (listener == nullptr) listener = &orphanage;
    listener->accept_queue.push_back(host.connections[slot].id);
    host.connections[slot].is_queued = true;
    if (listener->accepting == Accepting::Automatic) {
        const Accepted accepted = accept_first(host, *listener, first_process);
        tally(process_of(host, first_process), SystemCall::Accept, accepted.error, now);
    }
}

Accepted accept_first(Host& host, Listener& listener, ProcessId process) {
    // Linux: __sys_accept4_file() finds a descriptor before it looks whether somebody waits.
    if (listener.accept_queue.empty() && has_free_descriptor(host, process))
        return {.error = SocketError::Again};
    const OpenedSocket opened = open_socket(host, process);
    if (opened.error != SocketError::None) return {.error = opened.error};
    const std::uint32_t slot = slot_of(host, listener.accept_queue.front());
    listener.accept_queue.erase(listener.accept_queue.begin());
    Socket& socket = host.sockets.sockets[opened.socket];
    socket.stage = SocketStage::Connected;
    // Linux: sk_clone_lock().
    if (listener.socket != no_socket) {
        socket.settings = host.sockets.sockets[listener.socket].settings;
        socket.options = host.sockets.sockets[listener.socket].options;
    }
    attach(host, opened.socket, slot);
    host.connections[slot].is_accepted = true;
    host.connections[slot].tcb.window.has_reader = true;
    host.connections[slot].is_queued = false;
    return {.slot = slot, .descriptor = opened.descriptor};
}

}  // namespace hw::host
