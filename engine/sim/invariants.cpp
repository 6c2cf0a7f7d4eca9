#include "sim/invariants.h"

#include <algorithm>

#include "sim/state_diagram.h"
#include "sim/text.h"

namespace hw::sim {
namespace {

using tcp::State;

std::string of(HostId host, ConnectionId connection) {
    return "host " + number_of(host) + ", connection " + number_of(connection) + ": ";
}

// The records of connections that have a TCB.
bool is_live(const host::Connection& connection) {
    return connection.id.exists() && connection.closed_by == host::ClosedBy::StillOpen;
}

}  // namespace

ConnectionWatch& Invariants::watch(HostId host, ConnectionId connection) {
    if (watches_.size() <= host.value) watches_.resize(host.value + 1);
    std::vector<ConnectionWatch>& of_host = watches_[host.value];
    if (of_host.size() <= connection.value) of_host.resize(connection.value + 1);
    return of_host[connection.value];
}

Broken Invariants::check(const World& world, const Trace& trace) {
    if (world.now < last_now_) return "time ran backwards";
    if (world.event_count != last_event_count_ + 1) return "an event was not checked, or not counted";
    last_now_ = world.now;
    last_event_count_ = world.event_count;

    for (std::size_t i = 0; i < world.links.size(); ++i) {
        if (least_delays_.size() <= i) least_delays_.push_back({Duration::never(), Duration::never()});
        for (const std::size_t way : {0, 1})
            least_delays_[i][way] = std::min(least_delays_[i][way], world.links[i].config[way].delay);
    }
    if (Broken broken = check_network(world)) return broken;
    if (Broken broken = check_trace_agrees(world, trace)) return broken;
    learn_from_arrival(world, trace);
    if (Broken broken = check_notes(world, trace)) return broken;
    learn_from_event(world, trace);
    if (Broken broken = check_sent(world, trace)) return broken;
    if (Broken broken = check_connections(world, trace)) return broken;
    if (Broken broken = check_delivered(world)) return broken;
    return check_copy(world);
}

// ---- what the event's notes say -----------------------------------------------------------------------

namespace {

// What ended a TCB: the segment that came, if one did, and whether an RST of ours answered it.
struct Ending {
    const host::Note& note;
    const ConnectionWatch& own;
    const tcp::Config& config;
    const ArrivedSegment* arrived = nullptr;
    bool was_answered_with_reset = false;
    bool gives_up_reading = false;  // the host's CLOSE does
};

// Why a TCB may be gone after a turn that began in `before`.
Broken check_ending(const Ending& ending) {
    using host::Note;
    const Note& note = ending.note;
    const auto was_told = [&](tcp::Signal signal) {
        return std::find(note.signals.begin(), note.signals.end(), signal) != note.signals.end();
    };
    switch (note.cause) {
        case Note::Cause::Call: return {};
        case Note::Cause::Deadline:
            if (note.before.state == State::TimeWait) return {};
            if (!note.before.deadlines.fin_wait2.is_never()) return {};  // Linux: tcp_fin_timeout
            // An application closes, after a while, what it has not read (SHLD-3).
            if (ending.was_answered_with_reset && ending.gives_up_reading) return {};
            // "It MUST NOT interpret failure to respond to any specific probe as a dead connection" (MUST-29). (Of probes
            // that find no way out of the host there is no record.)
            if (was_told(tcp::Signal::KeepAliveUnanswered) && ending.own.keep_alive_probes == 1 &&
                ending.config.keep_alive_probes > 1)
                return "one silence after a keep-alive probe ended the connection (§3.8.4, MUST-29)";
            if (was_told(tcp::Signal::UserTimeout) || was_told(tcp::Signal::RetransmissionsExhausted) ||
                was_told(tcp::Signal::KeepAliveUnanswered))
                return {};
            return "a deadline deleted the TCB and nobody was told why";
        case Note::Cause::SegmentArrives: break;
        case Note::Cause::IcmpArrives: return {};
        default: return "a segment that was not processed deleted a TCB";
    }
    const bool was_reset = ending.arrived != nullptr && ending.arrived->header.ctl.rst();
    if (was_reset || note.before.state == State::LastAck) return {};
    if (note.before.state == State::TimeWait) return {};  // a new SYN takes its place (§3.6.1)
    if (ending.own.rules == tcp::RuleBookId::NoTimeWait) return {};
    // RFC 793, and FreeBSD if asked to (net.inet.tcp.insecure_syn): a SYN in the window is an error.
    const bool was_syn = ending.arrived != nullptr && ending.arrived->header.ctl.syn();
    if (was_syn && ending.config.syn_in_window_resets == tcp::Switch::On) return {};
    // §3.6.1: "if new data is received after CLOSE is called, its TCP implementation SHOULD send a RST to show that
    // data was lost (SHLD-3)". Linux: also text that contradicts the FIN, and a SYN in an orphan's FIN-WAIT-2.
    if (ending.was_answered_with_reset && (ending.gives_up_reading || note.before.state > State::Established))
        return {};
    return "a segment without RST deleted the TCB";
}

bool sends_reset(const Trace& trace, const EventRecord& event, ConnectionId connection) {
    for (std::uint32_t i = 0; i < event.packets_sent; ++i) {
        const PacketRecord& record = trace.packets[event.first_packet_sent + i];
        if (record.sender_connection == connection && record.header.ctl.rst()) return true;
    }
    return false;
}

// §3.6.1 MAY-2 and RFC 6191 §2: which SYN may open a connection anew while the old one is in TIME-WAIT.
Broken check_renewal(const tcp::TcbSummary& old, const wire::TcpHeader& syn, const tcp::Config& config) {
    if (old.rcv.nxt <= syn.seq) return {};
    const bool is_stamped = config.timestamps == tcp::Switch::On && syn.options.has_timestamps;
    const std::int32_t ahead =
        static_cast<std::int32_t>(syn.options.timestamps.value - old.timestamps.recent);
    const bool by_timestamp = config.time_wait_reuse == tcp::TimeWaitReuse::Rfc6191;
    if (by_timestamp && is_stamped && (!old.timestamps.are_agreed || ahead > 0)) return {};
    return "an old SYN took the place of a connection in TIME-WAIT (§3.6.1, MAY-2)";
}

}  // namespace

Broken Invariants::check_notes(const World& world, const Trace& trace) {
    if (trace.is_truncated) return {};
    const EventRecord& event = trace.events.back();
    const ArrivedSegment* arrived = arrived_ ? &*arrived_ : nullptr;
    for (std::uint32_t i = event.first_note; i < event.first_note + event.note_count; ++i) {
        const host::Note& note = trace.notes[i];
        if (!note.connection.exists()) continue;
        const std::string who = of(event.host, note.connection);
        ConnectionWatch& own = watch(event.host, note.connection);
        if (own.is_known && own.is_live && !(own.last == note.before))
            return who + "it changed between its events";
        const bool is_child = !own.is_known && note.before.state == State::Listen;
        // A SYN cookie brings back a connection in SYN-RECEIVED that nobody has kept: see check_begun().
        const bool is_by_cookie = note.before.state == State::SynReceived &&
                                  world.hosts[event.host.value].config.syn_cookies != host::SynCookies::Off;
        if (!own.is_known && !is_child && !is_by_cookie && note.before.state != State::Closed)
            return who + "it began in the middle";
        if (!may_follow(note.before.state, note.after.state, note.cause))
            return who + "Figure 5 has no way from " + std::string(name_of(note.before.state)) + " to " +
                   std::string(name_of(note.after.state));
        const tcp::Config& config = world.hosts[event.host.value].config.tcp;
        const TurnContext turn{config, note.before, note.after, note.cause, event.at, own.rules};
        if (Broken broken = check_turn(turn)) return who + *broken;
        if (Broken broken = check_timeout(turn)) return who + *broken;
        if (note.cause == host::Note::Cause::SegmentArrives && arrived != nullptr)
            if (Broken broken = check_arrival(turn, *arrived)) return who + *broken;
        if (note.cause == host::Note::Cause::IcmpArrives) {
            const PacketRecord& packet = trace.packets[event.packet.value];
            wire::IcmpError error;
            const auto& bytes = packet.changed_bytes.empty() ? packet.bytes : packet.changed_bytes;
            if (wire::parse_icmp_error(bytes, error).ok())
                if (Broken broken = check_icmp(turn, error)) return who + *broken;
        }
        const bool is_over = note.after.state == State::Closed || note.after.state == State::Listen;
        if (note.before.state == State::TimeWait && is_over && note.cause == host::Note::Cause::Deadline &&
            event.at != note.before.deadlines.time_wait)
            return who + "TIME-WAIT did not last 2MSL";
        if (note.after.state == State::Closed && note.before.state != State::Closed) {
            const bool is_answered = sends_reset(trace, event, note.connection);
            const bool gives_up =
                world.hosts[event.host.value].config.closing == host::ClosingCall::GiveUpBoth;
            if (Broken broken = check_ending({note, own, config, arrived, is_answered, gives_up}))
                return who + *broken;
        }
        const bool gives_way = note.before.state == State::TimeWait && is_over && arrived != nullptr &&
                               arrived->header.ctl.syn() && !arrived->header.ctl.rst();
        if (gives_way && note.cause == host::Note::Cause::SegmentArrives) {
            if (Broken broken = check_renewal(note.before, arrived->header, config)) return who + *broken;
            renewal_ = {.host = event.host, .tuple = own.tuple, .old_next = note.before.snd.nxt};
        }
        own.last = note.after;
        // A SYN cookie may bring back a connection that is over at once: its text was somebody's all the same.
        if (!own.is_known && is_by_cookie && is_over && arrived != nullptr) {
            own.is_known = true;
            own.tuple = {.local = {arrived->destination, arrived->header.destination_port},
                         .remote = {arrived->source, arrived->header.source_port}};
            own.iss = note.before.snd.iss;
        }
    }
    return {};
}

// ---- a connection that is new ---------------------------------------------------------------------------

namespace {

// RFC 4987 §3.6: an ACK alone opens a connection if it acknowledges a SYN,ACK that left not long ago, to the very
// address that it comes from; and the peer's number and MSS are its SYN's.
Broken check_cookie(const Trace& trace, const host::Connection& begun, const ArrivedSegment& ack) {
    constexpr Duration longest = 120_s;
    if (begun.tcb.rcv.irs + 1 != ack.header.seq) return "a SYN cookie gave it another IRS than the SYN's";
    const Instant now = trace.events.back().at;
    bool was_sent = false;
    std::uint16_t mss = 0;
    for (const PacketRecord& record : trace.packets) {
        const wire::TcpHeader& header = record.header;
        if (record.is_icmp || !header.ctl.syn()) continue;
        const bool is_ours = header.source_port == begun.tuple.local.port &&
                             header.destination_port == begun.tuple.remote.port;
        if (is_ours && header.ctl.ack() && header.seq + 1 == ack.header.ack &&
            now - record.sent_at <= longest)
            was_sent = true;
        const bool is_peers = header.source_port == begun.tuple.remote.port &&
                              header.destination_port == begun.tuple.local.port;
        if (is_peers) mss = std::max(mss, header.options.has_mss ? header.options.mss : std::uint16_t{536});
    }
    if (!was_sent) return "an ACK of no SYN cookie opened it (RFC 4987 §3.6)";
    if (begun.tcb.snd.peer_mss > std::max(mss, std::uint16_t{536}))
        return "a SYN cookie gave it a larger MSS than the peer announced (RFC 4987 §3.6)";
    return {};
}

}  // namespace

Broken Invariants::check_begun(const World&, const Trace& trace, HostId host, const host::Connection& begun) {
    const tcp::Tcb& tcb = begun.tcb;
    // MAY-2 (1): its ISS must be "larger than the largest sequence number it used on the previous connection
    // incarnation".
    if (renewal_ && renewal_->host == host && renewal_->tuple == begun.tuple &&
        tcb.snd.iss <= renewal_->old_next)
        return "it begins within the numbers of the connection in TIME-WAIT before it (§3.6.1, MAY-2)";
    const bool is_passive = tcb.opened_by == tcp::OpenedBy::Passive && arrived_;
    const bool is_by_cookie = is_passive && !arrived_->header.ctl.syn() && tcb.state >= State::SynReceived;
    return is_by_cookie && arrived_->is_genuine ? check_cookie(trace, begun, *arrived_) : Broken{};
}

// ---- every TCB ----------------------------------------------------------------------------------------

Broken Invariants::check_connections(const World& world, const Trace& trace) {
    const HostId touched = trace.is_truncated ? HostId::none() : trace.events.back().host;
    for (std::uint32_t h = 0; h < world.hosts.size(); ++h) {
        const host::Host& host = world.hosts[h];
        std::vector<ConnectionWatch>& of_host = watches_.size() > h ? watches_[h] : watches_.emplace_back();
        for (ConnectionWatch& known : of_host) known.is_live = false;
        for (const host::Connection& connection : host.connections) {
            if (!is_live(connection)) continue;
            const std::string who = of(HostId{h}, connection.id);
            if (!host.is_powered) return who + "it survived the power cut";
            ConnectionWatch& own = watch(HostId{h}, connection.id);
            const TcbContext context{.config = host.config.tcp,
                                     .tcb = connection.tcb,
                                     .now = world.now,
                                     .rules_were_switched = rules_were_switched_};
            if (Broken broken = check_tcb(context)) return who + *broken;
            if (Broken broken = check_agreed(connection.tcb, own)) return who + *broken;
            // A SYN cookie that comes back after an ABORT begins with the same ISS: ACKs of the connection before it
            // fit it too (RFC 4987 §3.6).
            const bool iss_may_return = host.config.syn_cookies != host::SynCookies::Off;
            if (!segments_were_forged_ && !clocks_have_jumped_ && !iss_may_return)
                if (Broken broken = check_round_trip(world, least_delays_, HostId{h}, connection))
                    return who + *broken;
            if (!own.is_known)
                if (Broken broken = check_begun(world, trace, HostId{h}, connection)) return who + *broken;
            const tcp::TcbSummary now = tcp::summary_of(connection.tcb);
            if (own.is_known && HostId{h} != touched && !(own.last == now))
                return who + "it changed though nothing happened to its host";
            if (own.is_known && HostId{h} == touched && !(own.last == now))
                return who + "it changed and no note says so";
            own.is_known = own.is_live = true;
            own.tuple = connection.tuple;
            own.rules = connection.tcb.rules;
            own.last = now;
            own.iss = connection.tcb.snd.iss;
            own.irs_is_known = connection.tcb.state >= State::SynReceived;
            if (own.irs_is_known) own.irs = connection.tcb.rcv.irs;
        }
    }
    return {};
}

}  // namespace hw::sim
