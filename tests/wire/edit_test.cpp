#include "wire/edit.h"

#include <catch2/catch_test_macros.hpp>

#include "support/hex.h"
#include "support/wire/captures.h"
#include "wire/emit.h"
#include "wire/icmp.h"
#include "wire/parse.h"

using namespace hw;
using namespace hw::wire;

namespace {

using Bytes = std::vector<std::uint8_t>;
using How = FieldEdit::How;

Bytes packet_with_text(std::string_view text) {
    const std::span<const std::uint8_t> content{reinterpret_cast<const std::uint8_t*>(text.data()),
                                                text.size()};
    const TcpHeader header{.seq = {100}, .ack = {300}, .ctl = wire::ack | wire::psh, .raw_window = 500};
    Bytes bytes(packet_length(header, text.size()));
    REQUIRE(emit_packet({.ecn = 2}, header, Text{content}, bytes).ok());
    return bytes;
}

Packet parsed(const Bytes& bytes) {
    Packet packet;
    const ParseError error = parse_packet(bytes, packet);
    INFO(to_text(error));
    REQUIRE(error.ok());
    return packet;
}

std::string text_of(const Packet& packet) { return {packet.segment.text.begin(), packet.segment.text.end()}; }

}  // namespace

TEST_CASE("Every named field can be set, and the checksums are right again", "[wire][edit]") {
    Bytes bytes = packet_with_text("HELLO");
    REQUIRE(edit_packet(bytes, {.fields = {{HeaderField::SourcePort, How::Set, 1},
                                           {HeaderField::DestinationPort, How::Set, 2},
                                           {HeaderField::Seq, How::Set, 3},
                                           {HeaderField::Ack, How::Set, 4},
                                           {HeaderField::Ctl, How::Set, 0x02},
                                           {HeaderField::Window, How::Set, 5},
                                           {HeaderField::UrgentPointer, How::Set, 6},
                                           {HeaderField::Ttl, How::Set, 7},
                                           {HeaderField::Ecn, How::Set, 3}}}) == EditError::None);
    const Packet packet = parsed(bytes);
    CHECK(static_cast<const TcpHeader&>(packet.segment) == TcpHeader{.source_port = 1,
                                                                     .destination_port = 2,
                                                                     .seq = {3},
                                                                     .ack = {4},
                                                                     .ctl = wire::syn,
                                                                     .raw_window = 5,
                                                                     .urgent_pointer = 6});
    CHECK(packet.ip.ttl == 7);
    CHECK(packet.ip.ecn == 3);
    CHECK(text_of(packet) == "HELLO");
    CHECK(read_field(bytes, HeaderField::Window) == 5u);
    CHECK(read_field(bytes, HeaderField::Ecn) == 3u);
}

TEST_CASE("A field can be moved by a difference, and bits set and cleared", "[wire][edit]") {
    Bytes bytes = packet_with_text("");
    REQUIRE(edit_packet(bytes, {.fields = {{HeaderField::Seq, How::Add, 0u - 101},
                                           {HeaderField::Window, How::Add, 65'536 - 501},
                                           {HeaderField::Ctl, How::SetBits, Ctl::rst_bit},
                                           {HeaderField::Ctl, How::ClearBits, Ctl::psh_bit}}}) ==
            EditError::None);
    const Packet packet = parsed(bytes);
    CHECK(packet.segment.seq == SeqNum{0xffff'ffff});
    CHECK(packet.segment.raw_window == 65'535);
    CHECK(packet.segment.ctl == (wire::ack | wire::rst));
}

TEST_CASE("Text is written over the segment's own, from an offset on", "[wire][edit]") {
    Bytes bytes = packet_with_text("PAY BOB 10");
    REQUIRE(edit_packet(bytes, {.text_offset = 4, .text = "EVE"}) == EditError::None);
    CHECK(text_of(parsed(bytes)) == "PAY EVE 10");
}

TEST_CASE("An edit whose checksum is not repaired is noticed by the receiver (MUST-3)",
          "[wire][edit][rfc9293][3.1][MUST-3]") {
    Bytes bytes = packet_with_text("PAY BOB 10");
    REQUIRE(edit_packet(bytes, {.text = "X", .checksums = SegmentEdit::Checksums::LeftAsTheyWere}) ==
            EditError::None);
    Packet packet;
    CHECK(parse_packet(bytes, packet).kind == Malformed::TcpChecksum);
    CHECK(text_of(packet) == "XAY BOB 10");
}

TEST_CASE("More text makes the packet longer, its lengths and checksums with it", "[wire][edit]") {
    PacketBytes bytes;
    bytes.assign(packet_with_text("PAY BOB 10"));
    REQUIRE(edit_packet(bytes, {.more_text = "00"}) == EditError::None);
    const Bytes longer(bytes.span().begin(), bytes.span().end());
    CHECK(text_of(parsed(longer)) == "PAY BOB 1000");
    // Where there is no room to grow, it stays as it was.
    Bytes fixed = packet_with_text("PAY BOB 10");
    CHECK(edit_packet(fixed, {.more_text = "00"}) == EditError::BeyondPacket);
    CHECK(text_of(parsed(fixed)) == "PAY BOB 10");
    bytes.assign(packet_with_text(std::string(65'000, 'x')));
    CHECK(edit_packet(bytes, {.more_text = std::string(600, 'y')}) == EditError::BeyondPacket);
    CHECK(bytes.size() == 65'040);
}

TEST_CASE("A timestamp can be made older where there is one", "[wire][edit][rfc7323][3]") {
    Bytes handshake = test::bytes_of_hex(test::linux_captures[0].hex);
    const auto before = read_field(handshake, HeaderField::TsVal);
    REQUIRE(before.has_value());
    REQUIRE(edit_packet(handshake, {.fields = {{HeaderField::TsVal, How::Add, 0u - 1'000}}}) ==
            EditError::None);
    CHECK(read_field(handshake, HeaderField::TsVal) == *before - 1'000);
    CHECK(parsed(handshake).segment.options.timestamps.value == *before - 1'000);
    Bytes plain = packet_with_text("");
    CHECK_FALSE(read_field(plain, HeaderField::TsEcr).has_value());
    CHECK(edit_packet(plain, {.fields = {{HeaderField::TsVal, How::Set, 1}}}) == EditError::NotThere);
}

TEST_CASE("An edit that does not fit is refused and changes nothing", "[wire][edit][errors]") {
    const auto refusal = [](const SegmentEdit& edit) {
        Bytes bytes = packet_with_text("HELLO");
        const Bytes before = bytes;
        const EditError error = edit_packet(bytes, edit);
        CHECK(bytes == before);
        return error;
    };
    CHECK(refusal({}) == EditError::Nothing);
    CHECK(refusal({.fields = {{HeaderField::Seq, How::Set, 1}, {HeaderField::Window, How::Set, 65'536}}}) ==
          EditError::ValueTooLarge);
    CHECK(refusal({.fields = {{HeaderField::Ecn, How::Set, 4}}}) == EditError::ValueTooLarge);
    CHECK(refusal({.text_offset = 3, .text = "ABC"}) == EditError::BeyondPacket);
    CHECK(refusal({.text_offset = 0xffff'ffff, .text = "X"}) == EditError::BeyondPacket);
    CHECK(refusal({.bytes = {{45, 0}}}) == EditError::BeyondPacket);
    CHECK(refusal({.bytes = std::vector<ByteEdit>(65)}) == EditError::TooMany);

    Bytes truncated = packet_with_text("");
    truncated.resize(39);
    CHECK(edit_packet(truncated, {.fields = {{HeaderField::Seq, How::Set, 1}}}) == EditError::NotTcp);
    CHECK(edit_packet(truncated, {.bytes = {{38, 1}}}) == EditError::None);
    CHECK_FALSE(read_field(truncated, HeaderField::Seq).has_value());
}

TEST_CASE("A router marks CE in a packet that is ECN-capable and in no other", "[wire][rfc3168][5]") {
    Bytes capable = packet_with_text("HELLO");
    CHECK(mark_congestion(capable));
    CHECK(parsed(capable).segment.ecn == 3);
    CHECK(mark_congestion(capable));

    Bytes other = test::bytes_of_hex(test::linux_captures[0].hex);
    const Bytes before = other;
    CHECK_FALSE(mark_congestion(other));
    CHECK(other == before);
}
