#include "sim/measured_run.h"

#include <algorithm>

#include "base/check.h"
#include "host/time_wait.h"

namespace hw::sim {

namespace {

// How many kinds of failure the programs of the world have met: every new one makes it grow.
std::uint32_t failure_kinds(const World& world) {
    std::uint32_t kinds = 0;
    for (const host::Host& host : world.hosts) {
        const auto& processes = host.sockets.processes;
        if (!processes.empty()) kinds += static_cast<std::uint32_t>(processes.front().errors.size());
        kinds += host.tally.failures.size();
    }
    return kinds;
}

Sample measure_world(const World& world, Instant at) {
    Sample sample{.at = at, .event_count = world.event_count};
    for (const host::Host& host : world.hosts) sample.hosts.push_back(measure_host(host));
    return sample;
}

}  // namespace

std::uint32_t all_tuples_of(const host::Host& host) {
    std::uint64_t tuples = 0;
    const host::PortRange range = host.config.ephemeral_ports;
    for (const host::Workload& workload : host.workloads) {
        const std::uint64_t sources = std::max(workload.spec.sources.count, 1u);
        tuples += sources * workload.spec.targets.size() * (range.last - range.first + 1u);
    }
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(tuples, 0xffff'ffffu));
}

std::uint32_t free_tuples_of(const host::Host& host) {
    const std::uint64_t taken = host.live.count + host.time_waits.size();
    const std::uint64_t tuples = all_tuples_of(host);
    return static_cast<std::uint32_t>(tuples - std::min(tuples, taken));
}

HostSample measure_host(const host::Host& host) {
    HostSample sample{.free_tuples = free_tuples_of(host), .tally = host.tally, .counters = host.counters};
    for (std::uint32_t slot = host.live.first; slot != host::no_link;
         slot = host.connections[slot].links.next)
        ++sample.states[static_cast<std::size_t>(host.connections[slot].tcb.state)];
    sample.states[static_cast<std::size_t>(tcp::State::TimeWait)] = host::time_wait_count(host);
    for (const host::Listener& listener : host.listeners)
        sample.in_queue += static_cast<std::uint32_t>(listener.accept_queue.size());
    const auto& processes = host.sockets.processes;
    if (processes.empty()) return sample;
    const host::Process& program = processes.front();
    sample.fds = program.descriptors.open_count();
    sample.failed_calls = program.logged;
    if (program.logged > 0)
        sample.last_error =
            program.log[static_cast<std::size_t>((program.logged - 1) % host::most_log_lines)].error;
    return sample;
}

std::uint32_t MeasuredSeries::index_at(Instant t) const {
    const auto after = std::upper_bound(samples.begin() + 1, samples.end(), t,
                                        [](Instant at, const Sample& sample) { return at < sample.at; });
    return static_cast<std::uint32_t>(after - samples.begin()) - 1;
}

MeasuredRun::MeasuredRun(World initial, const MeasureOptions& options, CommandLog log)
    : world_(std::move(initial)), options_(options), log_(std::move(log)), now_(world_.now) {
    HW_CHECK(world_.event_count == 0 && options_.every > Duration{} && options_.most_samples >= 2);
    series_.every = options_.every;
    series_.until = now_;
    series_.samples.push_back(measure_world(world_, now_));
    next_sample_at_ = now_ + options_.every;
    failure_kinds_ = failure_kinds(world_);
}

Sample MeasuredRun::measure_now() const { return measure_world(world_, now_); }

// A sample says how things stand after every event at its time.
void MeasuredRun::take_samples_before(Instant next, Instant to) {
    while (next_sample_at_ < next && next_sample_at_ <= to) {
        keep(measure_world(world_, next_sample_at_));
        next_sample_at_ = next_sample_at_ + series_.every;
    }
}

void MeasuredRun::keep(Sample sample) {
    auto& samples = series_.samples;
    samples.push_back(std::move(sample));
    if (samples.size() <= options_.most_samples) return;
    series_.every = series_.every * 2;
    std::uint32_t regular = 0;
    std::erase_if(samples, [&](const Sample& s) { return !s.is_extra && regular++ % 2 == 1; });
}

void MeasuredRun::look_for_new_failures() {
    const std::uint32_t kinds = failure_kinds(world_);
    if (kinds == failure_kinds_) return;
    failure_kinds_ = kinds;
    Sample sample = measure_world(world_, world_.now);
    sample.is_extra = true;
    keep(std::move(sample));
}

// The command whose turn it is; nullptr: none is, or it does not fit this world.
const LoggedCommand* MeasuredRun::next_command() const {
    if (commands_done_ >= log_.size()) return nullptr;
    const LoggedCommand& entry = log_[commands_done_];
    const bool fits = entry.event_index == world_.event_count && world_.now <= entry.at &&
                      entry.at <= next_event_at(world_);
    return fits ? &entry : nullptr;
}

bool MeasuredRun::advance(std::uint32_t most_events, Instant to) {
    to = earlier_of(to, options_.until);
    for (std::uint32_t events = 0;; ++events) {
        const LoggedCommand* command = next_command();
        const Instant next = command != nullptr ? command->at : next_event_at(world_);
        take_samples_before(next, to);
        if (next > to) break;
        if (events == most_events) {
            now_ = later_of(now_, world_.now);
            series_.until = now_;
            return false;
        }
        if (command != nullptr) {
            ++commands_done_;
            apply(world_, command->command, command->at);
        } else {
            step(world_);
        }
        look_for_new_failures();
    }
    now_ = later_of(now_, to);
    series_.until = now_;
    return true;
}

CommandError MeasuredRun::issue(const Command& command) {
    log_.resize(commands_done_);
    log_.push_back({world_.event_count, now_, command});
    ++commands_done_;
    const CommandError error = apply(world_, command, now_);
    // A sample of this very moment does not know of the command yet.
    if (!series_.samples.back().is_extra && series_.samples.back().at == now_)
        series_.samples.back() = measure_world(world_, now_);
    look_for_new_failures();
    return error;
}

MeasuredSeries measure(World initial, CommandLog log, const MeasureOptions& options) {
    MeasuredRun run(std::move(initial), options, std::move(log));
    while (!run.advance(1'000'000)) {}
    return run.series();
}

}  // namespace hw::sim
