#pragma once

#include "native/cli/bench.h"

// W2, the storm: short connections, one begun every few microseconds, from as many client addresses as the
// ports need; the server closes first and keeps every TIME-WAIT. W3: a million TIME-WAITs held and then
// expired, and what a connection takes that is established and idle.

namespace hw::bench {

struct StormOptions {
    std::uint32_t connections = 100'000;
    int runs = 3;  // the fastest is reported
};

// conns; wall_s; cpu_s; conns_per_s; segs; segs_per_s; time_waits, held at the end; sim_s; peak_rss_kb; runs.
Line run_storm(const StormOptions& options);

struct HoldOptions {
    std::uint32_t time_waits = 1'000'000;
    std::uint32_t established = 100'000;
};

// time_waits; bytes_per_time_wait, of all memory that the world took for them; expire_ms, until the last is over;
// sim_s; established; bytes_per_established, of one end; peak_rss_kb.
Line run_hold(const HoldOptions& options);

}  // namespace hw::bench
