#include "lesson/incident/measurement.h"

#include <algorithm>

#include "lesson/incident/trial.h"

namespace hw::lesson::incident {

namespace {

// Sums over the hosts of one sample.
struct Totals {
    std::uint64_t tried = 0, answered = 0, failed = 0, no_port = 0, failed_calls = 0;
    std::uint64_t resets = 0, lost_bytes = 0, without_2msl = 0, opened = 0, gateway_recycled = 0;
    std::uint64_t latency_sum_us = 0, latency_count = 0;
};

Totals totals_of(const sim::Sample& sample) {
    Totals t;
    for (std::uint32_t i = 0; i < sample.hosts.size(); ++i) {
        const sim::HostSample& host = sample.hosts[i];
        t.resets += host.tally.resets;
        t.lost_bytes += host.tally.lost_bytes;
        t.without_2msl += host.counters.time_wait_overflows;
        if (HostId{i} == backend_id) continue;
        t.tried += host.tally.tried;
        t.answered += host.tally.ok;
        t.failed += host.tally.failed;
        if (const auto* no_port = find_failure(host.tally, host::SocketError::AddrNotAvail))
            t.no_port += no_port->count;
        t.failed_calls += host.failed_calls;
        t.opened += host.tally.connections;
        t.gateway_recycled += host.counters.time_waits_recycled;
        t.latency_sum_us += host.tally.latency_sum_us;
        t.latency_count += host.tally.latency_count;
    }
    return t;
}

std::uint32_t in_state(const sim::HostSample& host, tcp::State state) {
    return host.states[static_cast<std::size_t>(state)];
}

void raise_peaks(Measurement& m, const sim::Sample& sample) {
    const auto raise = [](std::uint32_t& peak, std::uint32_t value) { peak = std::max(peak, value); };
    for (std::uint32_t i = 0; i < sample.hosts.size(); ++i) {
        const sim::HostSample& host = sample.hosts[i];
        if (HostId{i} == backend_id) {
            raise(m.backend_time_waits, in_state(host, tcp::State::TimeWait));
            raise(m.backend_close_waits, in_state(host, tcp::State::CloseWait));
            raise(m.backend_descriptors, host.fds);
        } else {
            raise(m.gateway_time_waits, in_state(host, tcp::State::TimeWait));
            raise(m.gateway_descriptors, host.fds);
        }
    }
}

}  // namespace

Measurement measure(const sim::MeasuredSeries& series, Instant from, Instant to) {
    Measurement m;
    const std::uint32_t first = series.index_at(from), last = series.index_at(to);
    const Totals before = totals_of(series.samples[first]);
    const auto note = [](Mishap& mishap, std::uint64_t count, Instant at) {
        if (count > 0 && mishap.first.is_never()) mishap.first = at;
        mishap.count = count;
    };
    for (std::uint32_t i = first; i <= last; ++i) {
        const sim::Sample& sample = series.samples[i];
        const Totals now = totals_of(sample);
        note(m.failed, now.failed - before.failed, sample.at);
        note(m.resets, now.resets - before.resets, sample.at);
        note(m.lost_bytes, now.lost_bytes - before.lost_bytes, sample.at);
        note(m.without_2msl, now.without_2msl - before.without_2msl, sample.at);
        raise_peaks(m, sample);
    }
    const Totals after = totals_of(series.samples[last]);
    m.tried = after.tried - before.tried;
    m.answered = after.answered - before.answered;
    m.no_port = after.no_port - before.no_port;
    m.failed_calls = after.failed_calls - before.failed_calls;
    m.opened = after.opened - before.opened;
    m.gateway_recycled = after.gateway_recycled - before.gateway_recycled;
    const auto reopened = [](const sim::Sample& sample) {
        return sample.hosts[backend_id.value].counters.time_waits_reopened;
    };
    m.backend_reopened = reopened(series.samples[last]) - reopened(series.samples[first]);
    const std::uint64_t answers = after.latency_count - before.latency_count;
    if (answers > 0)
        m.usual_answer = Duration{static_cast<std::int64_t>(
            (after.latency_sum_us - before.latency_sum_us + answers / 2) / answers)};
    return m;
}

Phases measure_phases(const sim::MeasuredSeries& series) {
    const Instant surge = Instant{} + phase_length;
    return {measure(series, Instant{}, surge), measure(series, surge, surge + phase_length)};
}

}  // namespace hw::lesson::incident
