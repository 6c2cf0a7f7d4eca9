#include "host/address.h"
#include "host/arrival_note.h"
#include "host/connection_table.h"
#include "host/emission.h"
#include "host/host.h"
#include "host/icmp_arrival.h"
#include "host/listen_queue.h"
#include "host/listener_arrival.h"
#include "host/output.h"
#include "host/settle.h"
#include "host/time_wait.h"
#include "host/turn.h"
#include "wire/icmp.h"

// A packet comes from the link: read it, find whose it is, let TCP have it (RFC 9293 §3.10.7).

namespace hw::host {

namespace {

void count_malformed(Counters& counters, wire::Malformed kind) {
    if (kind < wire::Malformed::TooShortForTcp) {
        ++counters.ip_in_hdr_errors;
        return;
    }
    ++counters.tcp_in_segs;
    ++counters.tcp_in_errs;
    if (kind == wire::Malformed::TcpChecksum) ++counters.tcp_in_csum_errors;
}

// §3.10.7.1: "If the state is CLOSED (i.e., TCB does not exist)".
void arrive_at_closed_port(Host& host, const FourTuple& tuple, const wire::Segment& segment, Output& output) {
    const std::uint32_t first_step = step_count(output);
    output.effects.clear();
    tcp::segment_arrives_closed(segment, output.effects, trace_of(output));
    emit_segments(host, output, {.tuple = tuple});
    note_without_connection(output, Note::Cause::SegmentArrives, first_step);
}

// §3.9.2.3: "An incoming SYN with an invalid source address MUST be ignored either by TCP or by the IP
// layer" (MUST-63), and one to a broadcast or multicast address silently discarded (MUST-57).
bool is_acceptable(const Host& host, const FourTuple& tuple, Interface from) {
    if (from == Interface::Loopback)
        return is_own_address(host.config, tuple.local.address) &&
               is_own_address(host.config, tuple.remote.address);
    // Linux: ip_route_input_slow() takes our own address as a source from outside for a martian.
    return has_address(host.config, tuple.local.address) && may_be_a_host(tuple.remote.address) &&
           !has_address(host.config, tuple.remote.address);
}

// Linux: tcp_check_req(), listen_overflow. "Embryonic" resets have no place in the RFC.
void turn_away(Host& host, std::uint32_t slot, ThirdAck third, Output& output) {
    const std::uint32_t first_step = step_count(output);
    if (third == ThirdAck::Reset) {
        output.effects.clear();
        tcp::segment_arrives_closed(output.arrived.segment, output.effects, trace_of(output));
        emit_segments(host, output, {.tuple = host.connections[slot].tuple});
        retire_connection(host, slot, ClosedBy::Abort);
    }
    note_without_connection(output, Note::Cause::BacklogFull, first_step);
}

}  // namespace

void packet_arrives(Host& host, std::span<const std::uint8_t> packet, Instant now, Output& output,
                    Interface from) {
    if (!host.is_powered) return;
    const wire::ParseError error = wire::parse_packet(packet, output.arrived);
    if (error.kind == wire::Malformed::NotTcp && wire::carries_icmp(packet))
        return icmp_arrives(host, packet, {.now = now, .from = from}, output);
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
    if (!is_acceptable(host, tuple, from)) {
        ++host.counters.ip_in_addr_errors;
        note_without_connection(output, Note::Cause::NotForUs, step_count(output));
        return;
    }
    ++host.counters.tcp_in_segs;
    if (const std::uint32_t handle = find_handle(host, tuple); handle != Demux::absent) {
        const std::uint32_t slot = is_packed(handle) ? wake(host, handle, now) : handle;
        if (const ThirdAck third = judge_third_ack(host, host.connections[slot], output.arrived.segment);
            third != ThirdAck::Welcome)
            return turn_away(host, slot, third, output);
        Turn turn(host, output, {.slot = slot, .now = now, .cause = Note::Cause::SegmentArrives});
        turn.segment_arrives(output.arrived.segment);
        turn.finish();
        if (turn.new_iss()) ++host.counters.time_waits_reopened;
        if (turn.new_iss()) arrive_at_listener(host, tuple, now, output, turn.new_iss());
    } else if (listener_at(host, tuple) != nullptr) {
        arrive_at_listener(host, tuple, now, output);
    } else {
        arrive_at_closed_port(host, tuple, output.arrived.segment, output);
    }
    settle(host, now, output);
}

}  // namespace hw::host
