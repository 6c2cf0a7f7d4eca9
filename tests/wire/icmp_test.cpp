#include "wire/icmp.h"

#include <catch2/catch_test_macros.hpp>

#include "base/prng.h"
#include "support/hex.h"
#include "support/wire/captures.h"
#include "support/wire/random_packet.h"
#include "wire/bytes.h"
#include "wire/field_map.h"

using namespace hw;
using namespace hw::wire;

namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr Ipv4Address router{0x0a00'00fe};

IcmpReport too_big(std::uint16_t mtu) {
    return {.type = static_cast<std::uint8_t>(IcmpType::DestinationUnreachable),
            .code = static_cast<std::uint8_t>(Unreachable::FragmentationNeeded),
            .next_hop_mtu = mtu,
            .from = router};
}

// A SYN,ACK from 10.0.0.2:80 to 10.0.0.9:40000, SEG.SEQ 335021136.
Bytes our_segment() { return test::bytes_of_hex(test::linux_captures[1].hex); }

Bytes error_about(const Bytes& datagram, const IcmpReport& report) {
    Bytes out(max_icmp_error_bytes);
    const auto length = emit_icmp_error(report, datagram, out);
    REQUIRE(length.ok());
    out.resize(*length);
    return out;
}

IcmpParseError parse_of(const Bytes& bytes) {
    IcmpError out;
    return parse_icmp_error(bytes, out);
}

// The ICMP checksum made right again after an edit.
void repair(Bytes& bytes) {
    bytes[22] = bytes[23] = 0;
    std::uint32_t sum = 0;
    for (std::size_t i = 20; i + 1 < bytes.size(); i += 2) sum += load_16(&bytes[i]);
    if (bytes.size() % 2 != 0) sum += static_cast<std::uint32_t>(bytes.back() << 8);
    while (sum >> 16 != 0) sum = (sum & 0xffff) + (sum >> 16);
    store_16(&bytes[22], static_cast<std::uint16_t>(~sum));
}

}  // namespace

TEST_CASE("\"Fragmentation needed\" says which segment was too big, and how big one may be",
          "[wire][rfc792][rfc1191][4]") {
    const Bytes bytes = error_about(our_segment(), too_big(1400));
    IcmpError error;
    const IcmpParseError problem = parse_icmp_error(bytes, error);
    INFO(to_text(problem));
    REQUIRE(problem.ok());
    CHECK(error.is(Unreachable::FragmentationNeeded));
    CHECK(error == IcmpError{.type = 3,
                             .code = 4,
                             .next_hop_mtu = 1400,
                             .quoted_length = 60,
                             .from = router,
                             .to = {0x0a00'0002},
                             .local = {{0x0a00'0002}, 80},
                             .remote = {{0x0a00'0009}, 40'000},
                             .seq = {335'021'136}});
    CHECK(describe_as_tcpdump(error) ==
          "IP 10.0.0.254 > 10.0.0.2: ICMP 10.0.0.9 unreachable - need to frag (mtu 1400)");
}

TEST_CASE("An error quotes the datagram unchanged, as far as 576 bytes go", "[wire][rfc1122][3.2.2]") {
    Bytes big = our_segment();
    big.resize(1500, 'x');
    store_16(&big[2], 1500);
    const Bytes bytes = error_about(big, too_big(0));
    CHECK(bytes.size() == 576);
    CHECK(std::equal(bytes.begin() + 28, bytes.end(), big.begin()));
    IcmpError error;
    REQUIRE(parse_icmp_error(bytes, error).ok());
    CHECK(error.next_hop_mtu == 0);
    CHECK(error.quoted_length == 1500);
}

TEST_CASE("Eight octets after the quoted header are enough, seven are not", "[wire][rfc792][errors]") {
    Bytes datagram = our_segment();
    datagram.resize(28);
    Bytes bytes = error_about(datagram, too_big(576));
    CHECK(parse_of(bytes).ok());

    datagram.resize(27);
    Bytes out(100, 0xaa);
    const auto refused = emit_icmp_error(too_big(576), datagram, out);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error() == EmitError{EmitError::Kind::BufferTooSmall, 28, 27});
    CHECK(out == Bytes(100, 0xaa));

    bytes.resize(bytes.size() - 1);
    store_16(&bytes[2], static_cast<std::uint16_t>(bytes.size()));
    store_16(&bytes[10], 0);
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < 20; i += 2) sum += load_16(&bytes[i]);
    store_16(&bytes[10], static_cast<std::uint16_t>(~((sum & 0xffff) + (sum >> 16))));
    repair(bytes);
    CHECK(to_text(parse_of(bytes)) == "byte 55: the ICMP message quotes 27 bytes; it takes at least 28.");
}

TEST_CASE("A buffer that is too small for the error is refused and left untouched", "[wire][errors]") {
    Bytes out(87, 0xaa);
    const auto refused = emit_icmp_error(too_big(1400), our_segment(), out);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.error() == EmitError{EmitError::Kind::BufferTooSmall, 88, 87});
    CHECK(out == Bytes(87, 0xaa));
}

TEST_CASE("What is no ICMP error about a TCP segment is refused with its byte", "[wire][rfc792][errors]") {
    const Bytes good = error_about(our_segment(), too_big(1400));
    const auto said_of = [&](std::size_t at, std::uint8_t value) {
        Bytes bytes = good;
        bytes[at] = value;
        repair(bytes);
        return to_text(parse_of(bytes));
    };
    CHECK(said_of(20, 8) == "byte 20: ICMP type 8 is no error about a datagram.");
    CHECK(said_of(28, 0x65) == "byte 28: what the ICMP message quotes is no IPv4 datagram.");
    CHECK(said_of(28, 0x44) == "byte 28: what the ICMP message quotes is no IPv4 datagram.");
    CHECK(said_of(37, 17) == "byte 37: the ICMP message quotes no beginning of a TCP segment (protocol 17).");
    CHECK(said_of(35, 1) == "byte 37: the ICMP message quotes no beginning of a TCP segment (protocol 6).");

    Bytes bytes = good;
    bytes[26] ^= 1;
    CHECK(parse_of(bytes).problem == IcmpProblem::Checksum);
    bytes = good;
    bytes[12] ^= 1;
    CHECK(parse_of(bytes).ipv4.kind == Malformed::Ipv4Checksum);
    CHECK(parse_of(our_segment()).problem == IcmpProblem::NotIcmp);
    CHECK(parse_of({}).problem == IcmpProblem::Ipv4);

    Packet packet;
    CHECK(parse_packet(good, packet).kind == Malformed::NotTcp);
    CHECK(carries_icmp(good));
    CHECK_FALSE(carries_icmp(our_segment()));
}

TEST_CASE("Errors are printed as tcpdump prints them", "[wire]") {
    const auto said = [](std::uint8_t type, std::uint8_t code) {
        IcmpError error;
        const IcmpReport report{.type = type, .code = code, .from = router};
        REQUIRE(parse_icmp_error(error_about(our_segment(), report), error).ok());
        return describe_as_tcpdump(error).substr(31);
    };
    CHECK(said(3, 0) == "net 10.0.0.9 unreachable");
    CHECK(said(3, 1) == "host 10.0.0.9 unreachable");
    CHECK(said(3, 2) == "10.0.0.9 protocol 6 unreachable");
    CHECK(said(3, 3) == "10.0.0.9 tcp port 40000 unreachable");
    CHECK(said(3, 4) == "10.0.0.9 unreachable - need to frag");
    CHECK(said(3, 13) == "host 10.0.0.9 unreachable - admin prohibited filter");
    CHECK(said(3, 99) == "10.0.0.9 unreachable - #99");
    CHECK(said(4, 0) == "source quench");
    CHECK(said(11, 0) == "time exceeded in-transit");
    CHECK(said(12, 0) == "parameter problem");
}

TEST_CASE("The hex view names an ICMP error's fields and those of the datagram that it quotes",
          "[wire][hex]") {
    const auto fields = field_map(error_about(our_segment(), too_big(1400)));
    const auto value_at = [&](std::uint32_t offset) {
        const Field* field = find_field(fields, offset);
        return field == nullptr ? std::string() : std::string(field->filter) + " " + field->value;
    };
    CHECK(value_at(20) == "icmp.type 3");
    CHECK(value_at(21) == "icmp.code 4");
    CHECK(value_at(26) == "icmp.mtu 1400");
    CHECK(value_at(44) == "ip.dst 10.0.0.9");
    CHECK(value_at(48) == "tcp.srcport 80");
    CHECK(value_at(52) == "tcp.seq_raw 335021136");
}

TEST_CASE("Damaged ICMP errors are parsed or refused, never misread", "[wire][mutation]") {
    Prng prng{7};
    std::uint32_t parsed = 0;
    for (int round = 0; round < 30'000; ++round) {
        Bytes bytes =
            error_about(our_segment(), {.type = static_cast<std::uint8_t>(prng.below(14)),
                                        .code = static_cast<std::uint8_t>(prng.below(16)),
                                        .next_hop_mtu = static_cast<std::uint16_t>(prng.below(2000)),
                                        .from = router});
        for (std::uint32_t edits = prng.below(3); edits > 0; --edits)
            bytes[20 + prng.below(40)] = static_cast<std::uint8_t>(prng.below(256));
        if (prng.chance(250'000)) bytes.resize(prng.below(static_cast<std::uint32_t>(bytes.size())));
        if (bytes.size() > 24 && prng.chance(700'000)) repair(bytes);
        IcmpError error;
        const IcmpParseError problem = parse_icmp_error(bytes, error);
        if (problem.ok()) {
            ++parsed;
            REQUIRE_FALSE(describe_as_tcpdump(error).empty());
        } else {
            REQUIRE(problem.offset <= bytes.size());
            REQUIRE_FALSE(to_text(problem).empty());
        }
        for (const Field& field : field_map(bytes)) REQUIRE(field.offset + field.bytes <= bytes.size());
    }
    CHECK(parsed > 3'000);
}
