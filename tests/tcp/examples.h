#pragma once

#include <span>

#include "support/tcp/endpoint.h"

// For every finding the shortest history that makes TCP think it. The coverage matrix plays them all; a
// reader finds here how each branch is reached.

namespace hw::test {

struct Example {
    tcp::Finding finding;
    tcp::Row row;  // the row that makes it, last time it is reached in the history
    Endpoint (*play)();
};

std::span<const Example> examples_of_segments();   // §3.10.7
std::span<const Example> examples_of_calls();      // §3.10.1–6, §3.10.8 and the timers of §3.8
std::span<const Example> examples_of_options();    // RFC 7323, RFC 2018, RFC 3168
std::span<const Example> examples_of_lifecycle();  // keep-alive, orphans, TIME-WAIT reuse, Fast Open, ICMP …

std::span<const Example> examples_of_loss_recovery();
std::span<const Example> examples_of_accurate_ecn();  // RFC 9768

}  // namespace hw::test
