#pragma once

#include <array>
#include <bitset>
#include <vector>

#include "lesson/history.h"
#include "tcp/state.h"

// The lines of RFC 9293's Figure 5, to be collected by a learner.

namespace hw::lesson {

// The figure's lines, "CLOSED" at its top and bottom being one box, and Note 2's.
inline constexpr std::uint32_t arrow_count = 21;

struct Arrow {
    tcp::State from{};
    tcp::State to{};
    friend constexpr bool operator==(const Arrow&, const Arrow&) = default;
};
// In the order of the figure, from top to bottom; the last is Note 2's.
const std::array<Arrow, arrow_count>& figure_5();

using ArrowSet = std::bitset<arrow_count>;

// A connection, or a listener, went along one of them.
struct ArrowWalk {
    std::uint32_t arrow = 0;  // index into figure_5()
    std::uint32_t event = 0;  // index into Trace::events
    HostId host{};
    Instant at{};
    friend bool operator==(const ArrowWalk&, const ArrowWalk&) = default;
};
// In order, those of the events from `first` up to, and not including, `end`. What the figure does not draw is not
// among them: resets, timeouts, ABORT, a machine that loses its memory.
std::vector<ArrowWalk> arrow_walks(const sim::Trace& trace, std::uint32_t first, std::uint32_t end);

// How many of them the connections of `host` (none: of all hosts) have gone along before `moment`.
std::uint32_t arrows_walked(const History& run, std::uint32_t moment, HostId host);

}  // namespace hw::lesson
