#pragma once

#include <cstdint>
#include <span>

namespace hw {

// A 128-bit secret, as two little-endian words.
struct SipKey {
    std::uint64_t k0 = 0;
    std::uint64_t k1 = 0;
    friend constexpr bool operator==(const SipKey&, const SipKey&) = default;
};

// SipHash-2-4 (Aumasson and Bernstein, 2012): a keyed hash for short inputs. Without the key its
// output cannot be predicted, which is what RFC 6528 asks of F() and hash tables of strangers' keys.
std::uint64_t sip_hash(const SipKey& key, std::span<const std::uint8_t> message);

}  // namespace hw
