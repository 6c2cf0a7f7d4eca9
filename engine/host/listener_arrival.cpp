#include "host/listener_arrival.h"

#include <utility>

#include "host/arrival_note.h"
#include "host/connection_table.h"
#include "host/emission.h"
#include "host/listen_queue.h"
#include "host/turn.h"
#include "tcp/syn_cookie.h"

// A segment for a listening socket: a new connection, an answer without one, or silence.

namespace hw::host {

tcp::Tcb listening_tcb(const Host& host, const Listener& listener, Instant now, Output& output, SeqNum iss) {
    tcp::Tcb tcb{};
    if (listener.socket != no_socket) {
        tcb.options = host.sockets.sockets[listener.socket].options;
        tcb.acks.is_interactive = host.sockets.sockets[listener.socket].settings.acks_may_wait;
    }
    tcb.foreign_socket_is_specified = listener.remote.port != 0;
    output.effects.clear();
    tcp::open_passive({.tcb = tcb, .config = host.config.tcp, .now = now, .effects = output.effects}, iss);
    output.effects.clear();
    return tcb;
}

namespace {

std::uint32_t add_child(Host& host, const FourTuple& tuple, const Listener& listener, tcp::Tcb&& tcb) {
    const std::uint32_t slot = add_connection(host, tuple, listener.application);
    Connection& connection = host.connections[slot];
    connection.tcb = std::move(tcb);
    connection.listener = listener.id;
    if (listener.socket != no_socket)
        connection.reuse_address = host.sockets.sockets[listener.socket].settings.reuse_address;
    return slot;
}

// Nothing is remembered: the SYN,ACK's number says it all.
void answer_syn_with_cookie(Host& host, Listener& listener, const FourTuple& tuple, Instant now,
                            Output& output) {
    const wire::Segment& syn = output.arrived.segment;
    const std::uint32_t first_step = step_count(output);
    const SeqNum cookie =
        tcp::make_cookie({.local = tuple.local, .remote = tuple.remote, .irs = syn.seq},
                         syn.options.has_mss ? syn.options.mss : host.config.tcp.default_send_mss, now,
                         host.config.isn.secret);
    tcp::Tcb tcb = listening_tcb(host, listener, now, output, cookie);
    tcp::answer_with_cookie({.tcb = tcb,
                             .config = host.config.tcp,
                             .now = now,
                             .effects = output.effects,
                             .trace = trace_of(output)},
                            syn, cookie);
    emit_segments(host, output, {.tuple = tuple});
    ++host.counters.cookies_sent;
    listener.last_cookie_at = now;
    note_without_connection(output, Note::Cause::SegmentArrives, first_step);
}

// Linux: cookie_v4_check(). An ACK for which there is no half-open connection may bring a cookie back, if cookies
// were given out in the last two minutes. Returns whether it did.
bool open_by_cookie(Host& host, Listener& listener, const FourTuple& tuple, Instant now, Output& output) {
    constexpr Duration validity = 120_s;  // TCP_SYNCOOKIE_VALID
    const wire::Segment& segment = output.arrived.segment;
    const bool may_be_one = segment.ctl.ack() && !segment.ctl.syn() && !segment.ctl.rst();
    if (!may_be_one || listener.last_cookie_at.is_never() || now - listener.last_cookie_at > validity)
        return false;
    const SeqNum cookie = segment.ack - 1;
    const auto mss = tcp::check_cookie({.local = tuple.local, .remote = tuple.remote, .irs = segment.seq - 1},
                                       cookie, now, host.config.isn.secret);
    ++(mss ? host.counters.cookies_received : host.counters.cookies_failed);
    if (!mss) return false;
    const std::uint32_t first_step = step_count(output);
    if (accept_queue_is_full(host, listener)) {
        ++host.counters.listen_overflows;
        ++host.counters.listen_drops;
        note_without_connection(output, Note::Cause::BacklogFull, first_step);
        return true;
    }
    tcp::Tcb tcb = listening_tcb(host, listener, now, output, cookie);
    tcp::open_from_cookie({.tcb = tcb,
                           .config = host.config.tcp,
                           .now = now,
                           .effects = output.effects,
                           .trace = trace_of(output)},
                          segment, cookie, *mss);
    const std::uint32_t slot = add_child(host, tuple, listener, std::move(tcb));
    ++host.counters.tcp_passive_opens;
    Turn turn(host, output, {.slot = slot, .now = now, .cause = Note::Cause::SegmentArrives});
    turn.segment_arrives(segment);
    turn.finish();
    return true;
}

// The verdict on a Fast Open, and its cookie (RFC 7413 §4.1.2): for as many connections at a time as TCP_FASTOPEN
// allows, "PendingFastOpenRequests" (§5.1).
std::optional<tcp::FastOpenGrant> fast_open_grant(const Host& host, const Listener& listener,
                                                  const FourTuple& tuple, const wire::Segment& syn) {
    if (listener.socket == no_socket || !syn.ctl.syn()) return {};
    const SocketSettings& settings = host.sockets.sockets[listener.socket].settings;
    if (listener.half_open_count >= settings.fast_open_limit) return {};
    return tcp::judge_fast_open(host.config.tcp,
                                settings.fast_open_keys.value_or(fast_open_keys_of(host.config)),
                                {.client = tuple.remote.address, .server = tuple.local.address}, syn);
}

}  // namespace

// The RFC lets a listening TCB become the connection; sockets keep the listener and drive a copy of its
// TCB, which becomes a connection of its own if the segment opens one and is forgotten if not.
void arrive_at_listener(Host& host, const FourTuple& tuple, Instant now, Output& output,
                        std::optional<SeqNum> iss) {
    const wire::Segment& segment = output.arrived.segment;
    Listener& listener = *listener_at(host, tuple);
    const bool is_opening = segment.ctl.syn() && !segment.ctl.ack() && !segment.ctl.rst();
    switch (is_opening ? judge_syn(host, listener) : SynFate::Admitted) {
        case SynFate::Admitted: break;
        case SynFate::AnsweredByCookie: return answer_syn_with_cookie(host, listener, tuple, now, output);
        case SynFate::Dropped:
            note_without_connection(output, Note::Cause::BacklogFull, step_count(output));
            return;
    }
    if (open_by_cookie(host, listener, tuple, now, output)) return;

    const IssRequest request{.tuple = tuple,
                             .now = now + host.config.tcp.clock_ahead,
                             .already_used = host.isns_used,
                             .rules = host.config.tcp.rules};
    tcp::Tcb child =
        listening_tcb(host, listener, now, output, iss ? *iss : choose_iss(host.config.isn, request));
    child.snd.path_mtu = path_mtu_to(host.paths, tuple.remote.address, now);
    std::optional<tcp::Tcb> listening;  // for the note
    if (output.wants_notes) listening = child;
    const std::optional<tcp::FastOpenGrant> grant = fast_open_grant(host, listener, tuple, segment);
    const std::uint32_t first_step = step_count(output);
    tcp::segment_arrives({.tcb = child,
                          .config = host.config.tcp,
                          .now = now,
                          .effects = output.effects,
                          .trace = trace_of(output),
                          .fast_open = grant ? &*grant : nullptr},
                         segment);
    if (child.state == tcp::State::Listen) {
        emit_segments(host, output, {.tuple = tuple});
        if (Note* note = note_without_connection(output, Note::Cause::SegmentArrives, first_step))
            note->before = note->after = tcp::summary_of(*listening);
        return;
    }

    ++host.isns_used;
    const std::uint32_t slot = add_child(host, tuple, listener, std::move(child));
    Connection& connection = host.connections[slot];
    if (connection.tcb.state == tcp::State::SynReceived) {
        connection.is_half_open = true;
        ++listener.half_open_count;
    }
    Turn turn(host, output,
              {.slot = slot,
               .now = now,
               .cause = Note::Cause::SegmentArrives,
               .before = listening ? &*listening : nullptr,
               .first_step = first_step});
    turn.adopt_effects(tcp::State::Listen);
    turn.finish();
}

}  // namespace hw::host
