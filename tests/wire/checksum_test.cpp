#include "wire/checksum.h"

#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "base/prng.h"
#include "support/hex.h"

using hw::wire::InternetSum;

namespace {

// RFC 1071 §1, word by word, as slowly and as plainly as it is written there.
std::uint16_t plain_sum(std::span<const std::uint8_t> bytes) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 2) {
        sum += bytes[i] << 8 | (i + 1 < bytes.size() ? bytes[i + 1] : 0);
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<std::uint16_t>(sum);
}

std::vector<std::uint8_t> random_bytes(hw::Prng& prng, std::uint32_t most) {
    std::vector<std::uint8_t> bytes(prng.below(most + 1));
    for (std::uint8_t& byte : bytes)
        byte = static_cast<std::uint8_t>(prng.below(4) == 0 ? 0xff : prng.below(256));
    return bytes;
}

}  // namespace

TEST_CASE("The example of RFC 1071 §3 sums to ddf2", "[rfc1071][3]") {
    InternetSum sum;
    sum.add(hw::test::bytes_of_hex("0001 f203 f4f5 f6f7"));
    CHECK(sum.folded() == 0xddf2);
    CHECK(sum.checksum() == 0x220d);
}

TEST_CASE("The example may be broken into two groups, the second starting on an odd boundary",
          "[rfc1071][3]") {
    InternetSum sum;
    sum.add(hw::test::bytes_of_hex("0001 f2"));
    CHECK(sum.folded() == 0xf201);
    sum.add(hw::test::bytes_of_hex("03 f4f5 f6f7"));
    CHECK(sum.folded() == 0xddf2);
}

TEST_CASE("A word of a pseudo-header counts as its two bytes in network order", "[rfc1071][2]") {
    InternetSum sum;
    sum.add_word(0x0001);
    sum.add_word(0xf203);
    sum.add(hw::test::bytes_of_hex("f4f5 f6f7"));
    CHECK(sum.folded() == 0xddf2);
}

TEST_CASE("Any bytes in any pieces sum as the plain loop says, and are copied as they were", "[rfc1071][2]") {
    hw::Prng prng{1};
    for (int round = 0; round < 5'000; ++round) {
        const auto bytes = random_bytes(prng, 200);
        const std::span<const std::uint8_t> all{bytes};
        std::vector<std::uint8_t> copied(bytes.size());
        InternetSum added, while_copying;
        for (std::size_t at = 0; at < bytes.size();) {
            const auto piece = std::min<std::size_t>(prng.between(1, 80), bytes.size() - at);
            added.add(all.subspan(at, piece));
            while_copying.copy(copied.data() + at, all.subspan(at, piece));
            at += piece;
        }
        REQUIRE(added.folded() == plain_sum(bytes));
        REQUIRE(while_copying.folded() == plain_sum(bytes));
        REQUIRE(copied == bytes);
    }
}

TEST_CASE("The largest packet of nothing but ones does not overflow the accumulators", "[rfc1071][2]") {
    const std::vector<std::uint8_t> ones(65'535, 0xff);
    InternetSum sum;
    sum.add(ones);
    CHECK(sum.folded() == plain_sum(ones));
}
