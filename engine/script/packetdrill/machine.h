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
    bool is_expected = false;  // by a line of the script
};

class Machine {
  public:
    // Why a limit: a script that waits for a year would otherwise keep us busy for long.
    Machine(const host::HostConfig& config, std::uint32_t most_deadlines)
        : host{.config = config}, most_deadlines_(most_deadlines) {}

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
    bool is_exhausted() const { return deadlines_ >= most_deadlines_; }

  private:
    host::Output output_{};
    std::uint32_t most_deadlines_;
    std::uint32_t deadlines_ = 0;
};

}  // namespace hw::packetdrill
