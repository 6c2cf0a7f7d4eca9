// DESIGN law 1: a bulk transfer asks for no memory once it is under way.

#include <catch2/catch_test_macros.hpp>

#include <vector>

#include "support/allocations.h"
#include "support/tcp/endpoint.h"

using namespace hw;
using namespace hw::test;

namespace {

// One end that sends all the time to one that reads all the time.
struct Transfer {
    Endpoint sender = established();
    Endpoint receiver{};
    std::vector<std::uint8_t> data = std::vector<std::uint8_t>(40 * 1460);  // fits into the window
    std::vector<std::uint8_t> packet = std::vector<std::uint8_t>(2'000);
    std::vector<tcp::OutgoingSegment> on_the_way{};

    Transfer() {
        sender.config.congestion = tcp::CongestionId::None;  // each round is sent at once
        receiver.open_passive(5000);
        receiver.arrives("<SEQ=1000><CTL=SYN><MSS=1460>");
        receiver.arrives("<SEQ=1001><ACK=5001><CTL=ACK>");
    }

    static void deliver_to(Endpoint& end, const wire::Segment& segment) {
        end.effects.clear();
        tcp::segment_arrives({end.tcb, end.config, end.now, end.effects}, segment);
    }

    wire::Segment in_packet(const tcp::OutgoingSegment& out) {
        wire::Segment segment;
        segment.seq = out.seq;
        segment.ack = out.ack;
        segment.ctl = out.ctl;
        segment.raw_window = out.raw_window;
        std::size_t at = 0;
        for (const auto slice : sender.tcb.send_buffer.slices(out.text_seq, out.text_length)) {
            std::copy(slice.begin(), slice.end(), packet.begin() + static_cast<std::ptrdiff_t>(at));
            at += slice.size();
        }
        segment.text = std::span(packet).first(at);
        return segment;
    }

    // Sends all the data, carries it over, reads it, and brings the ACKs back. Returns how many segments went.
    std::uint32_t round() {
        sender.effects.clear();
        tcp::send({sender.tcb, sender.config, sender.now, sender.effects}, data);
        on_the_way.assign(sender.effects.segments.begin(), sender.effects.segments.end());
        std::uint32_t count = 0;
        for (const auto& out : on_the_way) {
            deliver_to(receiver, in_packet(out));
            ++count;
            for (const auto& ack : receiver.effects.segments) {
                wire::Segment segment;
                segment.seq = ack.seq;
                segment.ack = ack.ack;
                segment.ctl = ack.ctl;
                segment.raw_window = ack.raw_window;
                deliver_to(sender, segment);
                ++count;
            }
            receiver.effects.clear();
            tcp::discard_received({receiver.tcb, receiver.config, receiver.now, receiver.effects}, 65'535);
        }
        return count;
    }
};

}  // namespace

TEST_CASE("A bulk transfer allocates nothing in its steady state", "[speed]") {
    Transfer transfer;
    for (int i = 0; i < 10; ++i) transfer.round();
    const std::uint64_t before = allocation_count();
    std::uint32_t segments = 0;
    for (int i = 0; i < 100; ++i) segments += transfer.round();
    CHECK(allocation_count() == before);
    CHECK(segments > 4'000);
}
