#include <catch2/catch_test_macros.hpp>

#include "tcp/send_packets.h"
#include "tcp/tcb.h"

using namespace hw;
using tcp::SendPackets;

namespace {

// Three packets of 1,000 bytes, of which `sent` bytes have left.
tcp::Tcb three_packets(std::uint32_t sent) {
    tcp::Tcb tcb;
    tcb.options.send_buffer_counts_packets = true;
    tcb.snd.mss = 1'000;
    tcb.snd.max_wnd = 4'000;
    tcb.send_buffer.start(SeqNum{1});
    const std::vector<std::uint8_t> text(3'000);
    tcb.send_buffer.append(text);
    for (std::uint32_t i = 0; i < 3; ++i) tcb.packets.open(SeqNum{1 + 1'000 * i}, SeqNum{1'001 + 1'000 * i});
    tcb.snd.una = SeqNum{1};
    tcb.snd.nxt = SeqNum{1 + sent};
    return tcb;
}

}  // namespace

TEST_CASE("Linux: a packet takes memory beside its text, and a cut one takes it twice", "[linux][sndbuf]") {
    tcp::Tcb tcb = three_packets(0);
    CHECK(tcp::memory_queued(tcb) == 3'000 + 3 * SendPackets::overhead_bytes);
    tcb.packets.cut(SeqNum{1'501});
    CHECK(tcp::memory_queued(tcb) == 3'000 + 4 * SendPackets::overhead_bytes);
    CHECK(tcb.packets.end_of(SeqNum{1'001}) == SeqNum{1'501});
    CHECK(tcb.packets.end_of(SeqNum{1'501}) == SeqNum{2'001});
    tcb.packets.cut(SeqNum{1'501});
    tcb.packets.cut(SeqNum{1});
    tcb.packets.cut(SeqNum{3'001});
    CHECK(tcb.packets.size() == 4);
}

TEST_CASE("Linux: what is acknowledged frees its packets, of which one may be left in part",
          "[linux][sndbuf]") {
    tcp::Tcb tcb = three_packets(3'000);
    tcb.packets.acknowledge(SeqNum{1'501});
    CHECK(tcb.packets.size() == 2);
    CHECK(tcb.packets.end_of(SeqNum{1'501}) == SeqNum{2'001});
    tcb.packets.acknowledge(SeqNum{1'001});
    CHECK(tcb.packets.size() == 2);
    tcb.packets.acknowledge(SeqNum{3'001});
    CHECK(tcb.packets.empty());
}

TEST_CASE("Linux: the last packet takes more text while none of it has left, up to half a window",
          "[linux][sndbuf]") {
    CHECK(tcp::packet_goal(three_packets(0)) == 2'000);
    CHECK(tcp::has_open_packet(three_packets(2'000)));
    CHECK_FALSE(tcp::has_open_packet(three_packets(2'001)));
    tcp::Tcb full = three_packets(2'000);
    full.packets.extend(SeqNum{4'001});
    CHECK_FALSE(tcp::has_open_packet(full));
    tcp::Tcb record = three_packets(2'000);
    record.send_buffer.end_record();
    CHECK_FALSE(tcp::has_open_packet(record));
}

TEST_CASE("Linux: a writer is woken when a third of the buffer is free", "[linux][sndbuf]") {
    tcp::Tcb tcb = three_packets(0);
    const std::uint32_t queued = tcp::memory_queued(tcb);
    tcb.options.send_buffer_bytes = queued + queued / 2;
    CHECK(tcp::is_writable(tcb, {}));
    tcb.options.send_buffer_bytes -= 1;
    CHECK_FALSE(tcp::is_writable(tcb, {}));
    CHECK(tcp::may_begin_packet(tcb, {}));
    tcb.options.send_buffer_bytes = queued;
    CHECK_FALSE(tcp::may_begin_packet(tcb, {}));
}

TEST_CASE("Linux: the pacing rate is twice the window in a round trip, and 1.2 times near SSTHRESH",
          "[linux][pacing]") {
    tcp::Tcb tcb = three_packets(0);
    tcb.congestion.cwnd_bytes = 10'000;
    tcb.rtt.srtt = 100_ms;
    CHECK(tcp::pacing_rate(tcb) == 200'000);
    tcb.congestion.ssthresh_bytes = 20'000;
    CHECK(tcp::pacing_rate(tcb) == 120'000);
    tcb.options.max_pacing_rate = 5'000;
    CHECK(tcp::pacing_rate(tcb) == 5'000);
}
