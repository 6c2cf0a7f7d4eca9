#pragma once

#include <cstdint>

namespace hw {

// A position in the circular 32-bit sequence space (RFC 9293 §3.4).
//
// "<" means "comes before" and is meaningful only for numbers less than 2^31 apart. There is
// deliberately no <=> and no hash: the relation is not transitive, so a SeqNum must never become
// the key of a sorted container.
struct SeqNum {
    std::uint32_t raw = 0;

    friend constexpr bool operator==(SeqNum, SeqNum) = default;
    friend constexpr bool operator<(SeqNum a, SeqNum b) {
        return static_cast<std::int32_t>(a.raw - b.raw) < 0;
    }
    friend constexpr bool operator<=(SeqNum a, SeqNum b) { return a == b || a < b; }
    friend constexpr bool operator>(SeqNum a, SeqNum b) { return b < a; }
    friend constexpr bool operator>=(SeqNum a, SeqNum b) { return b <= a; }
    friend constexpr SeqNum operator+(SeqNum a, std::uint32_t length) { return {a.raw + length}; }
    friend constexpr SeqNum operator-(SeqNum a, std::uint32_t length) { return {a.raw - length}; }

    // How many sequence numbers lie between two positions, first <= last, in [0, 2^31).
    friend constexpr std::uint32_t distance(SeqNum first, SeqNum last) { return last.raw - first.raw; }
};

constexpr SeqNum later_of(SeqNum a, SeqNum b) { return a < b ? b : a; }
constexpr SeqNum earlier_of(SeqNum a, SeqNum b) { return a < b ? a : b; }

}  // namespace hw
