#include "wire/field_map.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "support/hex.h"
#include "support/wire/captures.h"
#include "support/wire/random_packet.h"

using namespace hw;
using namespace hw::wire;

namespace {

const Field& field(const std::vector<Field>& fields, std::string_view filter) {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.filter == filter; });
    REQUIRE(found != fields.end());
    return *found;
}

// What is said of one field: "offset+bytes bit.bits value".
std::string said(const std::vector<Field>& fields, std::string_view filter) {
    const Field& f = field(fields, filter);
    return std::to_string(f.offset) + "+" + std::to_string(f.bytes) + " " + std::to_string(f.first_bit) +
           "." + std::to_string(f.bits) + " " + f.value;
}

}  // namespace

TEST_CASE("Each field of a packet is found at its bytes and bits with its value", "[wire][hex]") {
    const auto bytes = test::bytes_of_hex(test::linux_captures[1].hex);
    const auto fields = field_map(bytes);
    CHECK(said(fields, "ip") == "0+20 0.160 20 bytes");
    CHECK(said(fields, "ip.version") == "0+1 0.4 4");
    CHECK(said(fields, "ip.hdr_len") == "0+1 4.4 20 bytes (5)");
    CHECK(said(fields, "ip.len") == "2+2 0.16 60");
    CHECK(said(fields, "ip.flags.df") == "6+1 1.1 Set");
    CHECK(said(fields, "ip.frag_offset") == "6+2 3.13 0");
    CHECK(said(fields, "ip.ttl") == "8+1 0.8 64");
    CHECK(said(fields, "ip.checksum") == "10+2 0.16 0x26b2");
    CHECK(said(fields, "ip.src") == "12+4 0.32 10.0.0.2");
    CHECK(said(fields, "tcp") == "20+40 0.320 40 bytes");
    CHECK(said(fields, "tcp.srcport") == "20+2 0.16 80");
    CHECK(said(fields, "tcp.seq_raw") == "24+4 0.32 335021136");
    CHECK(said(fields, "tcp.ack_raw") == "28+4 0.32 1001");
    CHECK(said(fields, "tcp.hdr_len") == "32+1 0.4 40 bytes (10)");
    CHECK(said(fields, "tcp.flags") == "32+2 4.12 0x012");
    CHECK(said(fields, "tcp.flags.syn") == "33+1 6.1 Set");
    CHECK(said(fields, "tcp.flags.fin") == "33+1 7.1 Not set");
    CHECK(said(fields, "tcp.window_size_value") == "34+2 0.16 65160");
    CHECK(said(fields, "tcp.options.mss") == "40+4 0.32 ");
    CHECK(said(fields, "tcp.options.mss_val") == "42+2 0.16 1460");
    CHECK(said(fields, "tcp.options.timestamp.tsval") == "48+4 0.32 1618129407");
    CHECK(said(fields, "tcp.options.wscale.shift") == "59+1 0.8 10");
}

TEST_CASE("A byte of the hex view leads to its innermost field", "[wire][hex]") {
    const auto fields = field_map(test::bytes_of_hex(test::linux_captures[1].hex));
    CHECK(find_field(fields, 43)->filter == "tcp.options.mss_val");
    CHECK(find_field(fields, 41)->filter == "tcp.option_len");
    CHECK(find_field(fields, 8)->filter == "ip.ttl");
    CHECK(find_field(fields, 60) == nullptr);
}

TEST_CASE("Every byte of every packet belongs to a field, and every field to the packet",
          "[wire][hex][property]") {
    Prng prng{3};
    for (int round = 0; round < 300; ++round) {
        const auto bytes = test::emitted(test::random_packet(prng), prng);
        const auto fields = field_map(bytes);
        for (std::uint32_t at = 0; at < bytes.size(); ++at) REQUIRE(find_field(fields, at) != nullptr);
        for (const Field& f : fields) {
            REQUIRE(f.bytes > 0);
            REQUIRE(f.offset + f.bytes <= bytes.size());
            REQUIRE(f.first_bit + f.bits <= f.bytes * 8);
            REQUIRE_FALSE(f.name.empty());
        }
        REQUIRE(std::is_sorted(fields.begin(), fields.end(), [](const Field& a, const Field& b) {
            return a.offset * 8 + a.first_bit < b.offset * 8 + b.first_bit;
        }));
    }
}

TEST_CASE("Where a header is cut off or lies, the map says so and ends", "[wire][hex][errors]") {
    auto bytes = test::bytes_of_hex(test::linux_captures[1].hex);
    CHECK(field_map({}).empty());
    CHECK(field(field_map(std::span{bytes}.first(13)), "ip").value == "13 bytes, malformed");

    bytes[32] = 0x40;  // a data offset of four words
    CHECK(field(field_map(bytes), "tcp").value == "20 bytes, malformed");
    bytes[32] = 0xa0;
    bytes[47] = 0;  // timestamps without a length
    const auto fields = field_map(bytes);
    CHECK(said(fields, "tcp.options") == "46+14 0.112 malformed");
    CHECK(fields.back().filter == "tcp.options");
}

TEST_CASE("The parts of a Fast Open cookie and of a User Timeout are named", "[wire][hex]") {
    TcpHeader tcp;
    tcp.options.has_fast_open = tcp.options.fast_open_is_experimental = true;
    for (int i = 0; i < 4; ++i) tcp.options.fast_open_cookie.push_back(7);
    tcp.options.has_user_timeout = true;
    tcp.options.user_timeout = 0x8005;
    std::vector<std::uint8_t> bytes(packet_length(tcp, 0));
    REQUIRE(emit_packet({}, tcp, {}, bytes).ok());
    const auto fields = field_map(bytes);
    CHECK(said(fields, "tcp.options.experimental.exid") == "42+2 0.16 0xf989");
    CHECK(said(fields, "tcp.options.tfo.cookie") == "44+4 0.32 4 bytes");
    CHECK(said(fields, "tcp.options.user_to_granularity") == "50+1 0.1 minutes");
    CHECK(said(fields, "tcp.options.user_to_val") == "50+2 1.15 5");
}
