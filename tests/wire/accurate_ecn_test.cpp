#include <catch2/catch_test_macros.hpp>

#include "support/hex.h"
#include "wire/describe.h"
#include "wire/edit.h"
#include "wire/emit.h"
#include "wire/field_map.h"
#include "wire/parse.h"

using namespace hw;
using namespace hw::wire;

namespace {

std::vector<std::uint8_t> packet_of(const TcpHeader& tcp) {
    std::vector<std::uint8_t> bytes(packet_length(tcp, 0));
    REQUIRE(emit_packet({}, tcp, {}, bytes).ok());
    return bytes;
}

// The options of a header with this AccECN option of order 1, as bytes.
std::vector<std::uint8_t> options_with(Options options, std::uint8_t fields) {
    options.has_accurate_ecn = true;
    options.accurate_ecn = {
        .ee0b = 0x010203, .eceb = 0x040506, .ee1b = 0x070809, .fields = fields, .is_order_1 = true};
    const auto bytes = packet_of({.options = options});
    return {bytes.begin() + 40, bytes.end()};
}

Packet parsed_options(std::vector<std::uint8_t> options) {
    TcpHeader tcp;
    for (const std::uint8_t byte : options) tcp.options.unknown.push_back(byte);
    const auto bytes = packet_of(tcp);
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    return packet;
}

}  // namespace

TEST_CASE("AE is the bit before CWR, and the three of them are the ACE field",
          "[wire][rfc9768][3.1.1][3.2.2]") {
    const TcpHeader tcp{.ctl = syn | ae | cwr | ece, .reserved = 5};
    const auto bytes = packet_of(tcp);
    CHECK(bytes[32] == 0x5b);  // five words, 101, AE
    CHECK(bytes[33] == 0xc2);
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    CHECK(packet.segment.ctl == tcp.ctl);
    CHECK(packet.segment.reserved == 5);
    CHECK(tcp.ctl.ace() == 7);
    CHECK(Ctl::of_ace(4) == ae);
    CHECK(Ctl::of_ace(9) == ece);
    CHECK((ack | Ctl::of_ace(5)).ace() == 5);
    CHECK(describe_ctl(syn | ae | cwr | ece) == "SYN,ECE,CWR,AE");
}

TEST_CASE("The AE flag of a packet on its way can be edited like the other control bits", "[wire][edit]") {
    auto bytes = packet_of({.ctl = syn | ae | cwr | ece});
    CHECK(read_field(bytes, HeaderField::Ctl) == 0x1c2);
    SegmentEdit edit;
    edit.fields.push_back({HeaderField::Ctl, FieldEdit::How::ClearBits, Ctl::ae_bit});
    REQUIRE(edit_packet(bytes, edit) == EditError::None);
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    CHECK(packet.segment.ctl == (syn | cwr | ece));
    CHECK(bytes[32] == 0x50);
}

TEST_CASE("Fields at the end of an AccECN option may be left out", "[wire][rfc9768][3.2.3]") {
    CHECK(options_with({}, 3) == test::bytes_of_hex("ae0b 070809 040506 010203 01"));
    CHECK(options_with({}, 2) == test::bytes_of_hex("ae08 070809 040506"));
    CHECK(options_with({}, 1) == test::bytes_of_hex("ae05 070809 01 0101"));
    CHECK(options_with({}, 0) == test::bytes_of_hex("ae02 0101"));
    const auto order_0 = packet_of(
        {.options = {.has_accurate_ecn = true, .accurate_ecn = {.ee0b = 1, .eceb = 2, .fields = 2}}});
    CHECK(std::vector(order_0.begin() + 40, order_0.end()) == test::bytes_of_hex("ac08 000001 000002"));
}

TEST_CASE("Linux puts what is left of an AccECN option in the place of NOPs", "[wire][linux]") {
    Options sack;
    sack.sack.push_back({{1}, {2}});
    CHECK(options_with(sack, 3) ==
          test::bytes_of_hex("ae0b 070809 040506 010203 01 0101 050a 00000001 00000002"));
    CHECK(options_with(sack, 1) == test::bytes_of_hex("ae05 070809 01 050a 00000001 00000002"));
    CHECK(options_with(sack, 0) == test::bytes_of_hex("ae02 050a 00000001 00000002"));
    CHECK(options_with({.sack_permitted = true}, 1) == test::bytes_of_hex("ae05 070809 01 0402"));
    CHECK(options_with({.has_window_scale = true, .window_scale = 7}, 1) ==
          test::bytes_of_hex("ae05 0708 09 030307"));
    // Two bytes are not torn apart for one NOP.
    CHECK(options_with({.has_window_scale = true, .window_scale = 7}, 0) ==
          test::bytes_of_hex("01 030307 ae02 0101"));
}

TEST_CASE("An AccECN option of another length is read as far as whole fields go", "[wire][rfc9768][3.2.3]") {
    const Packet odd = parsed_options(test::bytes_of_hex("ac0a 000001 000002 ffff 0101"));
    REQUIRE(odd.segment.options.has_accurate_ecn);
    CHECK(odd.segment.options.accurate_ecn ==
          AccurateEcn{.ee0b = 1, .eceb = 2, .ee1b = 0, .fields = 2, .is_order_1 = false});
    const Packet longer = parsed_options(test::bytes_of_hex("ae0c 000001 000002 000003 ff"));
    CHECK(longer.segment.options.accurate_ecn ==
          AccurateEcn{.ee0b = 3, .eceb = 2, .ee1b = 1, .fields = 3, .is_order_1 = true});
    const Packet empty = parsed_options(test::bytes_of_hex("ae02 0101"));
    CHECK(empty.segment.options.has_accurate_ecn);
    CHECK(empty.segment.options.accurate_ecn.fields == 0);
}

TEST_CASE("The counters of an AccECN option are named in their order", "[wire][hex]") {
    TcpHeader tcp;
    tcp.options.has_accurate_ecn = true;
    tcp.options.accurate_ecn = {.ee0b = 1001, .eceb = 5, .ee1b = 1, .fields = 3, .is_order_1 = true};
    const auto bytes = packet_of(tcp);
    const auto fields = field_map(bytes);
    const auto value = [&](std::string_view filter) {
        for (const Field& field : fields)
            if (field.filter == filter) return std::to_string(field.offset) + ": " + field.value;
        return std::string("none");
    };
    CHECK(value("tcp.options.acc_ecn.ee1b") == "42: 1");
    CHECK(value("tcp.options.acc_ecn.eceb") == "45: 5");
    CHECK(value("tcp.options.acc_ecn.ee0b") == "48: 1001");
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    CHECK(describe_as_tcpdump(packet).find("options [ECN e1b 1 ceb 5 e0b 1001]") != std::string::npos);
}
