#pragma once

#include <concepts>
#include <cstdint>
#include <span>
#include <type_traits>

#include "base/ids.h"
#include "base/seq_num.h"
#include "base/time.h"

namespace hw {

// Sums up state by its fields, never by its padding: equal worlds have equal digests natively and
// as wasm (DESIGN law 4). Not cryptographic; a 64-bit fingerprint against accidents.
//
// A type takes part by a free function `void digest(Digest&, const T&)` beside it.
class Digest {
  public:
    constexpr void word(std::uint64_t value) {
        state_ = (state_ ^ value) * 0x9fb2'1c65'1e98'df25u;
        state_ ^= state_ >> 32;
    }
    void bytes(std::span<const std::uint8_t> data);
    constexpr std::uint64_t value() const { return state_; }

  private:
    std::uint64_t state_ = 0x6861'6e64'7761'7665u;  // "handwave"
};

template <class T>
requires(std::integral<T> || std::is_enum_v<T>) constexpr void digest(Digest& d, T value) {
    d.word(static_cast<std::uint64_t>(value));
}
constexpr void digest(Digest& d, SeqNum n) { d.word(n.raw); }
constexpr void digest(Digest& d, Instant t) { d.word(static_cast<std::uint64_t>(t.us)); }
constexpr void digest(Digest& d, Duration t) { d.word(static_cast<std::uint64_t>(t.us)); }
template <class Tag>
constexpr void digest(Digest& d, Id<Tag> id) {
    d.word(id.value);
}

// digest_all(d, a, b, c): the fields of a record, in order.
template <class... Fields>
constexpr void digest_all(Digest& d, const Fields&... fields) {
    (digest(d, fields), ...);
}

}  // namespace hw
