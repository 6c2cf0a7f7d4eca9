#pragma once

#include "lesson/incident/measurement.h"
#include "lesson/incident/remedies.h"

// Whether the table's verdict on a remedy is what the runs say.

namespace hw::lesson::incident {

// What a run shows, whatever anybody thinks of the remedy.
enum class Outcome : std::uint8_t {
    Cures,          // in both phases nothing fails, and nothing else is the worse for it
    CuresEveryDay,  // in the first
    Helps,          // fewer failures, but some in the first phase
    Harms,          // fewer failures, paid for with resets, lost bytes or unguarded four-tuples
    Nothing,        // not one number has changed
    NoCure,         // some number has; not that of the failures, or for the worse
    Unknown,        // Linux has no such knob
};

Outcome outcome_of(const Phases& before, const Phases& with, bool has_unknown_knob);

bool verdict_is_true(Verdict verdict, const Phases& before, const Phases& with, Outcome outcome);

}  // namespace hw::lesson::incident
