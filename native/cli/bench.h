#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

// What the workloads of `handwave bench` share: figures, stopwatches, and how much memory is really taken.

namespace hw::bench {

struct Figure {
    std::string_view key{};
    std::string value{};
    bool is_number = true;
};

// One line of figures. Without any, the workload did not end as it should, which is a bug.
using Line = std::vector<Figure>;

class Stopwatch {
  public:
    double wall_s() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    }
    // What of it the program itself took; in wasm nobody knows: the same.
    double cpu_s() const { return static_cast<double>(std::clock() - cpu_began_) / CLOCKS_PER_SEC; }

  private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    std::clock_t cpu_began_ = std::clock();
};

struct Elapsed {
    double wall_s = 0;
    double cpu_s = 0;
};
inline Elapsed read(const Stopwatch& watch) { return {watch.wall_s(), watch.cpu_s()}; }

std::string fixed(double value, int decimals);
Figure text_figure(std::string_view key, std::string_view value);

// Bytes that the allocator has handed out and not got back, its own headers included; 0 where it does not tell.
std::uint64_t allocated_bytes();
// The most memory that the program ever had, KiB; as wasm the size of its heap, which only grows.
std::uint64_t peak_rss_kb();

}  // namespace hw::bench
