#pragma once

#include "tcp/congestion.h"

// A congestion-control algorithm alone on the bench: the test says what is sent, acknowledged and lost. The MSS is
// 1460, the RTO 1 s and every round trip 100 ms unless a test changes them.

namespace hw::test {

class CongestionBench {
  public:
    tcp::Config config{};
    tcp::CongestionState state{};
    Instant now{1'000'000};
    SeqNum una{1'001}, nxt{1'001};
    std::uint32_t mss = 1'460;
    std::uint32_t in_flight = 0;  // bytes
    Duration srtt = 100_ms;
    Duration rto = 1_s;

    // FlightUnit::Segments brings ten segments with it, as on Linux.
    explicit CongestionBench(tcp::CongestionId id, tcp::FlightUnit unit = tcp::FlightUnit::Bytes);

    void start(std::uint32_t handshake_losses = 0);
    // So much is sent: from here on it is in flight, unless it was before.
    void sends(std::uint32_t bytes);
    // All that the window has room for is sent.
    void fills_window();
    // An ACK arrives for so much; whether the window was used is what sends() has shown.
    void acks(std::uint32_t bytes, Duration rtt_sample = Duration::never());
    // A full window is sent and acknowledged, so many segments at a time, within srtt.
    void round_trip(std::uint32_t segments_per_ack);
    void wait(Duration d) { now = now + d; }
    std::uint32_t ssthresh_after_loss();
    // Fast recovery as a whole: both windows come down to ssthresh.
    void loses();
    void time_out(bool is_first = true);
    void undo(const tcp::CongestionWindows& before);
    void idles(Duration d);

    std::uint32_t cwnd() const { return algorithm().window(state); }
    std::uint32_t segments() const { return cwnd() / mss; }

  private:
    tcp::CongestionNews news() const;
    const tcp::CongestionControl& algorithm() const { return tcp::congestion_control(config.congestion); }
};

}  // namespace hw::test
