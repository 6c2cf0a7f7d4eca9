#include "base/seq_num.h"

#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "base/prng.h"

using hw::SeqNum;

TEST_CASE("Sequence numbers compare across the wrap from 2^32 - 1 to 0", "[rfc9293][3.4]") {
    const SeqNum before{0xffff'fff0u}, after{0x10u};
    CHECK(before < after);
    CHECK(after > before);
    CHECK_FALSE(after < before);
    CHECK(before + 0x20 == after);
    CHECK(after - 0x20 == before);
    CHECK(distance(before, after) == 0x20);
}

TEST_CASE("A sequence number is neither before nor after itself, but at most and at least itself",
          "[rfc9293][3.4]") {
    for (const std::uint32_t raw : {0u, 1u, 0x7fff'ffffu, 0x8000'0000u, 0xffff'ffffu}) {
        const SeqNum n{raw};
        CHECK_FALSE(n < n);
        CHECK_FALSE(n > n);
        CHECK(n <= n);
        CHECK(n >= n);
        CHECK(distance(n, n) == 0);
    }
}

TEST_CASE("Of two numbers less than 2^31 apart exactly one comes first, wherever they lie",
          "[rfc9293][3.4]") {
    hw::Prng prng{2026};
    for (int i = 0; i < 1'000; ++i) {
        const SeqNum a{static_cast<std::uint32_t>(prng.next())};
        const std::uint32_t length = prng.between(1, 0x7fff'ffff);
        const SeqNum b = a + length;
        CHECK(a < b);
        CHECK_FALSE(b < a);
        CHECK(distance(a, b) == length);
        CHECK(later_of(a, b) == b);
        CHECK(later_of(b, a) == b);
        CHECK(earlier_of(a, b) == a);
        CHECK(earlier_of(b, a) == a);
    }
}

TEST_CASE("\"Comes before\" is not transitive round the circle, which is why there is no sorting by it",
          "[rfc9293][3.4]") {
    const SeqNum a{0}, b{0x6000'0000u}, c{0xc000'0000u};
    CHECK(a < b);
    CHECK(b < c);
    CHECK(c < a);
}
