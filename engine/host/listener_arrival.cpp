#include "host/listener_arrival.h"

#include <utility>

#include "host/arrival_note.h"
#include "host/connection_table.h"
#include "host/emission.h"
#include "host/listen_queue.h"
#include "host/turn.h"

// A segment for a listening socket: a new connection, an answer without one, or silence.

namespace hw::host {

// The RFC lets a listening TCB become the connection; sockets keep the listener and drive a copy of its
// TCB, which becomes a connection of its own if the segment opens one and is forgotten if not.
void arrive_at_listener(Host& host, const FourTuple& tuple, Instant now, Output& output,
                        std::optional<SeqNum> iss) {
    const wire::Segment& segment = output.arrived.segment;
    Listener& listener = *listener_at(host, tuple.local);
    const bool is_opening = segment.ctl.syn() && !segment.ctl.ack() && !segment.ctl.rst();
    if (is_opening && judge_syn(host, listener) != SynFate::Admitted) {
        note_without_connection(output, Note::Cause::BacklogFull, step_count(output));
        return;
    }

    tcp::Tcb child{};
    if (listener.socket != no_socket) child.options = host.sockets.sockets[listener.socket].options;
    output.effects.clear();
    const IssRequest request{
        .tuple = tuple, .now = now, .already_used = host.isns_used, .rules = host.config.tcp.rules};
    const tcp::Event event{.tcb = child, .config = host.config.tcp, .now = now, .effects = output.effects};
    tcp::open_passive(event, iss ? *iss : choose_iss(host.config.isn, request));
    const tcp::Tcb listening = child;

    output.effects.clear();
    const std::uint32_t first_step = step_count(output);
    tcp::segment_arrives({.tcb = child,
                          .config = host.config.tcp,
                          .now = now,
                          .effects = output.effects,
                          .trace = trace_of(output)},
                         segment);
    if (child.state == tcp::State::Listen) {
        emit_segments(host, output, {.tuple = tuple});
        if (Note* note = note_without_connection(output, Note::Cause::SegmentArrives, first_step))
            note->before = note->after = tcp::summary_of(listening);
        return;
    }

    ++host.isns_used;
    const std::uint32_t slot = add_connection(host, tuple, listener.application);
    Connection& connection = host.connections[slot];
    connection.tcb = std::move(child);
    connection.listener = listener.id;
    if (listener.socket != no_socket)
        connection.reuse_address = host.sockets.sockets[listener.socket].settings.reuse_address;
    if (connection.tcb.state == tcp::State::SynReceived) {
        connection.is_half_open = true;
        ++listener.half_open_count;
    }
    Turn turn(host, output,
              {.slot = slot,
               .now = now,
               .cause = Note::Cause::SegmentArrives,
               .before = &listening,
               .first_step = first_step});
    turn.adopt_effects(tcp::State::Listen);
    turn.finish();
}

}  // namespace hw::host
