#include "base/sip_hash.h"

namespace hw {
namespace {

constexpr std::uint64_t rotate_left(std::uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }

struct SipState {
    std::uint64_t v0, v1, v2, v3;

    constexpr void round() {
        v0 += v1;
        v1 = rotate_left(v1, 13);
        v1 ^= v0;
        v0 = rotate_left(v0, 32);
        v2 += v3;
        v3 = rotate_left(v3, 16);
        v3 ^= v2;
        v0 += v3;
        v3 = rotate_left(v3, 21);
        v3 ^= v0;
        v2 += v1;
        v1 = rotate_left(v1, 17);
        v1 ^= v2;
        v2 = rotate_left(v2, 32);
    }
    constexpr void absorb(std::uint64_t word) {
        v3 ^= word;
        round();
        round();
        v0 ^= word;
    }
};

}  // namespace

std::uint64_t sip_hash(const SipKey& key, std::span<const std::uint8_t> message) {
    SipState s{key.k0 ^ 0x736f'6d65'7073'6575u, key.k1 ^ 0x646f'7261'6e64'6f6du,
               key.k0 ^ 0x6c79'6765'6e65'7261u, key.k1 ^ 0x7465'6462'7974'6573u};
    std::uint64_t word = 0;
    std::uint32_t shift = 0;
    for (const std::uint8_t byte : message) {
        word |= std::uint64_t{byte} << shift;
        shift += 8;
        if (shift == 64) {
            s.absorb(word);
            word = 0;
            shift = 0;
        }
    }
    s.absorb(word | std::uint64_t{message.size()} << 56);
    s.v2 ^= 0xff;
    for (int i = 0; i < 4; ++i) s.round();
    return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

}  // namespace hw
