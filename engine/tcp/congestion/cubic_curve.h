#pragma once

#include <cstdint>

#include "base/time.h"

// The cubic curve of RFC 9438 §4.2, W_cubic(t) = C*(t - K)^3 + W_max, in whole numbers: pure functions.
// Time is counted in ticks of 1/1024 s, as Linux does (BICTCP_HZ in net/ipv4/tcp_cubic.c), so that a cubed
// time keeps a power of two as its denominator; windows are in bytes, or in segments if a segment is 1.

namespace hw::tcp {

// The largest whole number whose cube is not above `x`, exactly.
std::uint32_t cube_root(std::uint64_t x);

// A length of time in ticks of 1/1024 s, rounded down; at most cubic_ticks_max.
std::uint32_t cubic_ticks(Duration duration);
// Seventeen minutes: by then any curve has left any window behind, and the cube still fits 64 bits.
inline constexpr std::uint32_t cubic_ticks_max = 1u << 20;

// RFC 9438 §5.1: "Therefore, C SHOULD be set to 0.4." Linux: bic_scale = 41 makes it 410/1024.
struct CubicScale {
    std::uint32_t numerator;
    std::uint32_t denominator;
};
inline constexpr CubicScale cubic_scale_rfc{2, 5};
inline constexpr CubicScale cubic_scale_linux{410, 1'024};

// One stage of congestion avoidance: the curve rises from where it began to its plateau, W_max, at K ticks,
// and leaves it again ever faster.
struct CubicCurve {
    std::uint32_t plateau = 0;  // W_max
    std::uint32_t k_ticks = 0;  // K
    friend constexpr bool operator==(const CubicCurve&, const CubicCurve&) = default;
};

// The curve from `cwnd` to `w_max`, both in units of which `segment` make one segment; from a window that is
// there already, K is 0 and the plateau is here.
CubicCurve cubic_curve(std::uint32_t w_max, std::uint32_t cwnd, std::uint32_t segment, CubicScale scale);

// W_cubic(t), in the same unit: 0 at least and 2^32 - 1 at most.
std::uint32_t cubic_window(const CubicCurve& curve, std::uint32_t t_ticks, std::uint32_t segment,
                           CubicScale scale);

}  // namespace hw::tcp
