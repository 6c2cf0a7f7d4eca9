#pragma once

#include <string>
#include <string_view>
#include <vector>

// W1, the bulk workload of `handwave bench`: 200 MB from one host to another over 100 Mbit/s with 20 ms
// round trip, MSS 1460, real bytes and checksums. No trace is kept. Without window scaling the window of
// 65,535 bytes, not the link, limits the transfer: the figure is segments per second of wall time.

namespace hw::bench {

struct Figure {
    std::string_view key{};
    std::string value{};
};

struct W1Options {
    std::uint64_t total_bytes = 200'000'000;
    int runs = 9;  // the fastest is reported: it is the one that the machine disturbed least
};

// wall_s; cpu_s, what of it the program itself took (in wasm nobody knows: the same); segs, that arrived in
// both directions; segs_per_s of wall time; sim_s; peak_rss_kb. Nothing when the transfer did not end as it
// should, which is a bug.
std::vector<Figure> run_w1(const W1Options& options = {});

}  // namespace hw::bench
