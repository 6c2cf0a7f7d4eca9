#include "base/prng.h"

#include <array>
#include <catch2/catch_test_macros.hpp>

using hw::Prng;

TEST_CASE("The generator is SplitMix64: the numbers of its reference implementation for seed 1234567",
          "[base]") {
    Prng prng{1'234'567};
    for (const std::uint64_t expected :
         {6'457'827'717'110'365'317u, 3'203'168'211'198'807'973u, 9'817'491'932'198'370'423u,
          4'593'380'528'125'082'431u, 16'408'922'859'458'223'821u})
        CHECK(prng.next() == expected);
}

TEST_CASE("A generator is a value: a copy goes on with the same numbers", "[base]") {
    Prng prng{7};
    prng.next();
    Prng copy = prng;
    CHECK(copy == prng);
    CHECK(copy.next() == prng.next());
    prng.next();
    CHECK_FALSE(copy == prng);
}

TEST_CASE("A number below a bound is each of them about equally often, and none beyond", "[base]") {
    Prng prng{1};
    std::array<int, 10> seen{};
    for (int i = 0; i < 100'000; ++i) ++seen.at(prng.below(10));
    for (const int count : seen) {
        CHECK(count > 9'500);
        CHECK(count < 10'500);
    }
    for (int i = 0; i < 100; ++i) CHECK(prng.below(1) == 0);
}

TEST_CASE("A number between two others may be either of them", "[base]") {
    Prng prng{3};
    bool saw_low = false, saw_high = false;
    for (int i = 0; i < 1'000; ++i) {
        const std::uint32_t n = prng.between(5, 8);
        REQUIRE(n >= 5);
        REQUIRE(n <= 8);
        saw_low |= n == 5;
        saw_high |= n == 8;
    }
    CHECK(saw_low);
    CHECK(saw_high);
    CHECK(prng.between(42, 42) == 42);
    CHECK(prng.between(0, 0xffff'fffe) != 0xffff'ffff);
}

TEST_CASE("A chance in parts per million comes true about that often", "[base]") {
    Prng prng{9};
    int hits = 0;
    for (int i = 0; i < 100'000; ++i) hits += prng.chance(250'000) ? 1 : 0;
    CHECK(hits > 24'000);
    CHECK(hits < 26'000);
}

TEST_CASE("A certain chance draws no number, so that it disturbs nobody else's luck", "[base]") {
    Prng prng{11};
    const Prng before = prng;
    CHECK_FALSE(prng.chance(0));
    CHECK(prng.chance(1'000'000));
    CHECK(prng == before);
}
