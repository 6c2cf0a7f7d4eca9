#include "host/nstat.h"
#include "lesson/claim_look.h"

// What a claim finds in a sample of a measured run.

namespace hw::lesson {

namespace {

using sim::HostSample;

Value number(std::uint64_t n) { return {ValueKind::Number, static_cast<std::int64_t>(n), {}}; }

// Summed over the hosts that are meant.
template <class Of>
std::uint64_t sum(const ClaimNode& node, std::span<const HostSample> hosts, Of of) {
    std::uint64_t total = 0;
    for (std::uint32_t i = 0; i < hosts.size(); ++i)
        if (!node.host.exists() || node.host.value == i) total += of(hosts[i]);
    return total;
}

std::uint64_t count(const ClaimNode& node, const HostSample& host) {
    if (!node.is_any_state) return host.states[static_cast<std::size_t>(node.state)];
    std::uint64_t total = 0;
    for (const std::uint32_t connections : host.states) total += connections;
    return total;
}

std::uint64_t failed(const ClaimNode& node, const HostSample& host) {
    if (node.error == host::SocketError::None) return host.tally.failed;
    const host::FailureCount* failure = host::find_failure(host.tally, node.error);
    return failure == nullptr ? 0 : failure->count;
}

std::uint64_t tally_of(const ClaimNode& node, const HostSample& host) {
    switch (node.item) {
        case TallyItem::Tried: return host.tally.tried;
        case TallyItem::Ok: return host.tally.ok;
        case TallyItem::Failed: return failed(node, host);
        case TallyItem::Connects: return host.tally.connections;
        case TallyItem::Answered: return host.tally.answered;
        case TallyItem::Resets: return host.tally.resets;
        case TallyItem::LostBytes: return host.tally.lost_bytes;
        case TallyItem::FreePorts: return host.free_tuples;
        case TallyItem::InQueue: return host.in_queue;
        case TallyItem::Reopened: return host.counters.time_waits_reopened;
        case TallyItem::Latency: return host.tally.latency_sum_us;
    }
    return 0;
}

// The mean; None before the first answer.
Value latency(const ClaimNode& node, std::span<const HostSample> hosts) {
    const std::uint64_t answers = sum(node, hosts, [](const HostSample& h) { return h.tally.latency_count; });
    if (answers == 0) return {};
    const std::uint64_t total = sum(node, hosts, [](const HostSample& h) { return h.tally.latency_sum_us; });
    return {ValueKind::Time, static_cast<std::int64_t>(total / answers), {}};
}

Value property(const ClaimNode& node, std::span<const HostSample> hosts) {
    if (node.host.value >= hosts.size()) return {};
    const HostSample& host = hosts[node.host.value];
    switch (node.property) {
        case Property::Error: return {ValueKind::Error, static_cast<std::int64_t>(host.last_error), {}};
        case Property::Descriptors: return number(host.fds);
        case Property::Accepted: return number(host.tally.accepted);
        default: return {};
    }
}

}  // namespace

Value look_at_samples(const ClaimNode& node, std::span<const HostSample> hosts) {
    switch (node.op) {
        case Op::Look: return property(node, hosts);
        case Op::Count: return number(sum(node, hosts, [&](const HostSample& h) { return count(node, h); }));
        case Op::Counter:
            return number(sum(node, hosts,
                              [&](const HostSample& h) { return host::count_of(h.counters, node.counter); }));
        case Op::Retransmissions:
            return number(sum(node, hosts, [](const HostSample& h) { return h.counters.tcp_retrans_segs; }));
        case Op::Refused: return number(sum(node, hosts, [](const HostSample& h) { return h.failed_calls; }));
        case Op::Tally:
            if (node.item == TallyItem::Latency) return latency(node, hosts);
            return number(sum(node, hosts, [&](const HostSample& h) { return tally_of(node, h); }));
        default: return {};
    }
}

}  // namespace hw::lesson
