#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "host/host.h"
#include "host/output.h"
#include "host/system_calls.h"

// One host in virtual time, alone: packets come in and go out as bytes, a program makes system calls, deadlines pass.

namespace hw::packetdrill {

// A packet that left, at its time.
struct Departure {
    Instant at{};
    std::vector<std::uint8_t> bytes{};
};

class Machine {
  public:
    explicit Machine(const host::HostConfig& config) : host{.config = config} {}

    host::Host host;
    Instant now{};
    std::vector<Departure> departures{};          // all of them, in order
    std::vector<host::Completion> completions{};  // not yet looked at

    // For one call; what it sends is collected by collect().
    host::sys::Caller caller();
    void collect();
    const std::vector<std::uint8_t>& received() const { return output_.received; }

    void packet_arrives(std::span<const std::uint8_t> packet);
    // Serves the next deadline if it is due by `limit`. False: there is none.
    bool serve_deadline(Instant limit);
    // Serves them all, and it is `time`. False: too many (see most_deadlines).
    bool wait_until(Instant time);
    bool is_exhausted() const { return deadlines_ >= most_deadlines; }

  private:
    // Why: a script that waits for a year would otherwise keep us busy for long.
    static constexpr std::uint32_t most_deadlines = 1'000'000;

    host::Output output_{};
    std::uint32_t deadlines_ = 0;
};

}  // namespace hw::packetdrill
