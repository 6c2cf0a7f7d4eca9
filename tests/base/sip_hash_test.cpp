#include "base/sip_hash.h"

#include <catch2/catch_test_macros.hpp>
#include <numeric>
#include <vector>

namespace {

// The key and the messages of the reference test vectors: bytes 00 01 02 …
constexpr hw::SipKey reference_key{0x0706'0504'0302'0100u, 0x0f0e'0d0c'0b0a'0908u};

std::uint64_t hash_of_first(std::uint8_t length) {
    std::vector<std::uint8_t> message(length);
    std::iota(message.begin(), message.end(), std::uint8_t{0});
    return hw::sip_hash(reference_key, message);
}

}  // namespace

TEST_CASE("SipHash-2-4 gives the numbers of its authors' test vectors", "[base]") {
    CHECK(hash_of_first(0) == 0x726f'db47'dd0e'0e31u);
    CHECK(hash_of_first(1) == 0x74f8'39c5'93dc'67fdu);
    CHECK(hash_of_first(7) == 0xab02'00f5'8b01'd137u);
    CHECK(hash_of_first(8) == 0x93f5'f579'9a93'2462u);
    CHECK(hash_of_first(15) == 0xa129'ca61'49be'45e5u);
    CHECK(hash_of_first(63) == 0x958a'324c'eb06'4572u);
}

TEST_CASE("Another key gives another hash", "[base]") {
    const std::vector<std::uint8_t> message = {1, 2, 3};
    CHECK(hw::sip_hash({1, 2}, message) != hw::sip_hash({1, 3}, message));
    CHECK(hw::sip_hash({1, 2}, message) != hw::sip_hash({2, 2}, message));
}
