#pragma once

#include "native/cli/bench.h"

// W1, bulk: 200 MB from one host to another over 100 Mbit/s with 20 ms round trip, MSS 1460, real bytes and
// checksums; W1L: 50 MB where one packet in a hundred is lost. Without window scaling the window of 65,535
// bytes, not the link, limits the transfer: the figure is segments per second of wall time.

namespace hw::bench {

enum class Profile : std::uint8_t { Rfc9293, Linux };
enum class Watched : std::uint8_t { No, Yes };

struct BulkOptions {
    std::string_view name = "W1";
    std::uint64_t total_bytes = 200'000'000;
    std::uint32_t loss_ppm = 0;
    Profile profile = Profile::Rfc9293;
    int runs = 9;  // the fastest is reported: it is the one that the machine disturbed least
};

// profile; wall_s; cpu_s; segs, that arrived in both directions; segs_per_s of wall time; sim_s; peak_rss_kb;
// runs; where packets are lost, resent_segs.
Line run_bulk(const BulkOptions& options);

// What a trace costs: wall_s without and with one, and trace_cost, how many times as long it takes with it. The
// transfer should fit into what a trace holds: 20 MB do.
Line run_bulk_traced(const BulkOptions& options);

}  // namespace hw::bench
