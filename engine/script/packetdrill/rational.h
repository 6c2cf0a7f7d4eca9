#pragma once

#include <cstdint>
#include <numeric>
#include <optional>
#include <string>

namespace hw::packetdrill {

// A Python number, exactly: what scripts write as "0.5" or as "a / b" is compared without rounding. The parts have
// no common divisor, and `den` is above zero.
struct Rational {
    std::int64_t num = 0;
    std::int64_t den = 1;

    bool is_whole() const { return den == 1; }
    friend constexpr bool operator==(const Rational&, const Rational&) = default;
};

// Each gives nothing when the result does not fit, or there is none.
using MaybeRational = std::optional<Rational>;

inline MaybeRational make_rational(std::int64_t num, std::int64_t den) {
    if (den == 0 || num == INT64_MIN || den == INT64_MIN) return {};
    const std::int64_t divisor = std::gcd(num, den) * (den < 0 ? -1 : 1);
    return Rational{num / divisor, den / divisor};
}

inline MaybeRational times(Rational a, Rational b) {
    std::int64_t num = 0, den = 0;
    if (__builtin_mul_overflow(a.num, b.num, &num) || __builtin_mul_overflow(a.den, b.den, &den)) return {};
    return make_rational(num, den);
}

inline MaybeRational divided(Rational a, Rational b) {
    return b.num == 0 ? MaybeRational{} : times(a, {b.num < 0 ? -b.den : b.den, b.num < 0 ? -b.num : b.num});
}

inline MaybeRational plus(Rational a, Rational b) {
    std::int64_t left = 0, right = 0, num = 0, den = 0;
    if (__builtin_mul_overflow(a.num, b.den, &left) || __builtin_mul_overflow(b.num, a.den, &right) ||
        __builtin_add_overflow(left, right, &num) || __builtin_mul_overflow(a.den, b.den, &den))
        return {};
    return make_rational(num, den);
}

inline MaybeRational minus(Rational a, Rational b) {
    return b.num == INT64_MIN ? MaybeRational{} : plus(a, {-b.num, b.den});
}

// Python's "//": towards minus infinity.
inline MaybeRational floor_divided(Rational a, Rational b) {
    const MaybeRational exact = divided(a, b);
    if (!exact) return {};
    const std::int64_t down = exact->num < 0 && !exact->is_whole() ? 1 : 0;
    return Rational{exact->num / exact->den - down, 1};
}

// Python's "%": it has the sign of the divisor.
inline MaybeRational remainder(Rational a, Rational b) {
    const MaybeRational whole = floor_divided(a, b);
    if (!whole) return {};
    const MaybeRational part = times(*whole, b);
    return part ? minus(a, *part) : MaybeRational{};
}

inline std::string to_text(Rational r) {
    return std::to_string(r.num) + (r.is_whole() ? "" : "/" + std::to_string(r.den));
}

}  // namespace hw::packetdrill
