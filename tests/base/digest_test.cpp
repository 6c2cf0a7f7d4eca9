#include "base/digest.h"

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <set>
#include <vector>

#include "base/ids.h"
#include "base/prng.h"

using hw::Digest;

namespace {

std::uint64_t digest_of_bytes(std::span<const std::uint8_t> bytes) {
    Digest d;
    d.bytes(bytes);
    return d.value();
}

template <class... Fields>
std::uint64_t digest_of(const Fields&... fields) {
    Digest d;
    digest_all(d, fields...);
    return d.value();
}

// Two of these can hold different padding though all their fields agree.
struct Padded {
    std::uint8_t small = 0;
    std::uint64_t large = 0;
};
void digest(Digest& d, const Padded& p) { digest_all(d, p.small, p.large); }

enum class Colour : std::uint8_t { Red, Green };

}  // namespace

TEST_CASE("Digests are the same everywhere: known values, natively and as wasm", "[base]") {
    CHECK(Digest{}.value() == 0x6861'6e64'7761'7665u);
    CHECK(digest_of(std::uint32_t{1}, std::uint64_t{2}) == 0x4114'f419'6ffc'0c36u);
    const std::vector<std::uint8_t> text = {'T', 'C', 'P', ',', ' ', 'n', 'o', ' ', 'h', 'a', 'n', 'd', 's'};
    CHECK(digest_of_bytes(text) == 0x5bd7'5e1c'55a9'a368u);
}

TEST_CASE("A digest depends on the values and their order, not on the width of the type they came in",
          "[base]") {
    CHECK(digest_of(std::uint8_t{7}) == digest_of(std::uint64_t{7}));
    CHECK(digest_of(Colour::Green) == digest_of(1));
    CHECK(digest_of(hw::Instant{5}) == digest_of(hw::Duration{5}));
    CHECK(digest_of(1, 2) != digest_of(2, 1));
    CHECK(digest_of(1) != digest_of(1, 0));
    CHECK(digest_of(hw::HostId::none()) != digest_of(hw::HostId{0}));
}

TEST_CASE("Padding has no part in a digest", "[base]") {
    alignas(Padded) std::array<std::uint8_t, sizeof(Padded)> zeros{}, ones{};
    ones.fill(0xff);
    auto* a = new (zeros.data()) Padded;
    auto* b = new (ones.data()) Padded;
    a->small = b->small = 3;
    a->large = b->large = 4;
    CHECK(digest_of(*a) == digest_of(*b));
}

TEST_CASE("Bytes of every length digest apart, trailing zeros included", "[base]") {
    std::set<std::uint64_t> seen;
    std::vector<std::uint8_t> zeros;
    for (int length = 0; length <= 40; ++length) {
        CHECK(seen.insert(digest_of_bytes(zeros)).second);
        zeros.push_back(0);
    }
}

TEST_CASE("One flipped bit anywhere changes the digest", "[base]") {
    hw::Prng prng{5};
    std::vector<std::uint8_t> bytes(61);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(prng.next());
    std::set<std::uint64_t> seen = {digest_of_bytes(bytes)};
    for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
        bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] ^ 1u << i % 8);
        CHECK(seen.insert(digest_of_bytes(bytes)).second);
        bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] ^ 1u << i % 8);
    }
}
