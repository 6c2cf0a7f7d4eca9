#include "wire/parse.h"

#include <catch2/catch_test_macros.hpp>

#include "support/hex.h"
#include "support/wire/captures.h"
#include "wire/emit.h"

using namespace hw;
using namespace hw::wire;

namespace {

using Bytes = std::vector<std::uint8_t>;

// SYN,ACK of the captures: 20 bytes of IPv4, 40 of TCP with MSS at 40, SACK-permitted at 44, timestamps at
// 46, NOP at 56, window scale at 57.
Bytes syn_ack() { return test::bytes_of_hex(test::linux_captures[1].hex); }

// The same with bytes changed and both checksums made right again, so that only the change is wrong.
Bytes with_byte(std::size_t at, std::uint8_t value) {
    Bytes bytes = syn_ack();
    bytes[at] = value;
    repair_checksums(bytes);
    return bytes;
}

ParseError error_of(const Bytes& bytes) {
    Packet packet;
    return parse_packet(bytes, packet);
}

}  // namespace

TEST_CASE("A SYN,ACK that Linux sent is read field by field", "[wire][rfc791][rfc9293][3.1]") {
    const Bytes bytes = syn_ack();
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());

    CHECK(to_text(packet.ip.source) == "10.0.0.2");
    CHECK(to_text(packet.ip.destination) == "10.0.0.9");
    CHECK(packet.ip.identification == 0);
    CHECK(packet.ip.ttl == 64);
    CHECK(packet.ip.dont_fragment);
    CHECK(packet.total_length == 60);
    CHECK(packet.ipv4_header_length == 20);
    CHECK(packet.tcp_header_length == 40);
    CHECK(packet.source() == Endpoint{{0x0a000002}, 80});
    CHECK(packet.destination() == Endpoint{{0x0a000009}, 40000});

    const Segment& segment = packet.segment;
    CHECK(segment.seq == SeqNum{335'021'136});
    CHECK(segment.ack == SeqNum{1001});
    CHECK(segment.ctl == (syn | ack));
    CHECK(segment.raw_window == 65'160);
    CHECK(segment.text.empty());
    CHECK(segment.len() == 1);
    CHECK(segment.options.has_mss);
    CHECK(segment.options.mss == 1460);
    CHECK(segment.options.window_scale == 10);
    CHECK(segment.options.sack_permitted);
    CHECK(segment.options.timestamps == Timestamps{1'618'129'407, 7});
    CHECK(segment.options.unknown.empty());
}

TEST_CASE("SACK blocks are read in their order, the duplicate first", "[wire][rfc2018][3][rfc2883]") {
    const Bytes bytes = test::bytes_of_hex(test::linux_captures[7].hex);
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    const auto& sack = packet.segment.options.sack;
    REQUIRE(sack.size() == 3);
    CHECK(sack[0] == SackBlock{{1001}, {1101}});
    CHECK(sack[1] == SackBlock{{1501}, {1601}});
    CHECK(sack[2] == SackBlock{{1301}, {1401}});
}

TEST_CASE("An option that is not implemented is ignored without error and kept byte for byte",
          "[wire][rfc9293][3.1][MUST-6]") {
    const Bytes bytes = test::bytes_of_hex(test::linux_md5_syn.hex);
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    const Options& options = packet.segment.options;
    CHECK(Bytes(options.unknown.begin(), options.unknown.end()) ==
          test::bytes_of_hex("1312 92ee28fc 5a061bbf cb0255ba 1cc0cebe"));
    CHECK(options.mss == 1460);
    CHECK(options.window_scale == 10);
}

TEST_CASE("A Fast Open option is a request or a cookie, of either kind", "[wire][rfc7413][4.1.1]") {
    const auto options_of = [](std::string_view hex) {
        Bytes bytes = syn_ack();
        const Bytes option = test::bytes_of_hex(hex);
        std::fill(bytes.begin() + 40, bytes.end(), std::uint8_t{1});
        std::copy(option.begin(), option.end(), bytes.begin() + 40);
        REQUIRE(repair_checksums(bytes));
        Packet packet;
        REQUIRE(parse_packet(bytes, packet).ok());
        return packet.segment.options;
    };
    const Options request = options_of("2202");
    CHECK(request.has_fast_open);
    CHECK(request.fast_open_cookie.empty());
    const Options cookie = options_of("220a 0102030405060708");
    CHECK(cookie.fast_open_cookie.size() == 8);
    CHECK_FALSE(cookie.fast_open_is_experimental);
    const Options experiment = options_of("fe0c f989 0102030405060708");
    CHECK(experiment.fast_open_cookie == cookie.fast_open_cookie);
    CHECK(experiment.fast_open_is_experimental);

    // "Options with invalid Length values … MUST be ignored": they are kept among the unknown ones.
    for (const char* const odd : {"2204 0102", "2207 0102030405", "2214 010203040506070809101112131415161718",
                                  "fe06 f989 0102", "fe04 1234"}) {
        const Options ignored = options_of(odd);
        CHECK_FALSE(ignored.has_fast_open);
        CHECK(Bytes(ignored.unknown.begin(), ignored.unknown.end()) == test::bytes_of_hex(odd));
    }
}

TEST_CASE("The User Timeout option has four bytes and no others", "[wire][rfc5482][3]") {
    Bytes bytes = syn_ack();
    const Bytes option = test::bytes_of_hex("1c04 8005");
    std::copy(option.begin(), option.end(), bytes.begin() + 40);
    REQUIRE(repair_checksums(bytes));
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    CHECK(packet.segment.options.has_user_timeout);
    CHECK(packet.segment.options.user_timeout == 0x8005);  // five minutes

    bytes[41] = 6;
    REQUIRE(repair_checksums(bytes));
    CHECK(to_text(error_of(bytes)) == "byte 41: option kind 28 (User Timeout) has length 6; it must be 4.");
}

TEST_CASE("Options are read wherever they begin, on a word boundary or not",
          "[wire][rfc9293][3.2][MUST-64]") {
    Bytes bytes = syn_ack();
    const Bytes shifted = test::bytes_of_hex("01 020405b4 03030a 080a 00000005 00000006 00 00");
    std::copy(shifted.begin(), shifted.end(), bytes.begin() + 40);
    REQUIRE(repair_checksums(bytes));
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    CHECK(packet.segment.options.mss == 1460);
    CHECK(packet.segment.options.window_scale == 10);
    CHECK(packet.segment.options.timestamps == Timestamps{5, 6});
    CHECK_FALSE(packet.segment.options.sack_permitted);
}

TEST_CASE("What follows End of Option List is padding, not an option", "[wire][rfc9293][3.2]") {
    Bytes bytes = syn_ack();
    bytes[44] = 0;  // where SACK-permitted began
    REQUIRE(repair_checksums(bytes));
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    CHECK(packet.segment.options.has_mss);
    CHECK_FALSE(packet.segment.options.has_timestamps);
}

TEST_CASE("Bytes beyond Total Length are a link's padding", "[wire][rfc791][3.1]") {
    Bytes bytes = syn_ack();
    bytes.resize(bytes.size() + 7, 0xee);
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    CHECK(packet.segment.text.empty());
}

TEST_CASE("IPv4 options are skipped", "[wire][rfc791][3.1]") {
    Bytes bytes = syn_ack();
    bytes.insert(bytes.begin() + 20, {0x94, 0x04, 0x00, 0x00});  // router alert
    bytes[0] = 0x46;
    bytes[3] = 64;
    REQUIRE(repair_checksums(bytes));
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    CHECK(packet.segment.options.mss == 1460);
}

TEST_CASE("A packet that ends early says where", "[wire][errors]") {
    const Bytes whole = syn_ack();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
        CAPTURE(length);
        CHECK(error_of(cut).kind == (length < 20 ? Malformed::TooShortForIpv4 : Malformed::TotalLength));
    }
    CHECK(to_text(error_of(Bytes(7))) ==
          "byte 7: the packet ends after 7 bytes; an IPv4 header has at least 20.");
}

TEST_CASE("Each lie of the IPv4 header is found at its byte", "[wire][rfc791][3.1][errors]") {
    const auto sentence = [](std::size_t at, std::uint8_t value) {
        return to_text(error_of(with_byte(at, value)));
    };
    CHECK(sentence(0, 0x65) == "byte 0: the IP version is 6; only 4 is understood.");
    CHECK(sentence(0, 0x44) ==
          "byte 0: the IPv4 header length is 16 bytes; it must be from 20 to the 60 that are there.");
    CHECK(sentence(3, 19) == "byte 2: the total length is 19; the IPv4 header alone has 20 bytes.");
    CHECK(sentence(3, 61) == "byte 2: the total length is 61; only 60 bytes are there.");
    CHECK(sentence(6, 0x20) ==
          "byte 6: the packet is a fragment (offset 0 bytes); fragments are not reassembled.");
    CHECK(sentence(7, 3) ==
          "byte 6: the packet is a fragment (offset 24 bytes); fragments are not reassembled.");
    CHECK(sentence(9, 17) == "byte 9: the protocol is 17; TCP is 6.");
}

TEST_CASE("Each lie of the TCP header is found at its byte", "[wire][rfc9293][3.1][errors]") {
    CHECK(to_text(error_of(with_byte(32, 0x40))) ==
          "byte 32: the data offset says 16 bytes; it must be from 20 to the 40 that are there.");
    CHECK(to_text(error_of(with_byte(32, 0xb0))) ==
          "byte 32: the data offset says 44 bytes; it must be from 20 to the 40 that are there.");
    Bytes stub = test::bytes_of_hex("45000027 00014000 40060000 0a000002 0a000009");
    stub.resize(39);
    Bytes as_if_whole = stub;  // the IPv4 checksum must be right for the length to be looked at
    as_if_whole.resize(40);
    as_if_whole[3] = 40;
    REQUIRE(repair_checksums(as_if_whole));
    stub[10] = as_if_whole[10];
    stub[11] = static_cast<std::uint8_t>(as_if_whole[11] + 1);
    CHECK(to_text(error_of(stub)) ==
          "byte 39: the packet ends 19 bytes into the TCP header, which has at least 20.");
}

TEST_CASE("A wrong checksum is told with the right one", "[wire][rfc9293][3.1][MUST-3][errors]") {
    Bytes bytes = syn_ack();
    bytes[10] ^= 0x01;
    CHECK(to_text(error_of(bytes)) ==
          "byte 10: the IPv4 header checksum is 0x27b2; the header sums to 0x26b2.");
    bytes = syn_ack();
    bytes[36] ^= 0x80;
    CHECK(to_text(error_of(bytes)) == "byte 36: the TCP checksum is 0xea1f; the segment sums to 0x6a1f.");
}

TEST_CASE("Every single flipped bit of a packet is noticed", "[wire][rfc9293][3.1][MUST-3]") {
    const Bytes good = syn_ack();
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
        Bytes bytes = good;
        bytes[bit / 8] ^= static_cast<std::uint8_t>(0x80 >> bit % 8);
        CAPTURE(bit);
        CHECK_FALSE(error_of(bytes).ok());
    }
}

TEST_CASE("A segment whose checksum fails is decoded all the same, for whoever wants to look", "[wire]") {
    Bytes bytes = syn_ack();
    bytes[30] ^= 0x40;  // in the acknowledgment number
    Packet packet;
    CHECK(parse_packet(bytes, packet).kind == Malformed::TcpChecksum);
    CHECK(packet.segment.seq == SeqNum{335'021'136});
    CHECK(packet.segment.options.mss == 1460);
}

TEST_CASE("An illegal option length is told, and the segment before it stands",
          "[wire][rfc9293][3.1][MUST-7][errors]") {
    const auto sentence = [](std::size_t at, std::uint8_t value) {
        return to_text(error_of(with_byte(at, value)));
    };
    CHECK(sentence(41, 0) == "byte 41: option kind 2 (Maximum segment size) has length 0; it must be 4.");
    CHECK(sentence(45, 3) == "byte 45: option kind 4 (SACK permitted) has length 3; it must be 2.");
    CHECK(sentence(47, 255) == "byte 47: option kind 8 (Timestamps) has length 255; it must be 10.");
    CHECK(sentence(58, 2) == "byte 58: option kind 3 (Window scale) has length 2; it must be 3.");
    CHECK(sentence(59, 5) == "");  // the shift count may be anything

    Bytes bytes = with_byte(57, 34);  // now a Fast Open cookie
    bytes[58] = 1;
    repair_checksums(bytes);
    CHECK(to_text(error_of(bytes)) ==
          "byte 58: option kind 34 (TCP Fast Open Cookie) has length 1; it cannot be below 2.");
    bytes[58] = 8;
    repair_checksums(bytes);
    CHECK(
        to_text(error_of(bytes)) ==
        "byte 58: option kind 34 (TCP Fast Open Cookie) has length 8; only 3 bytes of the header are left.");
    bytes[57] = bytes[58] = 1;
    bytes[59] = 5;
    repair_checksums(bytes);
    CHECK(to_text(error_of(bytes)) ==
          "byte 59: option kind 5 (SACK) is the header's last byte; its length is missing.");

    Packet packet;
    const ParseError error = parse_packet(bytes, packet);
    CHECK(error.only_options());
    CHECK(packet.segment.ctl == (syn | ack));
    CHECK(packet.segment.options.mss == 1460);
}

TEST_CASE("A SACK option has from one to four whole blocks", "[wire][rfc2018][3][errors]") {
    for (unsigned length = 0; length < 256; ++length) {
        Bytes bytes =
            test::bytes_of_hex(test::linux_captures[7].hex);  // its SACK option is at 54, 26 bytes long
        bytes[55] = static_cast<std::uint8_t>(length);
        REQUIRE(repair_checksums(bytes));
        const bool fits = length == 10 || length == 18 || length == 26;
        CAPTURE(length);
        // With 10 or 18 the rest of the blocks is read as options: whatever comes of that, it is no crash.
        if (length == 26) CHECK(error_of(bytes).ok());
        if (!fits) CHECK(error_of(bytes).offset == 55);
        if (!fits) CHECK(error_of(bytes).only_options());
    }
}

TEST_CASE("Where a kind comes twice, the last one counts", "[wire][options]") {
    Bytes bytes = syn_ack();
    const Bytes twice = test::bytes_of_hex("02040111 02040222");
    std::copy(twice.begin(), twice.end(), bytes.begin() + 40);
    std::fill(bytes.begin() + 48, bytes.end(), std::uint8_t{0});
    REQUIRE(repair_checksums(bytes));
    Packet packet;
    REQUIRE(parse_packet(bytes, packet).ok());
    CHECK(packet.segment.options.mss == 0x222);
}

TEST_CASE("A Packet that is used again keeps nothing of the one before", "[wire]") {
    const Bytes first = test::bytes_of_hex(test::linux_captures[7].hex);
    const Bytes second = test::bytes_of_hex(test::linux_captures[5].hex);
    Packet used, fresh;
    REQUIRE(parse_packet(first, used).ok());
    REQUIRE(parse_packet(second, used).ok());
    REQUIRE(parse_packet(second, fresh).ok());
    CHECK(static_cast<const TcpHeader&>(used.segment) == fresh.segment);
    CHECK(used.ip == fresh.ip);
}
