#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "host/counters.h"
#include "host/program_tally.h"
#include "host/socket_error.h"
#include "sim/story.h"
#include "sim/world.h"
#include "tcp/state.h"

// A run too large for a trace: the world is advanced in pieces as small as a frame of the screen allows, and
// measured on the way, at fixed times and whenever a program fails in a way in which it had not failed before. How
// such a world is made: host/workload.h.

namespace hw::sim {

// What is known of one host at one moment. Everything that counts, counts since the beginning.
struct HostSample {
    std::array<std::uint32_t, tcp::state_count>
        states{};                // connections, by tcp::State; packed TIME-WAITs too
    std::uint32_t fds = 0;       // of the program: 0, 1, 2 and its sockets
    std::uint32_t in_queue = 0;  // connections that wait for accept()
    std::uint32_t free_tuples =
        0;  // local addresses and ports with which its workloads' targets can still be reached,
            // if nothing else uses ports of that range: see free_tuples_of()
    std::uint64_t failed_calls = 0;                          // of the program, any call and any error
    host::SocketError last_error = host::SocketError::None;  // of the latest of them
    host::ProgramTally tally{};                              // requests and what became of them
    host::Counters counters{};                               // as nstat names them: host::count_of()
    friend bool operator==(const HostSample&, const HostSample&) = default;
};

struct Sample {
    Instant at{};
    std::uint32_t event_count = 0;    // of the world
    bool is_extra = false;            // taken because a program failed in a new way
    std::vector<HostSample> hosts{};  // by HostId
    friend bool operator==(const Sample&, const Sample&) = default;
};

// What was measured. The first sample is that of the world in which nothing has happened.
struct MeasuredSeries {
    Duration every{};               // between two samples, extra ones apart
    Instant until{};                // how far the run is known
    std::vector<Sample> samples{};  // in order of time
    // The last sample at or before `t`: its index.
    std::uint32_t index_at(Instant t) const;
    const HostSample& last_of(HostId host) const { return samples.back().hosts[host.value]; }
    friend bool operator==(const MeasuredSeries&, const MeasuredSeries&) = default;
};

struct MeasureOptions {
    Duration every = 1'000_ms;  // > 0
    Instant until = Instant{} + 180'000_ms;
    // When there are more, every second one goes, and from then on half as many are taken.
    std::uint32_t most_samples = 8'192;
};

// A value: a copy is a snapshot, and goes its own way.
class MeasuredRun {
  public:
    // `initial`: nothing has happened in it yet. The commands of `log` are carried out where they were issued.
    MeasuredRun(World initial, const MeasureOptions& options, CommandLog log = {});

    // Goes on, at most to `to` and at most by so many events. Whether it is there (or at options().until).
    // Natively an event takes about 0.3 µs, as wasm twice that: 10,000 fit into a frame.
    bool advance(std::uint32_t most_events, Instant to = Instant::never());
    bool is_over() const { return now_ >= options_.until; }

    // A command at now(). The log and the initial world are the whole run; what of the log was still to come is
    // forgotten.
    CommandError issue(const Command& command);
    const CommandLog& log() const { return log_; }

    Instant now() const { return now_; }
    const World& world() const { return world_; }
    const MeasuredSeries& series() const { return series_; }
    const MeasureOptions& options() const { return options_; }
    // How things stand at now(), between two samples.
    Sample measure_now() const;

    friend bool operator==(const MeasuredRun& a, const MeasuredRun& b) {
        return a.world_ == b.world_ && a.series_ == b.series_ && a.log_ == b.log_ && a.now_ == b.now_;
    }

  private:
    const LoggedCommand* next_command() const;
    void take_samples_before(Instant next, Instant to);
    void keep(Sample sample);
    void look_for_new_failures();

    World world_;
    MeasureOptions options_;
    MeasuredSeries series_{};
    CommandLog log_{};
    std::uint32_t commands_done_ = 0;  // of log_
    Instant now_{};
    Instant next_sample_at_{};
    std::uint32_t failure_kinds_ = 0;  // that have been seen so far, over all hosts
};

// The whole run at once, with the commands of a log where they were issued: what claims are judged over.
MeasuredSeries measure(World initial, CommandLog log, const MeasureOptions& options);

// How things stand with one host.
HostSample measure_host(const host::Host& host);
// Its workloads' sources × targets × ports of ip_local_port_range. 0 when it has no workload.
std::uint32_t all_tuples_of(const host::Host& host);
// All of them, less its connections and TIME-WAITs, which in such a world are all from those ports to those
// targets.
std::uint32_t free_tuples_of(const host::Host& host);

}  // namespace hw::sim
