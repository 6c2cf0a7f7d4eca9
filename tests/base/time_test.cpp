#include "base/time.h"

#include <catch2/catch_test_macros.hpp>

using namespace hw::literals;
using hw::Duration;
using hw::Instant;

TEST_CASE("Durations are whole microseconds", "[base]") {
    CHECK((1_s).us == 1'000'000);
    CHECK(250_ms * 4 == 1_s);
    CHECK(1_s / 3 == 333'333_us);
    CHECK(1_s - 1_ms == 999'000_us);
}

TEST_CASE("An instant and a duration make an instant, two instants a duration", "[base]") {
    const Instant t{500};
    CHECK(t + 1_ms == Instant{1'500});
    CHECK(t - 100_us == Instant{400});
    CHECK(Instant{1'500} - t == 1_ms);
    CHECK(earlier_of(t, t + 1_us) == t);
    CHECK(later_of(t, t + 1_us) == t + 1_us);
}

TEST_CASE("Never comes after every other instant, and a time-out of never never comes", "[base]") {
    CHECK(Instant::never() > Instant{} + 1'000'000'000_s);
    CHECK(earlier_of(Instant::never(), Instant{7}) == Instant{7});
    CHECK(Instant::never().is_never());
    CHECK_FALSE(Instant{}.is_never());
    CHECK(after(Instant{7}, Duration::never()).is_never());
    CHECK(after(Instant{7}, 3_us) == Instant{10});
}
