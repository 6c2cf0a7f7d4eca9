// A world too large for a ladder: one of its hosts, with the map of its ports, the number of its connections by state
// over time, its sockets, counters and the program's log. Side by side where there is room, else behind tabs.
#pragma once

#include "sim/measured_run.h"
#include "ui/views/host/host_scene.h"
#include "ui/views/plot/plot.h"

#include <vector>

namespace hw::ui {

enum class LargeTab : std::uint8_t { Chart, Ports, Sockets, Counters, Program, Switches };

struct LargeWorldScene {
    const sim::World& world;
    const sim::MeasuredSeries& series;
    // The playhead of the charts. The world, which cannot be rewound, is that of `world_at`.
    Instant now{};
    Instant world_at{};
    // The right end of the time axis.
    Instant until{};
    // Changes whenever the world does.
    std::uint64_t version = 0;
    Rect rect{};
    // Begins the ids of all nodes.
    std::string_view prefix = "large";
    // Said instead of the chart while there is nothing to see: what to do first.
    std::string_view notice{};
    // Of one run of two.
    std::string_view name{};
    // Switches may be turned: this moment takes commands.
    bool can_turn = false;
};

struct LargeWorldMemory {
    std::size_t shown_host = 0;
    LargeTab tab = LargeTab::Chart;
    HostMemory host{};
};

void draw_large_world(Ui& ui, const LargeWorldScene& scene, LargeWorldMemory& memory, Commands& commands);

// How many connections of the host were in each state over time, the states that never occurred left out.
struct StateCurve {
    tcp::State state{};
    std::vector<PlotPoint> points{};  // seconds, connections
};
std::vector<StateCurve> state_curves(const sim::MeasuredSeries& series, HostId host, Instant until);
// Requests that failed in each second.
std::vector<PlotPoint> failure_curve(const sim::MeasuredSeries& series, HostId host, Instant until);

}  // namespace hw::ui
