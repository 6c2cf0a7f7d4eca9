// Stretches in which nothing happens: a retransmission timer runs for a whole second while a segment needs a
// tenth. They are folded to a band that states their length, on the ladder and on the timeline bar alike.
#pragma once

#include "base/time.h"
#include "sim/trace.h"

#include <span>
#include <vector>

namespace hw::ui {

// From the last thing that happened before it to the first thing after it.
struct Silence {
    Instant from{};
    Instant to{};
    // Of a monotony (monotony.h): how many segments go in it, one each `each`. 0: nothing at all happens.
    std::uint32_t segments = 0;
    Duration each{};

    Duration length() const { return to - from; }
    friend bool operator==(const Silence&, const Silence&) = default;
};

// The instants at which the ladder has something to show, sorted and without repetition: events, departures,
// and arrivals, also those that never came about. `pending` is the next event of the run, if one is known.
std::vector<Instant> busy_instants(const sim::Trace& trace, Instant pending);

// The stretches between neighbouring `busy` instants that are longer than `longest_shown`.
std::vector<Silence> find_silences(std::span<const Instant> busy, Duration longest_shown);

}  // namespace hw::ui
