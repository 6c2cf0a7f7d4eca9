#include "lesson/claim_look.h"

#include <algorithm>

#include "host/nstat.h"
#include "lesson/diagram_arrows.h"
#include "lesson/segment_words.h"

// The only place where a claim touches hosts, connections and packets.

namespace hw::lesson {

namespace {

using host::Connection;
using host::Host;

Value number(std::uint64_t n) { return {ValueKind::Number, static_cast<std::int64_t>(n), {}}; }
Value number(std::uint32_t n) { return {ValueKind::Number, n, {}}; }
Value number(SeqNum n) { return {ValueKind::Number, n.raw, {}}; }
Value time(Duration d) { return {ValueKind::Time, d.us, {}}; }

// Every record of a connection, living or closed, in no order.
template <class Visit>
void for_each_connection(const Host& host, Visit visit) {
    for (const Connection& connection : host.connections) {
        if (connection.id.exists()) visit(connection);
    }
}

const Connection* newest(const Host& host) {
    const Connection* found = nullptr;
    for_each_connection(host, [&](const Connection& c) {
        if (found == nullptr || found->id < c.id) found = &c;
    });
    return found;
}

// A number of the TCB; None once the TCB is gone.
Value tcb_value(Property property, const Connection* connection) {
    if (connection == nullptr || connection->tcb.state == tcp::State::Closed) return {};
    const tcp::TcbSummary tcb = tcp::summary_of(connection->tcb);
    switch (property) {
        case Property::Iss: return number(tcb.snd.iss);
        case Property::Irs: return number(tcb.rcv.irs);
        case Property::SndUna: return number(tcb.snd.una);
        case Property::SndNxt: return number(tcb.snd.nxt);
        case Property::SndWnd: return number(tcb.snd.wnd);
        case Property::RcvNxt: return number(tcb.rcv.nxt);
        case Property::RcvWnd: return number(tcb.rcv.wnd);
        case Property::Rto: return time(tcb.rto);
        case Property::Srtt: return time(tcb.srtt);
        case Property::Retransmissions: return number(tcb.retransmissions);
        default: return {};
    }
}

Value connection_value(Property property, const Connection* connection) {
    if (connection == nullptr) return {};
    switch (property) {
        case Property::State: return {ValueKind::State, static_cast<std::int64_t>(connection->tcb.state), {}};
        case Property::Error: return {ValueKind::Error, static_cast<std::int64_t>(connection->error), {}};
        case Property::ClosedBy:
            return {ValueKind::ClosedBy, static_cast<std::int64_t>(connection->closed_by), {}};
        case Property::Delivered: return number(connection->delivered_bytes);
        case Property::Sent: return number(connection->sent_bytes);
        case Property::Content: return {ValueKind::Text, 0, connection->delivered_content};
        case Property::SentContent: return {ValueKind::Text, 0, connection->sent_content};
        case Property::Accepted: return number(connection->is_accepted ? 1u : 0u);
        default: return tcb_value(property, connection);
    }
}

// The host as a whole: its lane's state, sums over its connections, and otherwise the newest of them.
Value host_value(Property property, const Host& host) {
    std::uint64_t sum = 0;
    switch (property) {
        case Property::State: return {ValueKind::State, static_cast<std::int64_t>(host::state_of(host)), {}};
        case Property::Delivered:
            for_each_connection(host, [&](const Connection& c) { sum += c.delivered_bytes; });
            return number(sum);
        case Property::Sent:
            for_each_connection(host, [&](const Connection& c) { sum += c.sent_bytes; });
            return number(sum);
        case Property::Accepted:
            for_each_connection(host, [&](const Connection& c) { sum += c.is_accepted ? 1 : 0; });
            return number(sum);
        case Property::Descriptors: {
            const auto& processes = host.sockets.processes;
            return number(processes.empty() ? 0u : processes.front().descriptors.open_count());
        }
        case Property::Error: {
            const Connection* failed = nullptr;
            for_each_connection(host, [&](const Connection& c) {
                if (c.error != host::SocketError::None && (failed == nullptr || failed->id < c.id))
                    failed = &c;
            });
            if (failed == nullptr)
                return {ValueKind::Error, static_cast<std::int64_t>(host::SocketError::None), {}};
            return connection_value(property, failed);
        }
        default: return connection_value(property, newest(host));
    }
}

template <class Visit>
void for_each_host(const ClaimNode& node, const sim::World& world, Visit visit) {
    for (std::uint32_t i = 0; i < world.hosts.size(); ++i) {
        if (!node.host.exists() || node.host.value == i) visit(world.hosts[i]);
    }
}

Value count(const ClaimNode& node, const sim::World& world) {
    std::uint32_t total = 0;
    for_each_host(node, world, [&](const Host& host) {
        for_each_connection(host, [&](const Connection& c) {
            const bool is_alive = c.tcb.state != tcp::State::Closed;
            if (node.is_any_state ? is_alive : c.tcb.state == node.state) ++total;
        });
    });
    return number(total);
}

bool is_in_state(const ClaimNode& node, const sim::World& world) {
    bool found = false;
    for_each_host(node, world, [&](const Host& host) {
        found = found || host::state_of(host) == node.state;
        for_each_connection(host, [&](const Connection& c) { found = found || c.tcb.state == node.state; });
    });
    return found;
}

Value visited(const ClaimNode& node, const History& run, std::uint32_t moment) {
    for (std::uint32_t i = 0; i <= moment; ++i) {
        if (is_in_state(node, run.moments[i])) return {ValueKind::Bool, 1, {}};
    }
    return {ValueKind::Bool, 0, {}};
}

// visited(host): how many of the states.
Value states_visited(const ClaimNode& node, const History& run, std::uint32_t moment) {
    std::uint32_t total = 0;
    for (std::uint32_t i = 0; i < tcp::state_count; ++i) {
        ClaimNode one = node;
        one.is_any_state = false;
        one.state = static_cast<tcp::State>(i);
        total += visited(one, run, moment).number != 0 ? 1 : 0;
    }
    return number(total);
}

std::int64_t number_in(const sim::PacketRecord& packet, SegmentCondition::Field field) {
    switch (field) {
        case SegmentCondition::Field::Seq: return packet.header.seq.raw;
        case SegmentCondition::Field::Ack: return packet.header.ack.raw;
        case SegmentCondition::Field::Length: return packet.text_length;
        case SegmentCondition::Field::Time: return packet.sent_at.us;
    }
    return 0;
}

bool holds(const SegmentCondition& condition, const sim::PacketRecord& packet) {
    const std::int64_t value = number_in(packet, condition.field);
    if (condition.op == Op::GreaterOrEqual) return value >= condition.number;
    if (condition.op == Op::LessOrEqual) return value <= condition.number;
    return value == condition.number;
}

// Did the packet meet this fate before `moment`? What somebody's TCP did not send now (an old duplicate, a
// copy) is counted by `injected` alone, but may be dropped, lost or arrive like any other.
bool has_met(SegmentFate fate, const sim::PacketRecord& packet, const sim::World& world,
             std::uint32_t moment) {
    using sim::Fate;
    const bool was_sent = packet.sent_by_event < moment;
    const bool has_ended = packet.ended_by_event < moment;
    switch (fate) {
        case SegmentFate::Sent: return was_sent && !packet.is_injected && !packet.copy_of.exists();
        case SegmentFate::Injected: return was_sent && packet.is_injected;
        case SegmentFate::Arrived: return has_ended && packet.fate == Fate::Delivered;
        case SegmentFate::Dropped: return has_ended && packet.fate == Fate::Dropped;
        case SegmentFate::Lost:
            return has_ended && packet.fate != Fate::Delivered && packet.fate != Fate::InFlight;
        case SegmentFate::Held: {
            const sim::Packet* in_flight = sim::find_packet(world, packet.id);
            return in_flight != nullptr && in_flight->is_held;
        }
    }
    return false;
}

// Whether the claim speaks of this packet, whatever became of it.
bool is_meant(const ClaimNode& node, const sim::PacketRecord& packet) {
    const bool is_between = (!node.host.exists() || packet.from == node.host) &&
                            (!node.to_host.exists() || packet.to == node.to_host);
    return packet.id.exists() && !packet.is_icmp && is_between &&
           matches(node.filter, packet.header.ctl, packet.text_length) &&
           std::all_of(node.conditions.begin(), node.conditions.end(),
                       [&](const SegmentCondition& c) { return holds(c, packet); });
}

Value segments(const ClaimNode& node, const History& run, std::uint32_t moment) {
    std::uint32_t total = 0;
    for (const sim::PacketRecord& packet : run.trace.packets)
        if (is_meant(node, packet) && has_met(node.fate, packet, run.moments[moment], moment)) ++total;
    return number(total);
}

// Of the first such segment that TCP has sent.
Value segment_number(const ClaimNode& node, const History& run, std::uint32_t moment) {
    for (const sim::PacketRecord& packet : run.trace.packets)
        if (is_meant(node, packet) && has_met(SegmentFate::Sent, packet, run.moments[moment], moment))
            return {ValueKind::Number, number_in(packet, node.field), {}};
    return {};
}

// Calls of the host that failed at once, such as connect() from a port that is taken.
Value refused(const ClaimNode& node, const History& run, std::uint32_t moment) {
    std::uint32_t total = 0;
    for (std::uint32_t i = 0; i < moment; ++i) {
        const sim::EventRecord& event = run.trace.events[i];
        const bool is_theirs = !node.host.exists() || event.host == node.host;
        if (is_theirs && event.host.exists() && event.error != sim::CommandError::None) ++total;
    }
    return number(total);
}

}  // namespace

Value look(const ClaimNode& node, const History& run, std::uint32_t moment) {
    if (run.is_measured) return look_at_samples(node, run.measured.samples[moment].hosts);
    const sim::World& world = run.moments[moment];
    switch (node.op) {
        case Op::Tally: {
            std::vector<sim::HostSample> samples;
            for (const Host& host : world.hosts) samples.push_back(sim::measure_host(host));
            return look_at_samples(node, samples);
        }
        case Op::Look: {
            if (node.host.value >= world.hosts.size()) return {};
            const Host& host = world.hosts[node.host.value];
            if (node.connection == 0) return host_value(node.property, host);
            return connection_value(node.property, host::find(host, ConnectionId{node.connection - 1}));
        }
        case Op::Count: return count(node, world);
        case Op::Visited:
            return node.is_any_state ? states_visited(node, run, moment) : visited(node, run, moment);
        case Op::Segments: return segments(node, run, moment);
        case Op::SegmentNumber: return segment_number(node, run, moment);
        case Op::Refused: return refused(node, run, moment);
        case Op::Arrows: return number(arrows_walked(run, moment, node.host));
        case Op::Counter: {
            std::uint64_t total = 0;
            for_each_host(node, world,
                          [&](const Host& host) { total += host::count_of(host, node.counter); });
            return number(total);
        }
        case Op::Retransmissions: {
            std::uint64_t total = 0;
            for_each_host(node, world, [&](const Host& host) { total += host.counters.tcp_retrans_segs; });
            return number(total);
        }
        default: return {};
    }
}

}  // namespace hw::lesson
