#include "base/fixed_vector.h"

#include <catch2/catch_test_macros.hpp>

using Three = hw::FixedVector<int, 3>;

TEST_CASE("A fixed vector takes as much as its type says and refuses the rest unchanged", "[base]") {
    Three v;
    CHECK(v.empty());
    CHECK(v.try_push_back(1));
    CHECK(v.try_push_back(2));
    CHECK(v.try_push_back(3));
    CHECK(v.full());
    CHECK_FALSE(v.try_push_back(4));
    CHECK(v.size() == 3);
    CHECK(v.back() == 3);
    int sum = 0;
    for (const int item : v) sum += item;
    CHECK(sum == 6);
}

TEST_CASE("Fixed vectors compare by what they hold, not by what they held", "[base]") {
    Three a, b;
    a.push_back(1);
    a.push_back(99);
    a.pop_back();
    b.push_back(1);
    CHECK(a == b);
    b.push_back(2);
    CHECK_FALSE(a == b);
    a.clear();
    b.clear();
    CHECK(a == b);
    CHECK(a == Three{});
}

TEST_CASE("A copy of a fixed vector is its own", "[base]") {
    Three a;
    a.push_back(1);
    Three b = a;
    b[0] = 5;
    CHECK(a[0] == 1);
    CHECK(b[0] == 5);
}
