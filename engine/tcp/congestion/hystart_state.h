#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/seq_num.h"
#include "base/time.h"

namespace hw::tcp {

// What hybrid slow start remembers of the current round trip; see hystart.h.
struct HyStartState {
    Instant round_began{};
    Instant last_close_ack{};                  // of the train of ACKs that follow each other closely
    SeqNum round_end{};                        // the round is over when this is acknowledged
    Duration least_delay = Duration::never();  // in this round
    std::uint8_t samples = 0;                  // of the delay, in this round
    bool has_ended_slow_start = false;
    friend constexpr bool operator==(const HyStartState&, const HyStartState&) = default;
};
void digest(Digest& d, const HyStartState& state);

}  // namespace hw::tcp
