#pragma once

#include "native/cli/bench.h"

// W4, the ward: a gateway that asks a backend 600 times a second for three minutes, one connection each, and closes
// first, so that its 28,232 ports run out in every minute (host/workload.h). Measured once a simulated second.

namespace hw::bench {

struct WardOptions {
    std::uint32_t seconds = 180;
    int runs = 3;  // the fastest is reported
};

// tried; failed; wall_s; cpu_s; conns_per_s; events; events_per_s; sim_s; peak_rss_kb; runs.
Line run_ward(const WardOptions& options);

}  // namespace hw::bench
