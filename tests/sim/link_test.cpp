#include "sim/link.h"

#include <catch2/catch_test_macros.hpp>

using namespace hw;
using namespace hw::sim;

namespace {

Link link_with(const LinkConfig& config) {
    return {.a = HostId{0}, .b = HostId{1}, .config = {config, config}};
}

}  // namespace

TEST_CASE("A link without a rate only delays", "[sim]") {
    Link link = link_with({.delay = 30_ms});
    Instant arrives_at{};
    REQUIRE(enter_link(link, 0, 1'500, Instant{1'000}, arrives_at));
    REQUIRE(arrives_at == Instant{1'000} + 30_ms);
    REQUIRE(enter_link(link, 0, 1'500, Instant{1'000}, arrives_at));
    REQUIRE(arrives_at == Instant{1'000} + 30_ms);
}

TEST_CASE("A transmitter sends one packet after the other, each direction for itself", "[sim]") {
    Link link = link_with({.delay = 10_ms, .rate_bps = 8'000'000});  // one byte in a microsecond
    Instant arrives_at{};
    REQUIRE(enter_link(link, 0, 1'000, Instant{0}, arrives_at));
    REQUIRE(arrives_at == Instant{1'000} + 10_ms);
    REQUIRE(enter_link(link, 0, 500, Instant{200}, arrives_at));
    REQUIRE(arrives_at == Instant{1'500} + 10_ms);
    REQUIRE(enter_link(link, 1, 500, Instant{200}, arrives_at));
    REQUIRE(arrives_at == Instant{700} + 10_ms);
    REQUIRE(enter_link(link, 0, 40, Instant{9'000}, arrives_at));
    REQUIRE(arrives_at == Instant{9'040} + 10_ms);
}

TEST_CASE("The time on the wire is rounded up to whole microseconds", "[sim]") {
    REQUIRE(transmission_time(40, 1'000'000) == Duration{320});
    REQUIRE(transmission_time(1, 3'000'000) == Duration{3});  // 2.67 us
    REQUIRE(transmission_time(65'535, 1) == Duration{65'535ll * 8 * 1'000'000});
    REQUIRE(transmission_time(65'535, max_rate_bps) == Duration{1});
}

TEST_CASE("A busy transmitter refuses what its queue has no room for; an idle one takes anything", "[sim]") {
    Link link = link_with({.delay = 0_ms, .rate_bps = 8'000'000, .queue_bytes = 1'000});
    Instant arrives_at{};
    REQUIRE(enter_link(link, 0, 1'500, Instant{0}, arrives_at));  // larger than the queue, but nothing waits
    REQUIRE_FALSE(enter_link(link, 0, 1, Instant{0}, arrives_at));
    REQUIRE_FALSE(enter_link(link, 0, 501, Instant{1'000}, arrives_at));
    REQUIRE(enter_link(link, 0, 500, Instant{1'000}, arrives_at));  // 500 still wait: 500 more fit
    REQUIRE(arrives_at == Instant{2'000});
}

TEST_CASE("What waits is bounded even if the rate was changed from one extreme to the other", "[sim]") {
    Link link = link_with({.delay = 0_ms, .rate_bps = 1, .queue_bytes = 0xffff'ffffu});
    Instant arrives_at{};
    for (int i = 0; i < 100; ++i) REQUIRE(enter_link(link, 0, 65'535, Instant{0}, arrives_at));
    link.config[0].rate_bps = max_rate_bps;
    REQUIRE_FALSE(enter_link(link, 0, 65'535, Instant{0}, arrives_at));
}

TEST_CASE("A link's configuration has bounds", "[sim]") {
    REQUIRE(is_valid({}));
    REQUIRE(is_valid({.loss_ppm = 1'000'000}));
    REQUIRE_FALSE(is_valid({.loss_ppm = 1'000'001}));
    REQUIRE_FALSE(is_valid({.corrupt_ppm = 1'000'001}));
    REQUIRE_FALSE(is_valid({.delay = Duration{-1}}));
    REQUIRE_FALSE(is_valid({.jitter = max_link_delay + 1_us}));
    REQUIRE_FALSE(is_valid({.rate_bps = max_rate_bps + 1}));
}
