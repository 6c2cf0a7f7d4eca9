#pragma once

#include <compare>
#include <cstdint>
#include <limits>

// Virtual time: whole microseconds, so that native and wasm agree to the bit (DESIGN law 5).
// Nothing in the engine reads a clock; an Instant is always an argument.

namespace hw {

struct Duration {
    std::int64_t us = 0;

    // Longer than any run: as a time-out it switches the timer off.
    static constexpr Duration never() { return {std::numeric_limits<std::int64_t>::max()}; }

    friend constexpr auto operator<=>(Duration, Duration) = default;
    friend constexpr Duration operator+(Duration a, Duration b) { return {a.us + b.us}; }
    friend constexpr Duration operator-(Duration a, Duration b) { return {a.us - b.us}; }
    friend constexpr Duration operator*(Duration a, std::int64_t k) { return {a.us * k}; }
    friend constexpr Duration operator/(Duration a, std::int64_t k) { return {a.us / k}; }
    constexpr Duration& operator+=(Duration d) {
        us += d.us;
        return *this;
    }
};

// A point in virtual time, counted from the beginning of the world. `never` sorts after every
// other instant: a deadline that is not armed is `never`.
struct Instant {
    std::int64_t us = 0;

    static constexpr Instant never() { return {std::numeric_limits<std::int64_t>::max()}; }
    constexpr bool is_never() const { return *this == never(); }

    friend constexpr auto operator<=>(Instant, Instant) = default;
    friend constexpr Instant operator+(Instant t, Duration d) { return {t.us + d.us}; }
    friend constexpr Instant operator-(Instant t, Duration d) { return {t.us - d.us}; }
    friend constexpr Duration operator-(Instant a, Instant b) { return {a.us - b.us}; }
};

// t + d, or never() if d is never().
constexpr Instant after(Instant t, Duration d) { return d == Duration::never() ? Instant::never() : t + d; }

constexpr Instant earlier_of(Instant a, Instant b) { return b < a ? b : a; }
constexpr Instant later_of(Instant a, Instant b) { return a < b ? b : a; }

inline namespace literals {
constexpr Duration operator""_us(unsigned long long v) { return {static_cast<std::int64_t>(v)}; }
constexpr Duration operator""_ms(unsigned long long v) { return {static_cast<std::int64_t>(v) * 1'000}; }
constexpr Duration operator""_s(unsigned long long v) { return {static_cast<std::int64_t>(v) * 1'000'000}; }
}  // namespace literals

}  // namespace hw
