// CUBIC (RFC 9438) and Linux's counting of it, beside figures of the RFC's arithmetic and of the kernel.

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "support/tcp/congestion_bench.h"

using namespace hw;
using namespace hw::test;
using tcp::CongestionId;
using tcp::FlightUnit;

namespace {

// In congestion avoidance after a loss at `segments`, on a path whose round trip is 100 ms.
CongestionBench after_loss_at(std::uint32_t segments, FlightUnit unit = FlightUnit::Bytes) {
    CongestionBench bench(CongestionId::Cubic, unit);
    bench.state.cwnd_bytes = bench.in_flight = segments * bench.mss;
    bench.loses();
    bench.in_flight = 0;
    return bench;
}

// The connection of Google's packetdrill scripts: MSS 1000, ten segments at first, an ACK of two every 100 ms.
struct Bulk {
    CongestionBench bench{CongestionId::Cubic, FlightUnit::Segments};
    std::uint32_t left_bytes;
    std::vector<Instant> sent_at{};  // of each segment, by number

    explicit Bulk(std::uint32_t bytes) : left_bytes(bytes) {
        bench.config.hystart = tcp::Switch::On;
        bench.mss = 1'000;
        bench.start();
        sends();
    }
    // Where HyStart ends it in the scripts: their queueing discipline paces what is sent, which stretches the
    // rounds, and here there is none.
    void ends_slow_start_at(std::uint32_t segments) {
        bench.config.hystart = tcp::Switch::Off;
        bench.state.ssthresh_bytes = segments * bench.mss;
    }
    void sends() {
        const std::uint32_t room = bench.cwnd() - std::min(bench.cwnd(), bench.in_flight);
        const std::uint32_t bytes = std::min(room, left_bytes) / 1'000 * 1'000;
        if (bytes > 0 || tcp_is_full()) bench.sends(bytes);
        left_bytes -= bytes;
        sent_at.insert(sent_at.end(), bytes / 1'000, bench.now);
    }
    bool tcp_is_full() const { return bench.in_flight + 1'000 > bench.cwnd() && left_bytes > 0; }
    // The next ACK, of two segments.
    std::uint32_t ack(Duration later = 100_ms, std::uint32_t segments = 2) {
        bench.wait(later);
        const std::uint32_t last = (bench.una.raw - 1'001) / 1'000 + segments - 1;
        bench.acks(segments * 1'000, bench.now - sent_at.at(last));
        sends();
        return bench.segments();
    }
    std::uint32_t acks(int count) {
        for (int i = 1; i < count; ++i) ack();
        return ack();
    }
};

}  // namespace

TEST_CASE("A loss leaves seven tenths of what is in flight, two segments at least", "[rfc9438][4.6]") {
    CongestionBench bench(CongestionId::Cubic);
    bench.state.cwnd_bytes = bench.in_flight = 100 * 1'460;
    CHECK(bench.ssthresh_after_loss() == 70 * 1'460);
    CHECK(bench.state.cubic.w_max == 100 * 1'460);
    bench.in_flight = 1'460;
    CHECK(bench.ssthresh_after_loss() == 2 * 1'460);
}

TEST_CASE("Linux leaves 717/1024 of the window in segments", "[linux][rfc9438][4.6]") {
    CongestionBench bench(CongestionId::Cubic, FlightUnit::Segments);
    bench.state.cwnd_bytes = 10 * 1'460;
    bench.in_flight = 1'460;
    CHECK(bench.ssthresh_after_loss() == 7 * 1'460);
    bench.state.cwnd_bytes = 100 * 1'460;
    CHECK(bench.ssthresh_after_loss() == 70 * 1'460);
    bench.state.cwnd_bytes = 1'460;
    CHECK(bench.ssthresh_after_loss() == 2 * 1'460);
}

TEST_CASE("Fast convergence: who loses below W_max remembers less than where it lost", "[rfc9438][4.7]") {
    CongestionBench bench(CongestionId::Cubic);
    bench.state.cwnd_bytes = bench.in_flight = 100 * 1'460;
    bench.loses();
    bench.state.cwnd_bytes = bench.in_flight = 80 * 1'460;
    bench.loses();
    CHECK(bench.state.cubic.w_max == 68 * 1'460);  // 80 * (1 + 0.7) / 2
    CHECK(bench.state.cubic.cwnd_prior == 80 * 1'460);
    bench.state.cwnd_bytes = bench.in_flight = 90 * 1'460;
    bench.loses();
    CHECK(bench.state.cubic.w_max == 90 * 1'460);
}

TEST_CASE("After a loss at 400 segments the window is back there after K, 6.69 s", "[rfc9438][4.2][4.4]") {
    // K = (120 / 0.4)^(1/3) s = 6.694 s.
    CongestionBench bench = after_loss_at(400);
    CHECK(bench.segments() == 280);
    std::uint32_t before = 280;
    for (int i = 0; i < 66; ++i) {
        bench.round_trip(2);
        CHECK(bench.segments() >= before);
        before = bench.segments();
    }
    CHECK(bench.segments() >= 397);
    CHECK(bench.segments() <= 400);
}

TEST_CASE("The window follows the curve to within a round trip's growth", "[rfc9438][4.2][4.4][4.5]") {
    CongestionBench bench = after_loss_at(1'000);
    const Instant began = bench.now;
    const tcp::CubicCurve curve =
        tcp::cubic_curve(1'000 * bench.mss, 700 * bench.mss, bench.mss, tcp::cubic_scale_rfc);
    for (int i = 0; i < 140; ++i) {
        bench.round_trip(1);
        const Duration t = bench.now - began;
        const auto at = [&](Duration when) {
            return tcp::cubic_window(curve, tcp::cubic_ticks(when), bench.mss, tcp::cubic_scale_rfc);
        };
        INFO(i);
        CHECK(bench.cwnd() <= at(t + 100_ms) + bench.mss);
        CHECK(bench.cwnd() + bench.mss >= at(t - std::min(t, 200_ms)));
    }
    CHECK(bench.segments() > 1'000);
}

TEST_CASE("In a small pipe CUBIC is not slower than Reno: alpha is 9/17, and 1 from the old window on",
          "[rfc9438][4.3]") {
    // At 10 ms and 40 segments Reno adds more in a round trip than the curve does in the first seconds.
    CongestionBench bench = after_loss_at(40);
    bench.srtt = 10_ms;
    CHECK(bench.segments() == 28);
    // From 28 to 40: twelve segments at 9/17 each round trip are 22.7 round trips.
    for (int i = 0; i < 23; ++i) bench.round_trip(1);
    CHECK(bench.segments() >= 39);
    CHECK(bench.segments() <= 41);
    const std::uint32_t there = bench.segments();
    for (int i = 0; i < 10; ++i) bench.round_trip(1);
    CHECK(bench.segments() >= there + 9);
    CHECK(bench.segments() <= there + 11);
}

TEST_CASE("The window grows by half in a round trip at most", "[rfc9438][4.2]") {
    for (const FlightUnit unit : {FlightUnit::Bytes, FlightUnit::Segments}) {
        CongestionBench bench = after_loss_at(10, unit);
        bench.round_trip(1);
        bench.wait(60_s);  // the curve is far above by now
        const std::uint32_t before = bench.segments();
        bench.round_trip(1);
        CHECK(bench.segments() > before);
        CHECK(bench.segments() <= before + before / 2 + 1);
    }
}

TEST_CASE("After a timeout the curve begins at its plateau", "[rfc9438][4.8]") {
    CongestionBench bench(CongestionId::Cubic);
    bench.state.cwnd_bytes = bench.in_flight = 100 * 1'460;
    bench.time_out();
    while (bench.cwnd() < bench.state.ssthresh_bytes) bench.round_trip(1);
    bench.round_trip(1);
    CHECK(bench.state.cubic.epoch.curve.k_ticks == 0);
    CHECK(bench.state.cubic.w_max >= 70 * 1'460);
    CHECK(bench.state.cubic.w_max <= 72 * 1'460);
}

TEST_CASE("Time in which the window was not used does not count", "[rfc9438][4.2][5.8]") {
    CongestionBench busy = after_loss_at(400);
    CongestionBench pausing = after_loss_at(400);
    for (int i = 0; i < 10; ++i) busy.round_trip(2);
    for (int i = 0; i < 10; ++i) pausing.round_trip(2);
    pausing.config.slow_start_after_idle = tcp::Switch::Off;
    pausing.idles(30_s);
    for (int i = 0; i < 10; ++i) busy.round_trip(2);
    for (int i = 0; i < 10; ++i) pausing.round_trip(2);
    CHECK(pausing.cwnd() == busy.cwnd());
}

TEST_CASE("Undoing brings the curve back too", "[rfc9438][4.9]") {
    CongestionBench bench = after_loss_at(400);
    for (int i = 0; i < 20; ++i) bench.round_trip(2);
    const tcp::CongestionState before = bench.state;
    bench.in_flight = bench.cwnd();
    bench.time_out();
    CHECK(bench.state.cubic.epoch.began.is_never());
    bench.undo({before.cwnd_bytes, before.ssthresh_bytes});
    CHECK(bench.state.cubic.epoch == before.cubic.epoch);
    CHECK(bench.state.cubic.w_max == before.cubic.w_max);
    CHECK(bench.cwnd() == before.cwnd_bytes);
}

// The figures are what the kernel showed its authors: google/packetdrill, gtests/net/tcp/cubic/.
TEST_CASE("Linux: a bulk transfer of 166 kbit/s grows as cubic-bulk-166k.pkt says", "[linux][cubic]") {
    Bulk bulk(400'000);
    bulk.ends_slow_start_at(48);
    CHECK(bulk.acks(5) == 20);
    CHECK(bulk.acks(5) == 30);
    CHECK(bulk.acks(5) == 40);
    CHECK(bulk.acks(4) == 48);
    CHECK(bulk.acks(11) == 49);
    CHECK(bulk.acks(10) == 50);
    CHECK(bulk.acks(10) == 52);
    CHECK(bulk.acks(10) == 58);
    // From here on a segment for every two that are acknowledged.
    for (std::uint32_t expected = 59; expected <= 68; ++expected) CHECK(bulk.ack() == expected);
    for (std::uint32_t expected = 78; expected <= 188; expected += 10) CHECK(bulk.acks(10) == expected);
}

TEST_CASE("Linux: an idle time earns no growth, as cubic-bulk-166k-idle-restart.pkt says", "[linux][cubic]") {
    Bulk bulk(40'000);
    bulk.ends_slow_start_at(48);
    CHECK(bulk.acks(19) == 48);
    bulk.ack();
    bulk.bench.rto = 8_s;  // of a path whose delay has grown to seconds: no restart
    bulk.bench.idles(4_s);
    bulk.left_bytes = 160'000;
    bulk.sends();
    CHECK(bulk.acks(20) <= 50);  // 49 there: the pacing again delays the first segments
    CHECK(bulk.acks(10) == 52);
    CHECK(bulk.acks(10) == 58);
}

TEST_CASE(
    "Linux: HyStart ends slow start when the delay rises, as cubic-hystart-delay-rtt-jumps-upward.pkt says",
    "[linux][hystart]") {
    Bulk bulk(30'000);
    CHECK(bulk.ack(200_ms, 10) == 20);
    std::uint32_t expected = 22;
    CHECK(bulk.ack(240_ms) == expected);
    for (int i = 0; i < 7; ++i) CHECK(bulk.ack(1_ms) == (expected += 2));
    CHECK(bulk.bench.state.ssthresh_bytes > 1'000'000'000);
    CHECK(bulk.ack(1_ms) == 36);
    CHECK(bulk.bench.state.ssthresh_bytes == 36'000);
    CHECK(bulk.ack(1_ms) == 36);
}

TEST_CASE("Linux: a delay that falls does not end slow start, as ...-min-rtt-jumps-downward.pkt says",
          "[linux][hystart]") {
    Bulk bulk(28'000);
    CHECK(bulk.ack(200_ms, 10) == 20);
    bulk.bench.wait(180_ms);
    bulk.left_bytes = 2'000;
    bulk.sends();
    std::uint32_t expected = 22;
    CHECK(bulk.ack(20_ms) == expected);
    for (int i = 0; i < 9; ++i) CHECK(bulk.ack(1_ms) == (expected += 2));
    CHECK(bulk.bench.state.ssthresh_bytes > 1'000'000'000);
}

TEST_CASE("Linux: a long train of ACKs ends slow start", "[linux][hystart]") {
    Bulk bulk(400'000);
    for (const std::uint32_t window : {10u, 20u, 40u}) bulk.ack(100_ms, window);
    bulk.ack(100_ms, 1);
    // One ACK each 2 ms: after half the least delay, and the millisecond allowed for batches, the pipe is full.
    int acks = 0;
    while (bulk.bench.state.ssthresh_bytes > 1'000'000'000 && acks < 100) {
        bulk.ack(2_ms, 1);
        ++acks;
    }
    CHECK(acks == 26);
}

TEST_CASE(
    "Linux: after a timeout and slow start, a segment for twenty, as cubic-rto-ss-ca-cwnd-bump.pkt says",
    "[linux][cubic]") {
    CongestionBench bench(CongestionId::Cubic, FlightUnit::Segments);
    bench.mss = 1'000;
    bench.state.cwnd_bytes = 10'000;
    bench.time_out();
    CHECK(bench.state.ssthresh_bytes == 7'000);
    for (const std::uint32_t expected : {2u, 3u, 4u, 5u, 6u, 7u}) {
        bench.acks(1'000);
        CHECK(bench.segments() == expected);
        bench.wait(2_ms);
    }
    const std::int64_t gaps_ms[] = {2, 98, 2, 2, 2, 2, 2, 2, 98, 2, 2, 2, 2, 2, 2};
    for (const std::int64_t gap : gaps_ms) {
        bench.acks(1'000);
        CHECK(bench.segments() == 7);
        bench.wait(1_ms * gap);
    }
    bench.wait(96_ms);
    bench.acks(1'000);
    CHECK(bench.segments() == 8);
}
