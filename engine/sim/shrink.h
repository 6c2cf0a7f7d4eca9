#pragma once

#include <algorithm>
#include <iterator>

#include "sim/story.h"

// The shortest story that still fails is the one worth reading.

namespace hw::sim {

// One pass over the log that leaves out stretches of `length` >= 1 commands where `still_fails(log)` allows it.
// True: something could be spared.
template <class StillFails>
bool spare(CommandLog& log, std::ptrdiff_t length, StillFails& still_fails) {
    bool is_shorter = false;
    for (std::ptrdiff_t i = 0; i < std::ssize(log);) {
        CommandLog without = log;
        without.erase(without.begin() + i, without.begin() + std::min(i + length, std::ssize(log)));
        if (still_fails(without)) {
            log = without;
            is_shorter = true;
        } else {
            i += length;
        }
    }
    return is_shorter;
}

// `log`, which must fail, with as many commands left out as may be: stretch after stretch, from halves down to
// single commands, until no single one can be spared.
template <class StillFails>
CommandLog shortest(CommandLog log, StillFails still_fails) {
    for (std::ptrdiff_t length = std::ssize(log) / 2; length > 1; length /= 2)
        spare(log, length, still_fails);
    while (spare(log, 1, still_fails)) continue;
    return log;
}

}  // namespace hw::sim
