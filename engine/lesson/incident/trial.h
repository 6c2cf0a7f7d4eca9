#pragma once

#include "base/ids.h"
#include "lesson/incident/measurement.h"
#include "lesson/incident/setup.h"
#include "sim/measured_run.h"

// One setup, run through both phases: three minutes of every day's load, then three of the surge, in one world.

namespace hw::lesson::incident {

inline constexpr HostId gateway_id{0}, backend_id{1}, second_gateway_id{2};

inline constexpr Instant trial_ends_at = Instant{} + phase_length * phase_count;

// Hosts, links, listeners and the gateways' workloads; nothing has happened yet.
sim::World make_world(const Setup& setup);

// The measured run of it; advance() it to its end.
sim::MeasuredRun make_trial(const Setup& setup);

// All at once.
Phases try_out(const Setup& setup);

}  // namespace hw::lesson::incident
