#include "tcp/congestion/cubic_curve.h"

#include <algorithm>
#include <limits>

namespace hw::tcp {
namespace {

constexpr std::uint32_t ticks_per_second_log2 = 10;
constexpr std::uint32_t fraction_log2 = 14;  // bits kept of a part of a segment while it becomes bytes

// C*t^3 in units of which `segment` make one: t^3 has 2^30 to the second cubed.
std::uint64_t cubed(std::uint32_t ticks, std::uint32_t segment, CubicScale scale) {
    const std::uint64_t t = std::min(ticks, cubic_ticks_max);
    const std::uint64_t cube = t * t * t;  // < 2^61
    // Both factors of the numerator together would not fit: first the whole ticks cubed, then the rest.
    const std::uint64_t scaled = cube / scale.denominator * scale.numerator +
                                 cube % scale.denominator * scale.numerator / scale.denominator;
    const std::uint64_t segments = scaled >> (3 * ticks_per_second_log2 - fraction_log2);  // < 2^44
    return (segments * segment) >> fraction_log2;
}

}  // namespace

std::uint32_t cube_root(std::uint64_t x) {
    // One bit of the root at a time, from the highest: with root = 2r and the next bit 1, the cube grows by
    // (2r + 1)^3 - (2r)^3 = 3 * 2r * (2r + 1) + 1.
    std::uint64_t root = 0;
    for (int shift = 63; shift >= 0; shift -= 3) {
        root *= 2;
        const std::uint64_t growth = 3 * root * (root + 1) + 1;
        if ((x >> shift) >= growth) {
            x -= growth << shift;
            ++root;
        }
    }
    return static_cast<std::uint32_t>(root);
}

std::uint32_t cubic_ticks(Duration duration) {
    constexpr std::int64_t longest_us = std::int64_t{cubic_ticks_max / 1'024} * 1'000'000;
    const std::int64_t us = std::clamp<std::int64_t>(duration.us, 0, longest_us);
    return static_cast<std::uint32_t>((us << ticks_per_second_log2) / 1'000'000);
}

CubicCurve cubic_curve(std::uint32_t w_max, std::uint32_t cwnd, std::uint32_t segment, CubicScale scale) {
    if (w_max <= cwnd) return {cwnd, 0};
    // RFC 9438 §4.2, Figure 2: K is the cube root of (W_max - cwnd_epoch) / C, here with K in ticks: C becomes
    // C / 2^30. A window has at most 2^30 bytes, which leaves room for the factor of C.
    const std::uint64_t distance = std::min(w_max - cwnd, 1u << 30);
    const std::uint64_t cubes_per_unit = (std::uint64_t{scale.denominator} << 30) / scale.numerator;
    return {w_max, cube_root(distance * cubes_per_unit / segment)};
}

std::uint32_t cubic_window(const CubicCurve& curve, std::uint32_t t_ticks, std::uint32_t segment,
                           CubicScale scale) {
    const std::uint64_t plateau = curve.plateau;
    if (t_ticks < curve.k_ticks) {
        const std::uint64_t below = cubed(curve.k_ticks - t_ticks, segment, scale);
        return static_cast<std::uint32_t>(below < plateau ? plateau - below : 0);
    }
    const std::uint64_t above = cubed(t_ticks - curve.k_ticks, segment, scale);
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(plateau + above, std::numeric_limits<std::uint32_t>::max()));
}

}  // namespace hw::tcp
