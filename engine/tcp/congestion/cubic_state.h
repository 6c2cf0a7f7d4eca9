#pragma once

#include <cstdint>

#include "base/digest.h"
#include "base/time.h"
#include "tcp/congestion/cubic_curve.h"

namespace hw::tcp {

// One stage of congestion avoidance as RFC 9438 §4.1.2 names its variables. Windows are in bytes, or in
// segments where the flight is counted so (FlightUnit).
struct CubicEpoch {
    Instant began = Instant::never();  // t_epoch; never: the next ACK in congestion avoidance begins one
    CubicCurve curve{};                // W_max and K as the epoch found them
    std::uint32_t reno_window = 0;     // W_est: what Reno's window would be
    std::uint32_t reno_acked = 0;      // acknowledged since W_est last grew
    friend constexpr bool operator==(const CubicEpoch&, const CubicEpoch&) = default;
};

struct CubicState {
    CubicEpoch epoch{};
    std::uint32_t w_max = 0;                 // 0: no loss yet, or a timeout has made all knowledge void
    std::uint32_t cwnd_prior = 0;            // cwnd when ssthresh was last set
    Duration min_delay = Duration::never();  // the smallest round trip (Linux: delay_min)
    // The latest look at the clock: when, at which window, and how many units acknowledged then made it grow.
    Instant looked_at{};
    std::uint32_t looked_at_cwnd = 0;
    std::uint32_t pace = 0;
    // RFC 9438 §4.9: what an unfounded reduction is undone to.
    CubicEpoch epoch_before{};
    std::uint32_t w_max_before = 0;
    std::uint32_t cwnd_prior_before = 0;
    friend constexpr bool operator==(const CubicState&, const CubicState&) = default;
};
void digest(Digest& d, const CubicState& state);

}  // namespace hw::tcp
