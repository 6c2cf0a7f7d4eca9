#include "script/numbers.h"

#include <catch2/catch_test_macros.hpp>

using namespace hw;
using namespace hw::script;

TEST_CASE("A number is digits alone and fits into 32 bits", "[script][errors]") {
    CHECK(parse_u32("0") == 0u);
    CHECK(parse_u32("4294967295") == 4'294'967'295u);
    for (const char* wrong : {"", "4294967296", "99999999999", "-1", "+1", "1 ", "0x10", "1e3"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_u32(wrong).has_value());
    }
}

TEST_CASE("A duration has a unit and is exact to the microsecond", "[script][errors]") {
    CHECK(parse_duration("3 s") == 3_s);
    CHECK(parse_duration("200ms") == 200_ms);
    CHECK(parse_duration("1.5 s") == 1'500_ms);
    CHECK(parse_duration("0.000001 s") == 1_us);
    CHECK(parse_duration("2.5 ms") == 2'500_us);
    CHECK(parse_duration("1.5 min") == 90_s);
    CHECK(parse_duration("604800 s") == 604'800_s);
    for (const char* wrong :
         {"", "3", "s", "3 h", ".5 s", "3. s", "0.0000001 s", "0.5 us", "604801 s", "3 s s"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_duration(wrong).has_value());
    }
}
