#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <vector>

#include "base/cow_vector.h"
#include "base/prng.h"

using Vector = hw::CowVector<std::uint32_t, 8>;

TEST_CASE("A copy-on-write vector behaves like a vector, and so does each of its copies", "[base]") {
    hw::Prng prng{3};
    Vector vector;
    std::vector<std::uint32_t> plain;
    for (std::uint32_t round = 0; round < 200; ++round) {
        const Vector copy = vector;
        const std::vector<std::uint32_t> plain_copy = plain;
        for (std::uint32_t i = 0; i < 10; ++i) {
            const std::uint32_t value = prng.below(1'000);
            if (plain.empty() || prng.chance(300'000)) {
                vector.push_back(value);
                plain.push_back(value);
            } else {
                const auto at = prng.below(static_cast<std::uint32_t>(plain.size()));
                vector.writable(at) = value;
                plain[at] = value;
            }
        }
        REQUIRE(vector.size() == plain.size());
        for (std::uint32_t i = 0; i < plain.size(); ++i) REQUIRE(vector[i] == plain[i]);
        for (std::uint32_t i = 0; i < plain_copy.size(); ++i) REQUIRE(copy[i] == plain_copy[i]);
        REQUIRE((copy == vector) == (plain == plain_copy));
    }
}

TEST_CASE("A copy-on-write vector forgets its oldest blocks and keeps the rest in order", "[base]") {
    Vector vector;
    for (std::uint32_t i = 0; i < 50; ++i) vector.push_back(i);
    const Vector copy = vector;
    vector.drop_front_blocks(3);
    REQUIRE(vector.size() == 50 - 3 * 8);
    for (std::uint32_t i = 0; i < vector.size(); ++i) CHECK(vector[i] == i + 24);
    vector.push_back(50);
    CHECK(vector[vector.size() - 1] == 50);
    CHECK(copy.size() == 50);
    CHECK(copy[0] == 0);
}

TEST_CASE("Copy-on-write vectors compare by content, not by history", "[base]") {
    Vector a, b;
    a.assign(20, 7);
    for (std::uint32_t i = 0; i < 28; ++i) b.push_back(i < 8 ? 1 : 7);
    CHECK_FALSE(a == b);
    b.drop_front_blocks(1);
    CHECK(a == b);
    b.writable(19) = 8;
    CHECK_FALSE(a == b);
    a.clear();
    CHECK(a == Vector{});
}
