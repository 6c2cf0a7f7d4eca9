#pragma once

#include <cstdint>

#include "base/check.h"

namespace hw {

// SplitMix64: one 64-bit word of state, the same numbers on every platform. The standard library's
// engines are portable but its distributions are not, so both are ours (DESIGN law 5).
struct Prng {
    std::uint64_t state = 0;

    constexpr std::uint64_t next() {
        std::uint64_t z = (state += 0x9e37'79b9'7f4a'7c15u);
        z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9u;
        z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11ebu;
        return z ^ (z >> 31);
    }

    // Uniform in [0, bound), bound > 0. The high half of a 32x32 product: bias below 2^-32 * bound.
    constexpr std::uint32_t below(std::uint32_t bound) {
        HW_CHECK(bound > 0);
        return static_cast<std::uint32_t>((std::uint64_t{static_cast<std::uint32_t>(next() >> 32)} * bound) >>
                                          32);
    }

    // Uniform in [low, high].
    constexpr std::uint32_t between(std::uint32_t low, std::uint32_t high) {
        HW_CHECK(low <= high && high - low != 0xffff'ffffu);
        return low + below(high - low + 1);
    }

    // True with probability ppm / 1,000,000. Draws nothing when the answer is certain.
    constexpr bool chance(std::uint32_t ppm) {
        if (ppm == 0) return false;
        if (ppm >= 1'000'000) return true;
        return below(1'000'000) < ppm;
    }

    friend constexpr bool operator==(const Prng&, const Prng&) = default;
};

}  // namespace hw
