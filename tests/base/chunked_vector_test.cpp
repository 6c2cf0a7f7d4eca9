#include "base/chunked_vector.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdint>

TEST_CASE("A chunked vector keeps its items in order over the borders of its chunks", "[base]") {
    hw::ChunkedVector<std::uint32_t, 8> vector;
    CHECK(vector.empty());
    for (std::uint32_t i = 0; i < 50; ++i) vector.emplace_back() = i;
    REQUIRE(vector.size() == 50);
    std::uint32_t expected = 0;
    for (const std::uint32_t item : vector) CHECK(item == expected++);
    CHECK(expected == 50);
    for (std::uint32_t& item : vector) item += 1;
    CHECK(vector[7] == 8);
    CHECK(vector[8] == 9);
}

TEST_CASE("A copy of a chunked vector is its own and equal until one changes or grows", "[base]") {
    hw::ChunkedVector<std::uint32_t, 8> vector;
    for (std::uint32_t i = 0; i < 20; ++i) vector.emplace_back() = i;
    hw::ChunkedVector<std::uint32_t, 8> copy = vector;
    CHECK(copy == vector);
    copy[19] = 7;
    CHECK_FALSE(copy == vector);
    copy[19] = 19;
    CHECK(copy == vector);
    copy.emplace_back();
    CHECK_FALSE(copy == vector);
    CHECK(vector.size() == 20);
}
