#pragma once

#include <array>
#include <cstdint>

#include "base/time.h"
#include "lesson/incident/setup.h"
#include "sim/measured_run.h"

// What is counted in one phase of a trial: the differences of the engine's own tallies and counters between its
// beginning and its end, over all gateways together.

namespace hw::lesson::incident {

// Something that must not happen: how often it did, and at which sample first.
struct Mishap {
    std::uint64_t count = 0;
    Instant first = Instant::never();
    friend bool operator==(const Mishap&, const Mishap&) = default;
};

struct Measurement {
    std::uint64_t tried = 0;         // requests
    std::uint64_t answered = 0;      // and done; an audit is when it has been written
    Mishap failed{};                 // requests that became a 502
    std::uint64_t no_port = 0;       // of these: EADDRNOTAVAIL
    std::uint64_t failed_calls = 0;  // of the gateways' programs; each is a line of the error log
    Mishap resets{};                 // connections that a RST ended, at either end
    Mishap lost_bytes{};             // that a gateway had written, and the backend never got
    Mishap without_2msl{};           // TIME-WAITs destroyed before they were over (TCPTimeWaitOverflow)
    std::uint64_t opened = 0;        // connections
    // TIME-WAITs that gave way: to a connect() (TWRecycled), and to a SYN that came in.
    std::uint64_t gateway_recycled = 0, backend_reopened = 0;
    // At most at a time, of one gateway and of the backend.
    std::uint32_t gateway_time_waits = 0, backend_time_waits = 0, backend_close_waits = 0;
    std::uint32_t gateway_descriptors = 0, backend_descriptors = 0;
    Duration usual_answer{};  // the mean, in whole µs

    bool is_clean() const {
        return failed.count == 0 && resets.count == 0 && lost_bytes.count == 0 && without_2msl.count == 0;
    }
    // Failed requests of all, in ten-thousandths, rounded: 2,471 is 24.71 %.
    std::uint64_t failed_per_10000() const {
        return tried == 0 ? 0 : (failed.count * 10'000 + tried / 2) / tried;
    }
    friend bool operator==(const Measurement&, const Measurement&) = default;
};

// Every day's load, and the surge.
using Phases = std::array<Measurement, phase_count>;

inline constexpr Duration sample_every = 1'000_ms;

// What lies between two moments of a trial's series.
Measurement measure(const sim::MeasuredSeries& series, Instant from, Instant to);
Phases measure_phases(const sim::MeasuredSeries& series);

}  // namespace hw::lesson::incident
