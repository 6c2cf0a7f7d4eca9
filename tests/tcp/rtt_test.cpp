// RFC 6298: the retransmission timeout, number by number.

#include <catch2/catch_test_macros.hpp>

#include "tcp/rtt.h"

using namespace hw;
using tcp::Config;

namespace {

// Without the floor of (2.4), so that the formulas show.
Config without_floor() {
    Config config;
    config.min_rto = 1_us;
    return config;
}

}  // namespace

TEST_CASE("(2.1) until a sample has been taken RTO is 1 second", "[rfc6298][2.1]") {
    CHECK(tcp::start_rtt(Config{}).rto == 1_s);
}

TEST_CASE("(2.2) the first sample: SRTT <- R, RTTVAR <- R/2, RTO <- SRTT + max(G, 4*RTTVAR)",
          "[rfc6298][2.2]") {
    const Config config = without_floor();
    tcp::RttEstimator rtt = tcp::start_rtt(config);
    tcp::take_sample(rtt, 200_ms, config);
    CHECK(rtt.srtt == 200_ms);
    CHECK(rtt.rttvar == 100_ms);
    CHECK(rtt.rto == 600_ms);
}

TEST_CASE("(2.3) a later sample: RTTVAR from the old SRTT, then SRTT", "[rfc6298][2.3]") {
    const Config config = without_floor();
    tcp::RttEstimator rtt = tcp::start_rtt(config);
    tcp::take_sample(rtt, 200_ms, config);
    tcp::take_sample(rtt, 280_ms, config);
    CHECK(rtt.rttvar == 95_ms);  // 3/4 * 100 + 1/4 * |200 - 280|
    CHECK(rtt.srtt == 210_ms);   // 7/8 * 200 + 1/8 * 280
    CHECK(rtt.rto == 590_ms);
    tcp::take_sample(rtt, 130_ms, config);
    CHECK(rtt.rttvar == Duration{91'250});  // 3/4 * 95 + 1/4 * |210 - 130|
    CHECK(rtt.srtt == 200_ms);
    CHECK(rtt.rto == 565_ms);
}

TEST_CASE("(2.3) a variation below the clock's granularity counts as G", "[rfc6298][2.3][4]") {
    const Config config = without_floor();
    tcp::RttEstimator rtt = tcp::start_rtt(config);
    tcp::take_sample(rtt, 0_us, config);
    CHECK(rtt.rto == 1_ms);
}

TEST_CASE("(2.4) an RTO below one second is rounded up", "[rfc6298][2.4]") {
    const Config config;
    tcp::RttEstimator rtt = tcp::start_rtt(config);
    tcp::take_sample(rtt, 200_ms, config);
    CHECK(rtt.rto == 1_s);
    tcp::take_sample(rtt, 2_s, config);  // RTTVAR 525 ms, SRTT 425 ms
    CHECK(rtt.rto == 2525_ms);
}

TEST_CASE("(2.5) and (5.5): the timeout doubles up to the maximum", "[rfc6298][2.5][5.5]") {
    const Config config;
    tcp::RttEstimator rtt = tcp::start_rtt(config);
    for (const Duration expected : {2_s, 4_s, 8_s, 16_s, 32_s, 60_s, 60_s}) {
        tcp::back_off(rtt, config);
        CHECK(rtt.rto == expected);
    }
    tcp::take_sample(rtt, 100_s, config);
    CHECK(rtt.rto == 60_s);
}

TEST_CASE("§3: one segment is timed at a time, and its ACK gives the sample", "[rfc6298][3]") {
    const Config config;
    tcp::RttEstimator rtt = tcp::start_rtt(config);
    tcp::begin_timing(rtt, {100}, Instant{} + 1_s);
    tcp::begin_timing(rtt, {200}, Instant{} + 2_s);  // the first one goes on
    tcp::finish_timing(rtt, {99}, Instant{} + 3_s, config);
    CHECK_FALSE(rtt.has_sample);
    tcp::finish_timing(rtt, {150}, Instant{} + 4_s, config);
    CHECK(rtt.srtt == 3_s);
    tcp::begin_timing(rtt, {300}, Instant{} + 5_s);
    tcp::finish_timing(rtt, {300}, Instant{} + 8_s, config);
    CHECK(rtt.srtt == 3_s);
}

TEST_CASE("§3: Karn's algorithm takes no sample once something was retransmitted",
          "[rfc6298][3][rfc9293][MUST-18]") {
    const Config config;
    tcp::RttEstimator rtt = tcp::start_rtt(config);
    tcp::begin_timing(rtt, {100}, Instant{});
    tcp::abandon_timing(rtt);
    tcp::finish_timing(rtt, {100}, Instant{} + 5_s, config);
    CHECK_FALSE(rtt.has_sample);
    CHECK(rtt.rto == 1_s);
}
