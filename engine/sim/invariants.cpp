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

    if (Broken broken = check_network(world)) return broken;
    if (Broken broken = check_trace_agrees(world, trace)) return broken;
    learn_windows(world, trace);
    if (Broken broken = check_notes(world, trace)) return broken;
    if (Broken broken = check_sent(world, trace)) return broken;
    if (Broken broken = check_connections(world, trace)) return broken;
    if (Broken broken = check_delivered(world)) return broken;
    return check_copy(world);
}

// ---- what the event's notes say -----------------------------------------------------------------------

namespace {

// Why a TCB may be gone after a turn that began in `before`.
Broken check_ending(const host::Note& note, tcp::RuleBookId rules, const PacketRecord* arrived) {
    using host::Note;
    const bool was_reset = arrived != nullptr && arrived->header.ctl.rst();
    const auto was_told = [&](tcp::Signal signal) {
        return std::find(note.signals.begin(), note.signals.end(), signal) != note.signals.end();
    };
    switch (note.cause) {
        case Note::Cause::Call: return {};
        case Note::Cause::Deadline:
            if (note.before.state == State::TimeWait) return {};
            if (was_told(tcp::Signal::UserTimeout) || was_told(tcp::Signal::RetransmissionsExhausted) ||
                was_told(tcp::Signal::KeepAliveUnanswered))
                return {};
            return "a deadline deleted the TCB and nobody was told why";
        case Note::Cause::SegmentArrives: break;
        case Note::Cause::IcmpArrives: return {};
        default: return "a segment that was not processed deleted a TCB";
    }
    if (was_reset || note.before.state == State::LastAck) return {};
    if (note.before.state == State::TimeWait) return {};  // a new SYN takes its place (§3.6.1)
    if (rules == tcp::RuleBookId::NoTimeWait) return {};
    return "a segment without RST deleted the TCB";
}

}  // namespace

Broken Invariants::check_notes(const World& world, const Trace& trace) {
    if (trace.is_truncated) return {};
    const EventRecord& event = trace.events.back();
    const PacketRecord* arrived =
        event.kind == EventKind::Arrival ? &trace.packets[event.packet.value] : nullptr;
    for (std::uint32_t i = event.first_note; i < event.first_note + event.note_count; ++i) {
        const host::Note& note = trace.notes[i];
        if (!note.connection.exists()) continue;
        const std::string who = of(event.host, note.connection);
        ConnectionWatch& own = watch(event.host, note.connection);
        if (own.is_known && own.is_live && !(own.last == note.before))
            return who + "it changed between its events";
        const bool is_child = !own.is_known && note.before.state == State::Listen;
        if (!own.is_known && !is_child && note.before.state != State::Closed)
            return who + "it began in the middle";
        if (!may_follow(note.before.state, note.after.state, note.cause))
            return who + "Figure 5 has no way from " + std::string(name_of(note.before.state)) + " to " +
                   std::string(name_of(note.after.state));
        const tcp::Config& config = world.hosts[event.host.value].config.tcp;
        if (Broken broken = check_turn({config, note.before, note.after, note.cause, event.at}))
            return who + *broken;
        const bool is_over = note.after.state == State::Closed || note.after.state == State::Listen;
        if (note.before.state == State::TimeWait && is_over && note.cause == host::Note::Cause::Deadline &&
            event.at != note.before.deadlines.time_wait)
            return who + "TIME-WAIT did not last 2MSL";
        if (note.after.state == State::Closed && note.before.state != State::Closed)
            if (Broken broken = check_ending(note, own.rules, arrived)) return who + *broken;
        own.last = note.after;
    }
    return {};
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
            const TcbContext context{.config = host.config.tcp, .tcb = connection.tcb, .now = world.now};
            if (Broken broken = check_tcb(context)) return who + *broken;
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
