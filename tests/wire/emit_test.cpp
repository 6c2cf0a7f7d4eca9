#include "wire/emit.h"

#include <catch2/catch_test_macros.hpp>

#include "support/hex.h"
#include "support/wire/captures.h"
#include "support/wire/random_packet.h"
#include "wire/parse.h"

using namespace hw;
using namespace hw::wire;

TEST_CASE("A segment of Linux, decoded and written again, gives the same bytes", "[wire][linux]") {
    for (const test::Capture& capture : test::linux_captures) {
        CAPTURE(capture.what);
        const auto bytes = test::bytes_of_hex(capture.hex);
        Packet packet;
        REQUIRE(parse_packet(bytes, packet).ok());

        std::vector<std::uint8_t> again(packet_length(packet.segment, 0));
        const auto length = emit_packet(packet.ip, packet.segment, packet.segment.text, again);
        REQUIRE(length.ok());
        CHECK(length.value() == bytes.size());
        CHECK(again == bytes);
    }
}

TEST_CASE("Any packet that is written is read back as it was", "[wire][property]") {
    Prng prng{2};
    for (int round = 0; round < 20'000; ++round) {
        const test::RandomPacket sent = test::random_packet(prng);
        const auto bytes = test::emitted(sent, prng);
        Packet read;
        const ParseError error = parse_packet(bytes, read);
        INFO(to_text(error));
        REQUIRE(error.ok());
        REQUIRE(read.ip == sent.ip);
        REQUIRE(static_cast<const TcpHeader&>(read.segment) == sent.tcp);
        REQUIRE(std::vector<std::uint8_t>(read.segment.text.begin(), read.segment.text.end()) == sent.text);
        REQUIRE(read.total_length == bytes.size());
        REQUIRE(read.tcp_header_length == tcp_header_bytes + options_length(sent.tcp.options));
    }
}

TEST_CASE("Options are padded to whole words", "[wire][rfc9293][3.1]") {
    CHECK(options_length({}) == 0);
    CHECK(options_length({.has_mss = true}) == 4);
    CHECK(options_length({.has_window_scale = true}) == 4);
    CHECK(options_length({.sack_permitted = true}) == 4);
    CHECK(options_length({.has_timestamps = true}) == 12);
    CHECK(options_length({.has_timestamps = true, .sack_permitted = true}) == 12);
    CHECK(options_length(
              {.has_mss = true, .has_window_scale = true, .has_timestamps = true, .sack_permitted = true}) ==
          20);
    Options unknown;
    for (const int byte : {76, 10, 1, 2, 3, 4, 5, 6, 7, 8})
        unknown.unknown.push_back(static_cast<std::uint8_t>(byte));
    CHECK(options_length(unknown) == 12);
    CHECK(options_length({.has_user_timeout = true}) == 4);
    CHECK(options_length({.has_fast_open = true}) == 4);
    CHECK(options_length({.has_fast_open = true, .fast_open_is_experimental = true}) == 4);
}

TEST_CASE("Fast Open cookies are written as Linux writes them: NOPs after them fill the word",
          "[wire][rfc7413][4.1.1][linux]") {
    const auto option_bytes = [](bool is_experimental, std::uint8_t cookie_bytes) {
        TcpHeader tcp;
        tcp.options.has_fast_open = true;
        tcp.options.fast_open_is_experimental = is_experimental;
        for (std::uint8_t i = 1; i <= cookie_bytes; ++i) tcp.options.fast_open_cookie.push_back(i);
        std::vector<std::uint8_t> bytes(packet_length(tcp, 0));
        REQUIRE(emit_packet({}, tcp, {}, bytes).ok());
        return std::vector<std::uint8_t>(bytes.begin() + 40, bytes.end());
    };
    CHECK(option_bytes(false, 0) == test::bytes_of_hex("2202 0101"));
    CHECK(option_bytes(false, 4) == test::bytes_of_hex("2206 01020304 0101"));
    CHECK(option_bytes(false, 6) == test::bytes_of_hex("2208 010203040506"));
    CHECK(option_bytes(true, 0) == test::bytes_of_hex("fe04 f989"));
    CHECK(option_bytes(true, 4) == test::bytes_of_hex("fe08 f989 01020304"));
    CHECK(option_bytes(true, 6) == test::bytes_of_hex("fe0a f989 010203040506 0101"));
}

TEST_CASE("Timestamps leave room for three SACK blocks, not four", "[wire][rfc2018][3][errors]") {
    TcpHeader tcp;
    tcp.options.has_timestamps = true;
    for (std::uint32_t i = 0; i < 3; ++i) tcp.options.sack.push_back({{i}, {i + 1}});
    std::vector<std::uint8_t> buffer(100);
    CHECK(emit_packet({}, tcp, {}, buffer).ok());

    tcp.options.sack.push_back({{8}, {9}});
    const auto refused = emit_packet({}, tcp, {}, buffer);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error() == EmitError{EmitError::Kind::OptionsTooLong, 48, 40});
    CHECK(to_text(refused.error()) == "the options need 48 bytes; a TCP header has room for 40.");
}

TEST_CASE("A buffer that is too small is refused and left untouched", "[wire][errors]") {
    const std::vector<std::uint8_t> text(10, 'x');
    std::vector<std::uint8_t> buffer(49, 0xaa);
    const auto refused = emit_packet({}, {}, std::span<const std::uint8_t>{text}, buffer);
    REQUIRE_FALSE(refused.ok());
    CHECK(to_text(refused.error()) == "the packet has 50 bytes; the buffer has 49.");
    CHECK(buffer == std::vector<std::uint8_t>(49, 0xaa));
    buffer.resize(50);
    CHECK(emit_packet({}, {}, std::span<const std::uint8_t>{text}, buffer).value() == 50);
}

TEST_CASE("A packet beyond 65,535 bytes is refused, one of that size is not", "[wire][rfc791][3.1][errors]") {
    std::vector<std::uint8_t> text(65'495, 'x'), buffer(70'000);
    CHECK(emit_packet({}, {}, std::span<const std::uint8_t>{text}, buffer).value() == max_packet_bytes);
    text.push_back('x');
    const auto refused = emit_packet({}, {}, std::span<const std::uint8_t>{text}, buffer);
    REQUIRE_FALSE(refused.ok());
    CHECK(to_text(refused.error()) == "the packet would have 65536 bytes; IPv4 allows 65535.");
}

TEST_CASE("Checksums can be made right again after an edit, unless the lengths lie", "[wire]") {
    auto bytes = test::bytes_of_hex(test::linux_captures[0].hex);
    const auto good = bytes;
    bytes[36] = 0;
    bytes[10] = 0;
    REQUIRE(repair_checksums(bytes));
    CHECK(bytes == good);

    bytes[27] ^= 1;  // SEQ
    REQUIRE(repair_checksums(bytes));
    Packet packet;
    CHECK(parse_packet(bytes, packet).ok());

    bytes[3] = 0xff;  // Total Length beyond the bytes
    const auto before = bytes;
    CHECK_FALSE(repair_checksums(bytes));
    CHECK(bytes == before);
}
