#include "capture/read.h"

#include <catch2/catch_test_macros.hpp>

#include "capture/pcapng_write.h"
#include "support/capture/capture_bytes.h"

// Capture files of any program, whole and broken.

using namespace hw;
using namespace hw::capture;
using hw::test::Bytes;
using hw::test::ByteWriter;
using hw::test::Order;

namespace {

const Bytes syn = test::packet_of({.seq = 100, .ctl = wire::syn});

CaptureFile sample() {
    CaptureFile file;
    file.comment = "A comment.\nOf two lines.";
    file.application = "Handwave";
    file.interfaces = {{.name = "client", .description = "client 10.0.0.1"},
                       {.name = "b", .link_type = link_type::ethernet, .snap_bytes = 96}};
    file.names = {{.address = {0x0a00'0001}, .name = "client"}, {.address = {0x0a00'0002}, .name = "server"}};
    const auto length = static_cast<std::uint32_t>(syn.size());
    file.frames = {{.interface = 0,
                    .time_ns = 1'000,
                    .direction = Direction::Outbound,
                    .original_bytes = length,
                    .packet = 7,
                    .comment = "lost here",
                    .bytes = syn},
                   {.interface = 1, .time_ns = 5'000'000'123'000, .original_bytes = 60, .bytes = {1, 2, 3}},
                   {.interface = 1, .direction = Direction::Inbound, .packet = ~0ull, .comment = "语"}};
    return file;
}

// Of a pcapng section, in either order: a block around its body.
void add_block(ByteWriter& to, std::uint32_t type, const Bytes& body) {
    const auto length = static_cast<std::uint32_t>(body.size()) + 12;
    to.n32(type).n32(length).bytes(body).n32(length);
}

Bytes section(Order order) {
    ByteWriter body(order), file(order);
    body.n32(0x1a2b'3c4d).n16(1).n16(0).n32(~0u).n32(~0u);
    add_block(file, 0x0a0d'0d0a, body.out);
    return file.out;
}

}  // namespace

TEST_CASE("What is written as pcapng is read back the same", "[capture][pcapng]") {
    const CaptureFile file = sample();
    const auto again = read_capture(write_pcapng(file));
    REQUIRE(again.ok());
    CHECK(*again == file);
}

TEST_CASE("A pcap file is read in both byte orders, with micro- and nanoseconds", "[capture][pcap]") {
    const Bytes frames[] = {syn, syn};
    for (const Order order : {Order::Little, Order::Big})
        for (const bool is_nano : {false, true}) {
            const auto file = read_capture(
                test::pcap_of(is_nano ? 0xa1b2'3c4d : 0xa1b2'c3d4, order, link_type::raw, frames));
            REQUIRE(file.ok());
            CHECK(file->interfaces.front().link_type == link_type::raw);
            REQUIRE(file->frames.size() == 2);
            CHECK(file->frames[1].time_ns == 1'000'000'000 + (is_nano ? 5 : 5'000));
            CHECK(file->frames[1].bytes == syn);
        }
}

TEST_CASE("Sections in big-endian order, other resolutions, offsets and simple packets are read",
          "[capture][pcapng]") {
    Bytes all = section(Order::Big);
    ByteWriter interface(Order::Big), file(Order::Big), packet(Order::Big), simple(Order::Big);
    // Times in 2^-10 s, from second 100 on.
    interface.n16(101).n16(0).n32(0);
    interface.n16(9).n16(1).n32(0x8a00'0000);
    interface.n16(14).n16(8).n32(0).n32(100).n16(0).n16(0);
    add_block(file, 1, interface.out);
    packet.n32(0).n32(0).n32(1'536).n32(2).n32(40).bytes(Bytes{0x45, 0, 0, 0});
    add_block(file, 6, packet.out);
    simple.n32(3).bytes(Bytes{1, 2, 3, 0});
    add_block(file, 3, simple.out);
    add_block(file, 0x0bad'0bad, Bytes{1, 2, 3, 4});
    all.insert(all.end(), file.out.begin(), file.out.end());
    // A second section counts its interfaces anew, and may have the other order.
    const Bytes second = write_pcapng(sample());
    all.insert(all.end(), second.begin(), second.end());

    const auto read = read_capture(all);
    REQUIRE(read.ok());
    REQUIRE(read->interfaces.size() == 3);
    REQUIRE(read->frames.size() == 5);
    CHECK(read->frames[0].time_ns == 101'500'000'000);
    CHECK(read->frames[0].original_bytes == 40);
    CHECK(read->frames[0].bytes == Bytes{0x45, 0});
    CHECK(read->frames[1].bytes == Bytes{1, 2, 3});
    CHECK(read->frames[2].interface == 1);
    CHECK(read->frames[3].interface == 2);
}

TEST_CASE("What is wrong with a file is told with its byte", "[capture][pcap][pcapng]") {
    const auto refused = [](const Bytes& bytes) {
        const auto file = read_capture(bytes);
        REQUIRE_FALSE(file.ok());
        return to_text(file.error());
    };
    CHECK(refused({}) == "byte 0: expected a pcap or a pcapng file: it begins with neither's magic number");
    CHECK(refused({1, 2, 3, 4, 5}) == refused({}));

    const Bytes frames[] = {syn};
    Bytes pcap = test::pcap_of(0xa1b2'c3d4, Order::Little, link_type::raw, frames);
    CHECK(refused({pcap.begin(), pcap.begin() + 20}) ==
          "byte 20: the file ends within its header of 24 bytes");
    CHECK(refused({pcap.begin(), pcap.begin() + 30}) ==
          "byte 24: the file ends within a packet record's header");
    CHECK(refused({pcap.begin(), pcap.end() - 1}) == "byte 32: a packet of 40 bytes; the file has only 39");
    pcap[35] = 0x7f;
    CHECK(refused(pcap) == "byte 32: a frame of 2130706472 bytes; expected at most 262144");
    pcap[4] = 3;
    CHECK(refused(pcap) == "byte 4: version 3; expected version 2");

    const Bytes shb = section(Order::Little);
    Bytes bad = shb;
    bad[8] = 0;
    CHECK(refused(bad) == "byte 8: expected the byte-order magic 1A2B3C4D of a section");
    bad = shb;
    bad.back() = 1;
    CHECK(refused(bad) == "byte 24: the block's length is repeated as 16777244; expected 28");
    bad = shb;
    bad[4] = 27;
    CHECK(refused(bad) == "byte 4: a block of 27 bytes; expected a multiple of 4, 12 to 16777216");
    ByteWriter file(Order::Little), packet(Order::Little);
    packet.n32(0).n32(0).n32(0).n32(0).n32(0);
    add_block(file, 6, packet.out);
    bad = shb;
    bad.insert(bad.end(), file.out.begin(), file.out.end());
    CHECK(refused(bad) == "byte 40: a packet of interface 0; the section has described 0");
}

TEST_CASE("A file cut anywhere is refused or shorter, and a flipped byte crashes nothing",
          "[capture][pcapng]") {
    const Bytes whole = write_pcapng(sample());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const auto file = read_capture({whole.data(), length});
        if (file.ok()) CHECK(file->frames.size() < 3);
        if (!file.ok()) CHECK(file.error().offset <= length);
    }
    std::uint32_t refused = 0;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        Bytes changed = whole;
        changed[at] ^= 0xff;
        refused += read_capture(changed).ok() ? 0 : 1;
    }
    CHECK(refused > 50);
}
