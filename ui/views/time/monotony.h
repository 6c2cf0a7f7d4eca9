// Stretches in which the same segments go to and fro again and again, as in a storm of ACKs: after a few of them there
// is nothing new to see. They are folded like silences, to a band that says how many there are.
#pragma once

#include "ui/views/time/silences.h"

namespace hw::ui {

// So many of a row stay unfolded before and behind the band, and no shorter row is folded.
inline constexpr std::size_t segments_before_monotony = 6;
inline constexpr std::size_t segments_behind_monotony = 4;
inline constexpr std::size_t least_monotony = 20;

// Rows of segments that are alike, one or two that take turns, evenly spaced in time. From the arrival of the last one
// shown before the band to the departure of the first one shown behind it; they hold a multiple of ten segments, so
// that a row that goes on does not move with each of them.
std::vector<Silence> find_monotonies(const sim::Trace& trace);

// Silences and monotonies together, in order and apart from each other. No monotony lies where another run has
// instants of its own, `also_busy`.
std::vector<Silence> find_folds(const sim::Trace& trace, std::span<const Instant> busy,
                                std::span<const Instant> also_busy, Duration longest_shown);

}  // namespace hw::ui
