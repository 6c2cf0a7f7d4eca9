#include <catch2/catch_test_macros.hpp>

#include "capture/from_trace.h"
#include "capture/pcapng_write.h"
#include "capture/read.h"
#include "capture/to_trace.h"
#include "sim/canned_runs.h"
#include "sim/random_world.h"
#include "support/capture/capture_bytes.h"
#include "wire/parse.h"

// Runs, as captures.

using namespace hw;
using namespace hw::capture;
using Place = Tap::Place;

namespace {

struct Run {
    sim::World world{};
    sim::Trace trace{};
};

Run run(std::string_view name, const sim::Trace& empty = {}) {
    const sim::CannedRun* canned = sim::find_canned_run(name);
    REQUIRE(canned != nullptr);
    Run run{canned->make(), empty};
    sim::run(run.world, {.until = canned->until}, &run.trace);
    return run;
}

const Frame* find_frame(const CaptureFile& file, PacketId packet) {
    for (const Frame& frame : file.frames)
        if (frame.packet == packet.value) return &frame;
    return nullptr;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("At the senders every packet that a host sent is there once, with its own bytes", "[capture]") {
    for (const sim::CannedRun& canned : sim::canned_runs()) {
        CAPTURE(canned.name);
        const Run r = run(canned.name);
        const CaptureFile file = capture_of(r.trace, r.world);
        std::size_t next = 0;
        for (const sim::PacketRecord& packet : r.trace.packets) {
            if (packet.copy_of.exists()) continue;
            REQUIRE(next < file.frames.size());
            const Frame& frame = file.frames[next++];
            CHECK(frame.packet == packet.id.value);
            CHECK(frame.time_ns == packet.sent_at.us * 1'000);
            CHECK(frame.bytes == packet.bytes);
            const bool is_ordinary = packet.fate == sim::Fate::Delivered && !packet.is_injected &&
                                     !packet.was_corrupted && !packet.was_edited && !packet.was_marked;
            if (!is_ordinary) CHECK_FALSE(frame.comment.empty());
            if (is_ordinary && !frame.comment.empty()) CHECK(contains(frame.comment, "overtaken by packet"));
        }
        CHECK(next == file.frames.size());
    }
}

TEST_CASE("A comment says what became of a packet, and by whose doing", "[capture]") {
    const Run by_hand = run("by-hand");
    const CaptureFile sent = capture_of(by_hand.trace, by_hand.world);
    std::string all;
    for (const Frame& frame : sent.frames) all += frame.comment + "\n";
    CHECK(contains(all, "edited on its way; it goes on as IP 10.0.0.1"));
    CHECK(contains(all, "dropped here by the rule: drop segments"));
    CHECK(contains(all, "overtaken by packet"));
    const CaptureFile arrived = capture_of(by_hand.trace, by_hand.world, {.place = Place::Receivers});
    all.clear();
    for (const Frame& frame : arrived.frames) all += frame.comment + "\n";
    CHECK(contains(all, "edited on its way; it was sent as IP 10.0.0.1"));
    CHECK(contains(all, "a copy of packet"));
    CHECK_FALSE(contains(all, "dropped"));
}

TEST_CASE("At the receivers a packet is as it arrived: edited, marked or with a flipped bit", "[capture]") {
    const Run r = run("corruption");
    const CaptureFile file = capture_of(r.trace, r.world, {.place = Place::Receivers});
    std::uint32_t flipped = 0;
    for (const sim::PacketRecord& packet : r.trace.packets) {
        const Frame* frame = find_frame(file, packet.id);
        if (packet.fate != sim::Fate::Delivered) continue;
        REQUIRE(frame != nullptr);
        CHECK(frame->direction == Direction::Inbound);
        CHECK(frame->interface == packet.to.value);
        CHECK(frame->time_ns == packet.ended_at.us * 1'000);
        CHECK((frame->bytes == packet.bytes) == !packet.was_corrupted);
        wire::Packet parsed;
        if (packet.was_corrupted) CHECK_FALSE(wire::parse_packet(frame->bytes, parsed).ok());
        flipped += packet.was_corrupted ? 1 : 0;
    }
    CHECK(flipped > 0);
}

TEST_CASE("At a host there is what it sends and what reaches it, in its own order", "[capture]") {
    const Run r = run("loss");
    const CaptureFile file = capture_of(r.trace, r.world, {.place = Place::Host, .host = HostId{0}});
    std::int64_t latest_ns = 0;
    for (const Frame& frame : file.frames) {
        const sim::PacketRecord& packet = r.trace.packets[static_cast<std::size_t>(*frame.packet)];
        const bool leaves = frame.direction == Direction::Outbound;
        CHECK((leaves ? packet.from : packet.to) == HostId{0});
        CHECK(frame.time_ns == (leaves ? packet.sent_at : packet.ended_at).us * 1'000);
        CHECK(frame.time_ns >= latest_ns);
        latest_ns = frame.time_ns;
    }
}

TEST_CASE("What the trace did not keep is left out, and the file says so", "[capture]") {
    sim::Trace tight;
    tight.kept_packet_bytes = 100;
    tight.most_packet_bytes = 2'000;
    const Run small = run("loss", tight);
    const CaptureFile file = capture_of(small.trace, small.world);
    CHECK(file.frames.size() < small.trace.packets.size());
    CHECK(contains(file.comment, "packets are missing: the trace had no room for their bytes."));
    CHECK(contains(file.comment, "packets are cut: the trace keeps only 100 bytes of each."));
    for (const Frame& frame : file.frames) CHECK(frame.original_bytes >= frame.bytes.size());
    CHECK(file.frames[3].bytes.size() == 100);
    CHECK(file.frames[3].original_bytes == 1'500);
    sim::Trace short_one;
    short_one.most_events = 20;
    const Run brief = run("loss", short_one);
    CHECK(contains(capture_of(brief.trace, brief.world).comment, "The trace ends before the run does"));
}

TEST_CASE("A run that is captured at both ends comes back with every flight and every loss", "[capture]") {
    for (const sim::CannedRun& canned : sim::canned_runs()) {
        CAPTURE(canned.name);
        if (canned.name == "reset" || canned.name == "path-mtu")
            continue;  // two conversations; a router's messages
        const Run r = run(canned.name);
        const auto bytes = write_pcapng(capture_of(r.trace, r.world, {.place = Place::Both}));
        const auto file = read_capture(bytes);
        REQUIRE(file.ok());
        const auto import = import_of(*file);
        REQUIRE(import.ok());
        CHECK(import->has_flights);
        CHECK(import->world.hosts[0].config.name == "client");
        REQUIRE(import->trace.packets.size() == r.trace.packets.size());
        CHECK(import->streams.front().segments <= r.trace.packets.size());
        const Instant begin = r.trace.packets.front().sent_at;
        for (std::size_t i = 0; i < r.trace.packets.size(); ++i) {
            const sim::PacketRecord& before = r.trace.packets[i];
            const sim::PacketRecord& after = import->trace.packets[i];
            CAPTURE(i);
            CHECK(after.from == before.from);
            CHECK(after.sent_at - Instant{} == before.sent_at - begin);
            CHECK(after.header == before.header);
            CHECK(after.bytes == before.bytes);
            CHECK((after.fate == sim::Fate::Delivered) == (before.fate == sim::Fate::Delivered));
            if (before.fate == sim::Fate::Delivered) {
                CHECK(after.ended_at - Instant{} == before.ended_at - begin);
                CHECK(after.changed_bytes == before.changed_bytes);
            }
        }
    }
}

TEST_CASE("Whatever a random world does is written, read and imported", "[capture][random]") {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        const sim::WatchedRun watched = sim::watch_random_world(seed);
        CHECK(watched.run.digest == sim::run_random_world(seed).digest);
        for (const Place place : {Place::Senders, Place::Receivers, Place::Host, Place::Both}) {
            const CaptureFile file =
                capture_of(watched.trace, watched.world, {.place = place, .host = HostId{0}});
            const auto again = read_capture(write_pcapng(file));
            REQUIRE(again.ok());
            CHECK(*again == file);
            static_cast<void>(import_of(*again));
        }
    }
}
