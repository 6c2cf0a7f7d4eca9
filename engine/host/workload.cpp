#include "host/workload.h"

#include <algorithm>

#include "host/connection_table.h"
#include "host/exchange.h"
#include "host/settle.h"
#include "host/socket_descriptor.h"
#include "host/socket_steps.h"

namespace hw::host {

namespace {

wire::Endpoint next_target(Workload& workload) {
    const auto& targets = workload.spec.targets;
    return targets[workload.next_target++ % targets.size()];
}

wire::Ipv4Address next_source(Workload& workload) {
    const AddressBlock& sources = workload.spec.sources;
    return sources.count == 0 ? wire::Ipv4Address{} : sources.at(workload.next_source++ % sources.count);
}

struct Opened {
    std::uint32_t slot = FlatIndex::absent;
    SocketError error = SocketError::None;
};
Opened open_connection(Host& host, Workload& workload, Instant now, Output& output) {
    ConnectOptions options{.local_address = next_source(workload),
                           .remote = next_target(workload),
                           .application = {.kind = ApplicationKind::Client}};
    const ConnectionId told = output.connection;
    SocketError error = SocketError::None;
    for (std::uint32_t tries = 0; tries <= workload.spec.retries; ++tries) {
        error = connect_for_application(host, options, now, output);
        tally(process_of(host, first_process), SystemCall::Connect, error, now, options.remote);
        if (error == SocketError::None) break;
    }
    const ConnectionId made = std::exchange(output.connection, told);
    if (error != SocketError::None) return {.error = error};
    ++host.tally.connections;
    const std::uint32_t slot = slot_of(host, made);
    host.connections[slot].application.exchange.workload = workload.spec.id;
    host.connections[slot].tcb.options.nagle = false;
    return {.slot = slot};
}

// Lets the application of a connection go on that nothing has happened to.
void nudge(Host& host, std::uint32_t slot, Instant now, Output& output) {
    Turn turn(host, output, {.slot = slot, .now = now, .cause = Note::Cause::Call});
    if (turn.application().is_connected && !turn.application().has_closed) exchange(turn, {});
    turn.finish();
}

void request_on_its_own(Host& host, Workload& workload, const WantedRequest& request, Instant now,
                        Output& output) {
    const Opened opened = open_connection(host, workload, now, output);
    if (opened.error != SocketError::None) return note_failure(host.tally, opened.error, now);
    ApplicationState& state = host.connections[opened.slot].application;
    take_request(state.exchange, workload.spec, request);
    if (workload.spec.timeout == Duration{}) return;
    state.close_at = now + workload.spec.timeout;
    nudge(host, opened.slot, now, output);
}

bool is_idle(const Host& host, const Workload& workload, std::uint32_t slot) {
    const ApplicationState& state = host.connections[slot].application;
    if (!state.is_connected || state.has_closed) return false;
    const std::uint32_t most = workload.spec.use == ConnectionUse::Pool ? 1 : most_on_one_connection;
    return state.exchange.requests.size() < most;
}

void request_from_pool(Host& host, Workload& workload, const WantedRequest& request, Instant now,
                       Output& output) {
    if (workload.waiting.size() >= most_waiting_requests)
        return note_failure(host.tally, SocketError::NoBufs, now);
    workload.waiting.push(request);
    // By index: a connection may end, and leave the pool.
    for (std::size_t i = 0; i < workload.pool.size() && !workload.waiting.empty(); ++i) {
        const std::uint32_t slot = slot_of(host, workload.pool[i]);
        if (slot != FlatIndex::absent && is_idle(host, workload, slot)) nudge(host, slot, now, output);
    }
    if (workload.waiting.empty() || workload.pool.size() >= workload.spec.connections) return;
    const Opened opened = open_connection(host, workload, now, output);
    if (opened.error == SocketError::None) {
        workload.pool.push_back(host.connections[opened.slot].id);
    } else if (workload.pool.empty()) {
        workload.waiting.pop();
        note_failure(host.tally, opened.error, now);
    }
}

void make_request(Host& host, Workload& workload, Instant now, Output& output) {
    ProgramTally& tally = host.tally;
    ++tally.tried;
    const WorkloadSpec& spec = workload.spec;
    const bool is_audit = spec.audit_every > 0 && tally.tried % spec.audit_every == 0;
    if (is_audit) ++tally.audits;
    const WantedRequest request{.wanted_at = now, .is_audit = is_audit};
    if (spec.use == ConnectionUse::OnePerRequest)
        request_on_its_own(host, workload, request, now, output);
    else
        request_from_pool(host, workload, request, now, output);
}

void close_pool(Host& host, std::vector<ConnectionId> pool, Instant now, Output& output) {
    for (const ConnectionId id : pool) {
        const std::uint32_t slot = slot_of(host, id);
        if (slot != FlatIndex::absent && host.connections[slot].closed_by == ClosedBy::StillOpen)
            nudge(host, slot, now, output);
    }
}

bool is_a_request_length(std::uint32_t bytes) {
    return shortest_request <= bytes && bytes <= longest_request;
}

}  // namespace

bool is_valid(const WorkloadSpec& spec) {
    if (spec.interval == Duration{}) return true;
    const auto is_somewhere = [](const wire::Endpoint& e) { return e.port != 0 && e.address.raw != 0; };
    return Duration{} < spec.interval && !spec.targets.empty() && spec.targets.size() <= most_targets &&
           std::all_of(spec.targets.begin(), spec.targets.end(), is_somewhere) &&
           (spec.request_bytes == 0 || is_a_request_length(spec.request_bytes)) &&
           (spec.request_bytes > 0 || spec.use == ConnectionUse::OnePerRequest) &&
           (spec.audit_every == 0 || is_a_request_length(spec.audit_bytes)) &&
           spec.response_bytes <= longest_request && 1 <= spec.connections &&
           spec.connections <= most_pool_connections && spec.retries <= 100 && Duration{} <= spec.timeout;
}

bool set_workload(Host& host, const WorkloadSpec& spec, Instant now, Output& output) {
    if (!is_valid(spec)) return false;
    Workload* workload = find_workload(host, spec.id);
    if (workload == nullptr) {
        if (host.workloads.size() >= most_workloads) return false;
        workload = &host.workloads.emplace_back();
    }
    const bool keeps_pool = workload->spec.use == spec.use && workload->spec.targets == spec.targets &&
                            spec.connections >= workload->pool.size();
    workload->spec = spec;
    workload->made = 0;
    workload->next_at = spec.interval == Duration{} ? Instant::never() : now;
    if (!keeps_pool) close_pool(host, std::exchange(workload->pool, {}), now, output);
    requests_are_due(host, now, output);
    settle(host, now, output);
    return true;
}

Workload* find_workload(Host& host, std::uint32_t id) {
    for (Workload& workload : host.workloads)
        if (workload.spec.id == id) return &workload;
    return nullptr;
}

Instant next_request_at(const Host& host) {
    Instant earliest = Instant::never();
    for (const Workload& workload : host.workloads) earliest = earlier_of(earliest, workload.next_at);
    return earliest;
}

void requests_are_due(Host& host, Instant now, Output& output) {
    for (Workload& workload : host.workloads) {
        while (workload.next_at <= now) {
            make_request(host, workload, now, output);
            ++workload.made;
            const bool is_last = workload.spec.count > 0 && workload.made >= workload.spec.count;
            workload.next_at = is_last ? Instant::never() : workload.next_at + workload.spec.interval;
        }
    }
}

void forget_workloads(Host& host) { host.workloads.clear(); }

void digest(Digest& d, const WorkloadSpec& spec) {
    digest_all(d, spec.id, spec.interval, spec.count, spec.targets.size());
    for (const wire::Endpoint& target : spec.targets) digest(d, target);
    digest_all(d, spec.sources.first, spec.sources.count, spec.request_bytes, spec.response_bytes, spec.use,
               spec.connections, spec.closes_first, spec.closes_by, spec.audit_every, spec.audit_bytes,
               spec.retries, spec.timeout);
}

void digest(Digest& d, const Workload& workload) {
    digest_all(d, workload.spec, workload.next_at, workload.made, workload.next_target, workload.next_source,
               workload.pool.size());
    for (const ConnectionId id : workload.pool) digest(d, id);
    digest(d, workload.waiting);
}

}  // namespace hw::host
