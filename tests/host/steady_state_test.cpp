#include <catch2/catch_test_macros.hpp>
#include <utility>
#include <vector>

#include "support/allocations.h"
#include "support/host/pair.h"

using hw::Instant;
using hw::PacketBytes;
using hw::host::ApplicationKind;
using hw::host::Host;
using hw::host::Output;

namespace {

// Two hosts whose packets arrive at once, in rounds: all that one has sent, then all that the other answers.
struct ShortWire {
    Host source{.config = hw::test::client_config()};
    Host sink{.config = hw::test::server_config()};
    Instant now{};
    Output output{};
    std::vector<PacketBytes> to_sink{}, to_source{};

    // Takes the packets of the latest event off the host's hands, rooms exchanged, as the sim does.
    void collect(std::vector<PacketBytes>& packets, std::uint32_t& count) {
        for (std::uint32_t i = 0; i < output.packet_count; ++i) {
            if (count == packets.size()) packets.emplace_back();
            packets[count++].swap(output.packets[i].bytes);
        }
        output.clear();
    }
    std::uint32_t to_sink_count = 0, to_source_count = 0;

    void round() {
        now = now + hw::Duration{1'000};
        for (std::uint32_t i = 0; i < to_sink_count; ++i) {
            packet_arrives(sink, to_sink[i].span(), now, output);
            collect(to_source, to_source_count);
        }
        to_sink_count = 0;
        for (std::uint32_t i = 0; i < to_source_count; ++i) {
            packet_arrives(source, to_source[i].span(), now, output);
            collect(to_sink, to_sink_count);
        }
        to_source_count = 0;
    }
};

}  // namespace

TEST_CASE("In steady state hosts allocate nothing, however many packets they exchange", "[host][speed]") {
    ShortWire wire;
    listen(wire.sink, 80, {});
    const hw::host::ConnectOptions options{
        .local_port = 40'000,
        .remote = hw::test::server_port_80,
        .application = {.kind = ApplicationKind::Source, .total_bytes = 1'000'000'000}};
    connect(wire.source, options, wire.now, wire.output);
    wire.collect(wire.to_sink, wire.to_sink_count);
    for (int i = 0; i < 100; ++i) wire.round();

    const std::uint64_t segments_before = wire.sink.counters.tcp_in_segs;
    const std::uint64_t allocations_before = hw::test::allocation_count();
    for (int i = 0; i < 100; ++i) wire.round();
    CHECK(hw::test::allocation_count() == allocations_before);
    CHECK(wire.sink.counters.tcp_in_segs - segments_before > 3'000);
}
