// NewReno's windows (RFC 5681), and what all algorithms share.

#include <catch2/catch_test_macros.hpp>

#include "support/tcp/congestion_bench.h"
#include "tcp/congestion/window.h"

using namespace hw;
using namespace hw::test;
using tcp::CongestionId;
using tcp::FlightUnit;
using tcp::InitialWindow;

TEST_CASE("The initial window is two, three or four segments, by their size", "[rfc5681][3.1]") {
    CHECK(tcp::initial_window(InitialWindow::Rfc5681, 8'960) == 2 * 8'960);
    CHECK(tcp::initial_window(InitialWindow::Rfc5681, 2'191) == 2 * 2'191);
    CHECK(tcp::initial_window(InitialWindow::Rfc5681, 2'190) == 3 * 2'190);
    CHECK(tcp::initial_window(InitialWindow::Rfc5681, 1'460) == 3 * 1'460);
    CHECK(tcp::initial_window(InitialWindow::Rfc5681, 1'096) == 3 * 1'096);
    CHECK(tcp::initial_window(InitialWindow::Rfc5681, 1'095) == 4 * 1'095);
    CHECK(tcp::initial_window(InitialWindow::Rfc5681, 536) == 4 * 536);
}

TEST_CASE("RFC 6928 allows ten segments, 14,600 bytes at most unless two are more", "[rfc6928][2]") {
    CHECK(tcp::initial_window(InitialWindow::Rfc6928, 536) == 5'360);
    CHECK(tcp::initial_window(InitialWindow::Rfc6928, 1'460) == 14'600);
    CHECK(tcp::initial_window(InitialWindow::Rfc6928, 4'000) == 14'600);
    CHECK(tcp::initial_window(InitialWindow::Rfc6928, 8'960) == 17'920);
    CHECK(tcp::initial_window(InitialWindow::TenSegments, 8'960) == 89'600);
}

TEST_CASE("Whoever lost a SYN begins with one segment, Linux from the second loss on", "[rfc5681][3.1]") {
    CongestionBench bench(CongestionId::NewReno);
    bench.start(1);
    CHECK(bench.cwnd() == 1'460);
    CongestionBench forgiving(CongestionId::NewReno, FlightUnit::Segments);
    forgiving.config.handshake_losses_forgiven = 1;
    forgiving.start(1);
    CHECK(forgiving.segments() == 10);
    forgiving.start(2);
    CHECK(forgiving.segments() == 1);
}

TEST_CASE("Slow start doubles the window in a round trip when each segment is acknowledged",
          "[rfc5681][3.1]") {
    CongestionBench bench(CongestionId::NewReno);
    CHECK(bench.cwnd() == 3 * 1'460);
    for (const std::uint32_t expected : {6u, 12u, 24u, 48u}) {
        bench.round_trip(1);
        CHECK(bench.cwnd() == expected * 1'460);
    }
}

TEST_CASE("Slow start counts one segment for an ACK of two, and no more bytes than it acknowledges",
          "[rfc5681][3.1]") {
    CongestionBench bench(CongestionId::NewReno);
    bench.acks(2 * 1'460);
    CHECK(bench.cwnd() == 4 * 1'460);
    bench.acks(10);
    CHECK(bench.cwnd() == 4 * 1'460 + 10);
}

TEST_CASE("Linux's slow start counts all that an ACK covers, up to ssthresh, and the rest as avoidance",
          "[linux][rfc5681][3.1]") {
    CongestionBench bench(CongestionId::NewReno, FlightUnit::Segments);
    bench.acks(4 * 1'460);
    CHECK(bench.segments() == 14);
    bench.state.ssthresh_bytes = 16 * 1'460;
    bench.acks(5 * 1'460);
    CHECK(bench.segments() == 16);
    CHECK(bench.state.acked_bytes == 3 * 1'460);
}

TEST_CASE("Congestion avoidance adds one segment in a round trip, however the ACKs come", "[rfc5681][3.1]") {
    for (const std::uint32_t segments_per_ack : {1u, 2u, 5u}) {
        CongestionBench bench(CongestionId::NewReno);
        bench.state.cwnd_bytes = bench.state.ssthresh_bytes = 20 * 1'460;
        bench.round_trip(segments_per_ack);
        CHECK(bench.cwnd() == 21 * 1'460);
        bench.round_trip(segments_per_ack);
        bench.round_trip(segments_per_ack);
        bench.round_trip(segments_per_ack);
        CHECK(bench.cwnd() >= 23 * 1'460);
        CHECK(bench.cwnd() <= 24 * 1'460);
    }
}

TEST_CASE("A loss leaves half of what is in flight, two segments at least", "[rfc5681][3.1]") {
    CongestionBench bench(CongestionId::NewReno);
    bench.state.cwnd_bytes = 40 * 1'460;
    bench.in_flight = 20 * 1'460;
    CHECK(bench.ssthresh_after_loss() == 10 * 1'460);
    bench.in_flight = 1'460;
    CHECK(bench.ssthresh_after_loss() == 2 * 1'460);
}

TEST_CASE("Linux halves the window, in whole segments", "[linux][rfc5681][3.1]") {
    CongestionBench bench(CongestionId::NewReno, FlightUnit::Segments);
    bench.state.cwnd_bytes = 21 * 1'460;
    bench.in_flight = 4 * 1'460;
    CHECK(bench.ssthresh_after_loss() == 10 * 1'460);
}

TEST_CASE("A second timeout of the same segment leaves ssthresh as it is", "[rfc5681][3.1]") {
    for (const CongestionId id : {CongestionId::NewReno, CongestionId::Cubic}) {
        CongestionBench bench(id);
        bench.state.cwnd_bytes = bench.in_flight = 20 * 1'460;
        bench.time_out();
        const std::uint32_t after_first = bench.state.ssthresh_bytes;
        bench.in_flight = 1'460;
        bench.time_out(false);
        CHECK(bench.state.ssthresh_bytes == after_first);
        CHECK(bench.cwnd() == 1'460);
    }
}

TEST_CASE("After a timeout slow start grows the window to ssthresh, and avoidance from there",
          "[rfc5681][3.1]") {
    CongestionBench bench(CongestionId::NewReno);
    bench.state.cwnd_bytes = bench.in_flight = 16 * 1'460;
    bench.time_out();
    for (const std::uint32_t expected : {2u, 4u, 8u, 9u, 10u}) {
        bench.round_trip(1);
        CHECK(bench.segments() == expected);
    }
}

TEST_CASE("After an idle time longer than the RTO the window is the initial one again", "[rfc5681][4.1]") {
    CongestionBench bench(CongestionId::NewReno);
    bench.state.cwnd_bytes = 40 * 1'460;
    bench.idles(1_s);
    CHECK(bench.segments() == 40);
    bench.idles(1_s + 1_us);
    CHECK(bench.segments() == 3);
    CHECK(bench.state.ssthresh_bytes > 1'000'000'000);

    bench.state.cwnd_bytes = 1'460;
    bench.idles(10_s);
    CHECK(bench.segments() == 1);

    bench.config.slow_start_after_idle = tcp::Switch::Off;
    bench.state.cwnd_bytes = 40 * 1'460;
    bench.idles(10_s);
    CHECK(bench.segments() == 40);
}

TEST_CASE("Linux halves an idle window for each RTO, and remembers three quarters of it",
          "[linux][rfc5681][4.1]") {
    CongestionBench bench(CongestionId::NewReno, FlightUnit::Segments);
    bench.state.cwnd_bytes = 100 * 1'460;
    bench.state.ssthresh_bytes = 20 * 1'460;
    bench.idles(2_s + 1_us);
    CHECK(bench.segments() == 25);
    CHECK(bench.state.ssthresh_bytes == 75 * 1'460);
    bench.idles(60_s);
    CHECK(bench.segments() == 10);
}

TEST_CASE("A window that is not used does not grow", "[rfc7661][4.4][rfc9438][5.8]") {
    for (const CongestionId id : {CongestionId::NewReno, CongestionId::Cubic})
        for (const FlightUnit unit : {FlightUnit::Bytes, FlightUnit::Segments}) {
            CongestionBench bench(id, unit);
            bench.state.cwnd_bytes = bench.state.ssthresh_bytes = 20 * 1'460;
            for (int i = 0; i < 5; ++i) {
                bench.sends(19 * 1'460);
                bench.wait(100_ms);
                bench.acks(19 * 1'460);
            }
            CHECK(bench.segments() == 20);
            // One segment more fills it.
            for (int i = 0; i < 5; ++i) {
                bench.sends(20 * 1'460);
                bench.wait(100_ms);
                bench.acks(20 * 1'460);
            }
            CHECK(bench.segments() > 20);
        }
}

TEST_CASE("In slow start the window may reach twice what was used of it", "[linux][rfc7661][4.4]") {
    // Google's packetdrill scripts slow-start-app-limited-9-packets-out and slow-start-ack-per-2pkt-send-5pkt:
    // of a window of ten, nine segments let it grow to 18, and five not at all.
    CongestionBench nine(CongestionId::Cubic, FlightUnit::Segments);
    nine.sends(9 * 1'460);
    for (const std::uint32_t expected : {12u, 14u, 16u, 18u}) {
        nine.acks(2 * 1'460);
        CHECK(nine.segments() == expected);
    }
    nine.acks(1'460);
    CHECK(nine.segments() == 18);

    CongestionBench five(CongestionId::Cubic, FlightUnit::Segments);
    five.sends(5 * 1'460);
    five.acks(2 * 1'460);
    five.acks(2 * 1'460);
    five.acks(1'460);
    CHECK(five.segments() == 10);
}

TEST_CASE("Linux shrinks a window that has not been full for an RTO half-way to its use",
          "[linux][rfc2861][3.2]") {
    CongestionBench bench(CongestionId::NewReno, FlightUnit::Segments);
    bench.state.cwnd_bytes = bench.state.ssthresh_bytes = 40 * 1'460;
    bench.sends(40 * 1'460);
    bench.acks(40 * 1'460);
    bench.wait(900_ms);
    bench.sends(20 * 1'460);
    bench.acks(20 * 1'460);
    CHECK(bench.segments() == 41);
    bench.wait(200_ms);
    bench.sends(12 * 1'460);
    CHECK(bench.segments() == 30);
    CHECK(bench.state.ssthresh_bytes == 40 * 1'460);
}

TEST_CASE("A reduction that was unfounded is taken back", "[rfc9438][4.9][rfc5682]") {
    for (const CongestionId id : {CongestionId::NewReno, CongestionId::Cubic})
        for (const FlightUnit unit : {FlightUnit::Bytes, FlightUnit::Segments}) {
            CongestionBench bench(id, unit);
            bench.state.cwnd_bytes = bench.in_flight = 30 * 1'460;
            bench.state.ssthresh_bytes = 25 * 1'460;
            const tcp::CongestionWindows before{bench.cwnd(), bench.state.ssthresh_bytes};
            bench.time_out();
            CHECK(bench.segments() == 1);
            bench.undo(before);
            CHECK(bench.segments() == 30);
            CHECK(bench.state.ssthresh_bytes >= 25 * 1'460);
        }
}

TEST_CASE("Smaller segments make a smaller window, as many of them as before", "[rfc5681][3.1]") {
    CongestionBench bench(CongestionId::NewReno, FlightUnit::Segments);
    bench.state.ssthresh_bytes = 7 * 1'460;
    tcp::scale_windows(bench.state, FlightUnit::Segments, {.before = 1'460, .now = 536});
    bench.mss = 536;
    CHECK(bench.segments() == 10);
    CHECK(bench.state.ssthresh_bytes == 7 * 536);
    CongestionBench none(CongestionId::None);
    tcp::scale_windows(none.state, FlightUnit::Bytes, {.before = 1'460, .now = 536});
    CHECK(none.cwnd() > 1'000'000'000);
}

TEST_CASE("Algorithms are found by the names that Linux gives them", "[names]") {
    CHECK(tcp::find_congestion_control("none") == CongestionId::None);
    CHECK(tcp::find_congestion_control("reno") == CongestionId::NewReno);
    CHECK(tcp::find_congestion_control("newreno") == CongestionId::NewReno);
    CHECK(tcp::find_congestion_control("cubic") == CongestionId::Cubic);
    CHECK_FALSE(tcp::find_congestion_control("bbr").has_value());
}
