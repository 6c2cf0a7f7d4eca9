#include <catch2/catch_test_macros.hpp>

#include "support/wire/random_packet.h"
#include "wire/describe.h"
#include "wire/field_map.h"
#include "wire/parse.h"

// What a fuzzer would do, without a corpus and the same every time: valid packets are damaged, and whatever
// becomes of them is parsed. Sanitizers watch; the properties below must hold for any bytes.

using namespace hw;
using namespace hw::wire;

namespace {

using Bytes = std::vector<std::uint8_t>;

void mutate(Prng& prng, Bytes& bytes) {
    for (std::uint32_t edits = prng.between(1, 4); edits > 0 && !bytes.empty(); --edits) {
        // Headers are where the damage is interesting; a packet's first 80 bytes have all of them.
        const std::uint32_t at =
            prng.below(std::min<std::uint32_t>(80, static_cast<std::uint32_t>(bytes.size())));
        switch (prng.below(4)) {
            case 0: bytes[at] = static_cast<std::uint8_t>(prng.below(256)); break;
            case 1: bytes[at] ^= static_cast<std::uint8_t>(1 << prng.below(8)); break;
            case 2: bytes[at] = prng.chance(500'000) ? std::uint8_t{0} : std::uint8_t{255}; break;
            default: bytes.resize(prng.below(static_cast<std::uint32_t>(bytes.size()) + 1)); break;
        }
    }
}

void check_properties(const Bytes& bytes) {
    Packet packet;
    const ParseError error = parse_packet(bytes, packet);
    if (error.ok()) {
        // What was read lies within what was given.
        REQUIRE(packet.total_length <= bytes.size());
        REQUIRE(packet.ipv4_header_length + packet.tcp_header_length + packet.segment.text.size() ==
                packet.total_length);
    } else {
        REQUIRE(error.offset <= bytes.size());
        REQUIRE_FALSE(to_text(error).empty());
    }
}

}  // namespace

TEST_CASE("A hundred thousand damaged packets are parsed or refused, never misread", "[wire][mutation]") {
    Prng prng{4};
    std::uint32_t parsed = 0, refused_for_options = 0;
    for (int round = 0; round < 100'000; ++round) {
        test::RandomPacket sent = test::random_packet(prng);
        if (sent.text.size() > 60) sent.text.resize(60);
        Bytes bytes = test::emitted(sent, prng);
        mutate(prng, bytes);
        // Half of them with their checksums made right, or hardly any would get past these.
        if (prng.chance(500'000)) repair_checksums(bytes);
        check_properties(bytes);

        Packet packet;
        const ParseError error = parse_packet(bytes, packet);
        parsed += error.ok() ? 1 : 0;
        refused_for_options += error.only_options() ? 1 : 0;
        if (round % 50 == 0) {
            for (const Field& field : field_map(bytes)) REQUIRE(field.offset + field.bytes <= bytes.size());
            if (error.ok()) REQUIRE_FALSE(describe_as_tcpdump(packet).empty());
        }
    }
    // The damage reaches all depths: otherwise this test would be looking at the first check only.
    CHECK(parsed > 5'000);
    CHECK(refused_for_options > 1'000);
}
