#include <utility>

#include "host/address.h"
#include "host/connection_table.h"
#include "host/emission.h"
#include "host/host.h"
#include "host/output.h"
#include "host/turn.h"

// A packet comes from the link: read it, find whose it is, let TCP have it (RFC 9293 §3.10.7).

namespace hw::host {

namespace {

std::uint32_t step_count(const Output& output) { return static_cast<std::uint32_t>(output.steps.size()); }

// Something to note though no connection had a part in it, with the steps from `first_step` on. Returns
// nullptr when nobody wants notes.
Note* note_without_connection(Output& output, Note::Cause cause, std::uint32_t first_step) {
    if (!output.wants_notes) return nullptr;
    Note& note = output.notes.emplace_back();
    note.cause = cause;
    note.first_step = first_step;
    note.step_count = step_count(output) - first_step;
    return &note;
}

void count_malformed(Counters& counters, wire::Malformed kind) {
    if (kind < wire::Malformed::TooShortForTcp) {
        ++counters.ip_in_hdr_errors;
        return;
    }
    ++counters.tcp_in_segs;
    ++counters.tcp_in_errs;
    if (kind == wire::Malformed::TcpChecksum) ++counters.tcp_in_csum_errors;
}

tcp::StepTrace* trace_of(Output& output) { return output.wants_notes ? &output.steps : nullptr; }

// §3.10.7.1: "If the state is CLOSED (i.e., TCB does not exist)".
void arrive_at_closed_port(Host& host, const FourTuple& tuple, const wire::Segment& segment, Output& output) {
    const std::uint32_t first_step = step_count(output);
    output.effects.clear();
    tcp::segment_arrives_closed(segment, output.effects, trace_of(output));
    emit_segments(host, output, {.tuple = tuple});
    note_without_connection(output, Note::Cause::SegmentArrives, first_step);
}

// The RFC lets a listening TCB become the connection; sockets keep the listener and drive a copy of its
// TCB, which becomes a connection of its own if the segment opens one and is forgotten if not.
void arrive_at_listener(Host& host, const FourTuple& tuple, Instant now, Output& output) {
    const wire::Segment& segment = output.arrived.segment;
    Listener& listener = *listener_at(host, tuple.local.port);
    const bool is_opening = segment.ctl.syn() && !segment.ctl.ack() && !segment.ctl.rst();
    if (is_opening && listener.half_open_count >= host.config.backlog) {
        ++host.counters.listen_overflows;
        note_without_connection(output, Note::Cause::BacklogFull, step_count(output));
        return;
    }

    tcp::Tcb child{};
    output.effects.clear();
    const IssRequest request{.tuple = tuple, .now = now, .already_used = host.isns_used};
    const tcp::Event event{.tcb = child, .config = host.config.tcp, .now = now, .effects = output.effects};
    tcp::open_passive(event, choose_iss(host.config.isn, request));
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

}  // namespace

void packet_arrives(Host& host, std::span<const std::uint8_t> packet, Instant now, Output& output) {
    if (!host.is_powered) return;
    const wire::ParseError error = wire::parse_packet(packet, output.arrived);
    if (!error.ok()) {
        // Ours: for an illegal option length "a suggested procedure is to reset the connection and log the
        // error cause" (§3.1, MUST-7). We log, and drop the segment like any other that cannot be read:
        // otherwise one forged packet, whatever its sequence number, would end a connection.
        count_malformed(host.counters, error.kind);
        if (Note* note = note_without_connection(output, Note::Cause::Malformed, step_count(output)))
            note->error = error;
        return;
    }
    const FourTuple tuple{.local = output.arrived.destination(), .remote = output.arrived.source()};
    // §3.9.2.3: "An incoming SYN with an invalid source address MUST be ignored either by TCP or by the IP
    // layer" (MUST-63), and one to a broadcast or multicast address silently discarded (MUST-57).
    if (tuple.local.address != host.config.address || !may_be_a_host(tuple.remote.address)) {
        ++host.counters.ip_in_addr_errors;
        note_without_connection(output, Note::Cause::NotForUs, step_count(output));
        return;
    }
    ++host.counters.tcp_in_segs;
    if (const std::uint32_t slot = host.demux.find(tuple); slot != Demux::no_slot) {
        Turn turn(host, output, {.slot = slot, .now = now, .cause = Note::Cause::SegmentArrives});
        turn.segment_arrives(output.arrived.segment);
        turn.finish();
    } else if (listener_at(host, tuple.local.port) != nullptr) {
        arrive_at_listener(host, tuple, now, output);
    } else {
        arrive_at_closed_port(host, tuple, output.arrived.segment, output);
    }
}

}  // namespace hw::host
