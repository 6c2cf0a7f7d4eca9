#pragma once

#include <span>
#include <string_view>

#include "base/time.h"
#include "sim/world.h"

// Runs with a name: small worlds whose schedule shows one thing that TCP does, for the command line, for captures
// and for whoever wants something to look at.

namespace hw::sim {

struct CannedRun {
    std::string_view name{};     // "zero-window"
    std::string_view summary{};  // one line
    World (*make)() = nullptr;   // client 10.0.0.1, server 10.0.0.2; all that happens is scheduled
    Instant until{};             // where it ends if nobody says otherwise
};

std::span<const CannedRun> canned_runs();
const CannedRun* find_canned_run(std::string_view name);  // nullptr when there is none

}  // namespace hw::sim
