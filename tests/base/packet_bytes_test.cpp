#include "base/packet_bytes.h"

#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <utility>
#include <vector>

using hw::PacketBytes;

namespace {

PacketBytes counting_up_to(std::uint32_t size) {
    PacketBytes packet;
    const auto room = packet.resize_for_overwrite(size);
    std::iota(room.begin(), room.end(), std::uint8_t{0});
    return packet;
}

}  // namespace

TEST_CASE("Packet bytes copy and compare by content", "[base]") {
    const PacketBytes a = counting_up_to(100);
    PacketBytes b = a;
    CHECK(a == b);
    CHECK(a.span().data() != b.span().data());
    b.span()[99] = 0;
    CHECK_FALSE(a == b);
    CHECK_FALSE(counting_up_to(99) == a);
    CHECK(PacketBytes{} == PacketBytes{});
}

TEST_CASE("Reused packet bytes keep their room and forget what is beyond their size", "[base]") {
    PacketBytes packet = counting_up_to(1'500);
    const auto* room = packet.span().data();
    packet.resize_for_overwrite(40);
    CHECK(packet.size() == 40);
    CHECK(packet.span().data() == room);
    packet.resize_for_overwrite(1'500);
    CHECK(packet.span().data() == room);

    PacketBytes shorter = counting_up_to(1'500);
    shorter.truncate(10);
    CHECK(shorter == counting_up_to(10));
    shorter.truncate(20);
    CHECK(shorter.size() == 10);
}

TEST_CASE("Moving packet bytes exchanges the rooms, so that neither side has to allocate again", "[base]") {
    PacketBytes large = counting_up_to(1'500), small = counting_up_to(40);
    const auto* large_room = large.span().data();
    const auto* small_room = small.span().data();
    small = std::move(large);
    CHECK(small.size() == 1'500);
    CHECK(small.span().data() == large_room);
    large.resize_for_overwrite(40);
    CHECK(large.span().data() == small_room);
}

TEST_CASE("Assigning packet bytes to themselves changes nothing", "[base]") {
    PacketBytes packet = counting_up_to(10);
    const PacketBytes& same = packet;
    packet = same;
    CHECK(packet == counting_up_to(10));
    PacketBytes empty;
    empty.assign({});
    CHECK(empty.empty());
    packet = empty;
    CHECK(packet.empty());
}
