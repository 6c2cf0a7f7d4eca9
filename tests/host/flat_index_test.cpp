#include "host/flat_index.h"

#include <catch2/catch_test_macros.hpp>
#include <map>

#include "base/prng.h"

using hw::host::FlatIndex;

TEST_CASE("A flat index finds what a plain map finds, through thousands of insertions and removals",
          "[host]") {
    hw::Prng prng{404};
    FlatIndex index;
    std::map<std::uint64_t, std::uint32_t> model;
    for (std::uint32_t i = 0; i < 20'000; ++i) {
        // Few different keys, so that most of them are met again and again, in all kinds of runs.
        const std::uint64_t key = prng.below(300) * std::uint64_t{0x1'0000'0001};
        const auto known = model.find(key);
        if (known == model.end()) {
            REQUIRE(index.find(key) == FlatIndex::absent);
            index.insert(key, i);
            model[key] = i;
        } else {
            REQUIRE(index.find(key) == known->second);
            index.erase(key);
            model.erase(known);
        }
        REQUIRE(index.size() == model.size());
    }
    for (std::uint64_t key = 0; key < 300; ++key) {
        const auto known = model.find(key * 0x1'0000'0001);
        CHECK(index.find(key * 0x1'0000'0001) == (known == model.end() ? FlatIndex::absent : known->second));
    }
}

TEST_CASE("Flat indexes with one history are equal, and a copy is independent", "[host]") {
    FlatIndex a, b;
    for (std::uint32_t i = 0; i < 100; ++i) a.insert(i, i), b.insert(i, i);
    CHECK(a == b);
    FlatIndex copy = a;
    copy.erase(50);
    CHECK_FALSE(copy == a);
    CHECK(a.find(50) == 50);
    copy.insert(50, 50);
    CHECK(copy.find(50) == 50);
    copy.clear();
    CHECK(copy == FlatIndex{});
}
