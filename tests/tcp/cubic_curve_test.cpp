// The arithmetic of CUBIC: cube roots and the curve, beside values computed elsewhere.

#include "tcp/congestion/cubic_curve.h"

#include <catch2/catch_test_macros.hpp>
#include <limits>

using namespace hw;
using namespace hw::tcp;

namespace {

constexpr std::uint64_t cube(std::uint64_t x) { return x * x * x; }

std::uint32_t ticks_of_ms(std::int64_t ms) { return cubic_ticks(1_ms * ms); }

}  // namespace

TEST_CASE("The cube root is the largest whole number whose cube is not above", "[cubic]") {
    CHECK(cube_root(0) == 0);
    CHECK(cube_root(std::numeric_limits<std::uint64_t>::max()) == 2'642'245);
    CHECK(cube_root(1'000'000'000'000'000'000) == 1'000'000);
    for (std::uint64_t root = 1; root < 2'642'245; root = root + root / 7 + 1) {
        INFO(root);
        CHECK(cube_root(cube(root)) == root);
        CHECK(cube_root(cube(root) - 1) == root - 1);
        CHECK(cube_root(cube(root + 1) - 1) == root);
    }
}

TEST_CASE("Curve time is counted in 1/1024 s and does not overflow", "[cubic]") {
    CHECK(cubic_ticks(1_s) == 1'024);
    CHECK(cubic_ticks(999'999_us) == 1'023);
    CHECK(cubic_ticks(Duration{-5}) == 0);
    CHECK(cubic_ticks(100'000_s) == cubic_ticks_max);
    CHECK(cubic_ticks(Duration::never()) == cubic_ticks_max);
}

// The table was computed outside this program with exact fractions: K = ((W_max - cwnd) / 0.4)^(1/3) by integer
// bisection to 12 decimals, W(t) = 0.4 (t - K)^3 + W_max as a fraction of such numbers. Windows in segments of
// 1460 bytes, cwnd being 0.7 W_max, times in milliseconds; a tick of time may cost 3 * 0.4 * (t - K)^2 / 1024
// segments.
TEST_CASE("K and W(t) are those of exact arithmetic", "[rfc9438][4.2]") {
    struct Row {
        std::uint32_t w_max, cwnd;
        std::int64_t k_us;
        struct {
            std::int64_t t_ms, window_thousandths;
        } at[6];
    };
    const Row rows[] = {
        {10,
         7,
         1'957'434,
         {{0, 7'000}, {500, 8'762}, {1'000, 9'649}, {2'000, 10'000}, {4'217, 14'615}, {10'000, 218'087}}},
        {100,
         70,
         4'217'163,
         {{0, 70'000}, {500, 79'456}, {1'000, 86'681}, {2'000, 95'640}, {5'000, 100'192}, {10'000, 177'354}}},
        {1'000,
         700,
         9'085'603,
         {{0, 700'000},
          {500, 746'853},
          {1'000, 788'555},
          {2'000, 857'705},
          {5'000, 972'721},
          {10'000, 1'000'306}}},
        {20'000,
         14'000,
         24'662'121,
         {{0, 14'000'000},
          {500, 14'357'583},
          {1'000, 14'700'670},
          {2'000, 15'344'550},
          {5'000, 16'959'458},
          {10'000, 18'739'188}}},
    };
    for (const Row& row : rows) {
        INFO(row.w_max);
        const std::uint32_t mss = 1'460;
        const CubicCurve curve = cubic_curve(row.w_max * mss, row.cwnd * mss, mss, cubic_scale_rfc);
        CHECK(curve.k_ticks == row.k_us * 1'024 / 1'000'000);
        for (const auto& point : row.at) {
            INFO(point.t_ms);
            const std::int64_t window = cubic_window(curve, ticks_of_ms(point.t_ms), mss, cubic_scale_rfc);
            const std::int64_t expected = point.window_thousandths * mss / 1'000;
            const std::int64_t from_k_ms = point.t_ms - row.k_us / 1'000;
            const std::int64_t tick = 2 * 12 * from_k_ms * from_k_ms * mss / 10 / 1'024 / 1'000'000 + 2;
            CHECK(window <= expected + tick);
            CHECK(window >= expected - tick);
        }
    }
}

TEST_CASE("Linux counts the curve in segments, with C = 410/1024", "[linux][cubic]") {
    // 2^40 / 410 * 30 = 80452070310; its cube root lies between 4316 and 4317.
    const CubicCurve curve = cubic_curve(100, 70, 1, cubic_scale_linux);
    CHECK(curve.k_ticks == 4'316);
    CHECK(cubic_window(curve, 4'316, 1, cubic_scale_linux) == 100);
    // 410 * 1024^3 / 2^40 = 0.4 segments in the first second beyond, 410 * 2048^3 / 2^40 = 3.2 in two.
    CHECK(cubic_window(curve, 4'316 + 1'024, 1, cubic_scale_linux) == 100);
    CHECK(cubic_window(curve, 4'316 + 2'048, 1, cubic_scale_linux) == 103);
    CHECK(cubic_window(curve, 4'316 - 2'048, 1, cubic_scale_linux) == 97);
}

TEST_CASE("From a window at or above W_max the curve only rises", "[rfc9438][4.8]") {
    const CubicCurve curve = cubic_curve(10'000, 14'600, 1'460, cubic_scale_rfc);
    CHECK(curve == CubicCurve{14'600, 0});
    CHECK(cubic_window(curve, 0, 1'460, cubic_scale_rfc) == 14'600);
    // 0.4 segments in a second, rounded down.
    CHECK(cubic_window(curve, ticks_of_ms(1'000), 1'460, cubic_scale_rfc) == 14'600 + 583);
}

TEST_CASE("The curve never wraps around", "[cubic]") {
    const CubicCurve curve = cubic_curve(1u << 30, 1, 1'460, cubic_scale_rfc);
    CHECK(cubic_window(curve, 0, 65'535, cubic_scale_rfc) == 0);
    CHECK(cubic_window(curve, cubic_ticks_max, 1'460, cubic_scale_rfc) ==
          std::numeric_limits<std::uint32_t>::max());
    std::uint32_t before = 0;
    for (std::uint32_t t = 0; t < cubic_ticks_max; t += 997) {
        const std::uint32_t window = cubic_window(curve, t, 1'460, cubic_scale_rfc);
        REQUIRE(window >= before);
        before = window;
    }
}
