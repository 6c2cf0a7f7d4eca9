#pragma once

#include "host/turn.h"

namespace hw::host {

// The application of the turn's connection answers to what it was told: reads, writes, closes. All it
// knows comes through the turn's calls and signals.
void react(Turn& turn, SignalSet told);

// Its deadline has passed: it closes.
void react_to_deadline(Turn& turn);

}  // namespace hw::host
