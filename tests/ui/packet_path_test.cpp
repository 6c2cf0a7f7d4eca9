#include "ui/views/ladder/arrow_pose.h"
#include "ui/views/ladder/ladder_layout.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include <array>
#include <vector>

namespace hw::ui {

namespace {

Instant at(std::int64_t ms) { return Instant{ms * 1'000}; }

sim::PacketRecord packet_of(sim::Fate fate) {
    sim::PacketRecord packet;
    packet.id = PacketId{0};
    packet.from = HostId{0};
    packet.to = HostId{1};
    packet.sent_at = at(0);
    packet.arrives_at = at(100);
    packet.fate = fate;
    return packet;
}

// One arrow between lanes at x = 100 and x = 300, one pixel for a millisecond.
struct Sheet {
    LadderLayout layout;

    explicit Sheet(PacketPath path) {
        layout.axis = TimeAxis({}, {.px_per_ms = 1});
        LadderArrow arrow;
        arrow.id = PacketId{0};
        arrow.x_from = 100;
        arrow.x_to = 300;
        arrow.path = std::move(path);
        layout.arrows.push_back(std::move(arrow));
    }
    ArrowPose pose(Instant now) const { return pose_of(layout, layout.arrows[0], {now, now}); }
    float y(std::int64_t ms) const { return layout.y(at(ms)); }
};

}  // namespace

TEST_CASE("a segment that nobody touches goes straight from lane to lane", "[ui][ladder]") {
    const PacketPath path = path_of(packet_of(sim::Fate::Delivered), {}, 100_ms);
    REQUIRE(path.points.size() == 2);
    CHECK(path.way_at(at(0)) == 0);
    CHECK(path.way_at(at(25)) == Catch::Approx(0.25f));
    CHECK(path.way_at(at(500)) == 1);
    CHECK_FALSE(path.is_lost());
}

TEST_CASE("the cross of a dropped segment stands where it was dropped", "[ui][ladder]") {
    sim::PacketRecord packet = packet_of(sim::Fate::Dropped);
    packet.ended_at = at(30);
    const PacketPath path = path_of(packet, {}, 100_ms);
    REQUIRE(path.is_lost());
    CHECK(path.lost_at == at(30));
    CHECK(path.lost_way == Catch::Approx(0.3f));
    CHECK(path.points.back().at == at(100));
}

TEST_CASE("a segment that chance took before it left is drawn as lost on its way", "[ui][ladder]") {
    sim::PacketRecord packet = packet_of(sim::Fate::Lost);
    packet.ended_at = at(0);
    const PacketPath path = path_of(packet, {}, 100_ms);
    REQUIRE(path.is_lost());
    CHECK(path.lost_way > 0.3f);
    CHECK(path.lost_way < 0.7f);
}

TEST_CASE("a segment that was held waits in its place and arrives when it is released", "[ui][ladder]") {
    sim::PacketRecord packet = packet_of(sim::Fate::Delivered);
    packet.arrives_at = at(560);
    const std::array touches = {
        PacketTouch{.at = at(40), .kind = PacketTouch::Kind::Held, .arrival_before = at(100)},
        PacketTouch{.at = at(500), .kind = PacketTouch::Kind::Released, .arrival_before = Instant::never()}};
    const PacketPath path = path_of(packet, touches, 100_ms);
    CHECK(path.way_at(at(20)) == Catch::Approx(0.2f));
    CHECK(path.way_at(at(40)) == Catch::Approx(0.4f));
    CHECK(path.way_at(at(300)) == Catch::Approx(0.4f));
    CHECK(path.way_at(at(530)) == Catch::Approx(0.7f));
    CHECK(path.way_at(at(560)) == 1);
}

TEST_CASE("a held segment has no arrival yet", "[ui][ladder]") {
    sim::PacketRecord packet = packet_of(sim::Fate::Held);
    packet.arrives_at = Instant::never();
    const std::array touches = {
        PacketTouch{.at = at(40), .kind = PacketTouch::Kind::Held, .arrival_before = at(100)}};
    const Sheet sheet(path_of(packet, touches, 100_ms));
    const ArrowPose pose = sheet.pose(at(2'000));
    CHECK(pose.arrow.fate == SegmentFate::Held);
    CHECK(pose.is_under_way());
    CHECK(pose.mark.x == Catch::Approx(180));
    REQUIRE(pose.waits.size() == 1);
    CHECK(pose.waits[0][1].y == Catch::Approx(sheet.y(2'000)));
}

TEST_CASE("in flight, the disc lies on the playhead and on the line of the real delay", "[ui][ladder]") {
    const Sheet sheet(path_of(packet_of(sim::Fate::Delivered), {}, 100_ms));
    const ArrowPose pose = sheet.pose(at(60));
    CHECK(pose.arrow.fate == SegmentFate::InFlight);
    CHECK(pose.mark.x == Catch::Approx(220));
    CHECK(pose.mark.y == Catch::Approx(sheet.y(60)));
    CHECK(sheet.pose(at(100)).arrow.fate == SegmentFate::Arrived);
}

TEST_CASE("before it is dropped a segment is in flight, also when the learner has gone back",
          "[ui][ladder]") {
    sim::PacketRecord packet = packet_of(sim::Fate::Dropped);
    packet.ended_at = at(30);
    const Sheet sheet(path_of(packet, {}, 100_ms));
    CHECK(sheet.pose(at(29)).arrow.fate == SegmentFate::InFlight);
    CHECK(sheet.pose(at(30)).arrow.fate == SegmentFate::Lost);
}

TEST_CASE("what was sent after everything seen is not drawn, what was seen before is faint", "[ui][ladder]") {
    const Sheet sheet(path_of(packet_of(sim::Fate::Delivered), {}, 100_ms));
    LadderArrow later = sheet.layout.arrows[0];
    later.sent_at = at(500);
    CHECK_FALSE(pose_of(sheet.layout, later, {at(100), at(400)}).is_shown());
    const ArrowPose seen = pose_of(sheet.layout, later, {at(100), at(900)});
    CHECK(seen.time == ArrowPose::Time::Future);
    CHECK(seen.arrow.is_faded);
}

TEST_CASE("the pointer is near a segment along its whole length", "[ui][ladder]") {
    const Sheet sheet(path_of(packet_of(sim::Fate::Delivered), {}, 100_ms));
    const ArrowPose pose = sheet.pose(at(200));
    CHECK(distance_to(pose, {200, sheet.y(50)}) < 0.1f);
    CHECK(distance_to(pose, {200, sheet.y(50) + 20}) > 15);
}

TEST_CASE("a segment looks like its rarest bit", "[ui][ladder]") {
    wire::TcpHeader header;
    CHECK(kind_of(header, 0) == SegmentKind::Ack);
    CHECK(kind_of(header, 10) == SegmentKind::Data);
    header.ctl = wire::fin | wire::ack;
    CHECK(kind_of(header, 10) == SegmentKind::Fin);
    header.ctl = wire::syn | wire::ack;
    CHECK(kind_of(header, 0) == SegmentKind::Syn);
    CHECK(flags_text(header, 0, Language::En) == "SYN,ACK");
    header.ctl = wire::rst;
    CHECK(kind_of(header, 0) == SegmentKind::Rst);
}

}  // namespace hw::ui
