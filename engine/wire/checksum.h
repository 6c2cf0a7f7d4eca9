#pragma once

#include <cstdint>
#include <span>

// The Internet checksum (RFC 1071): the ones' complement sum of 16-bit words. It is kept in the machine's
// byte order while summing, since "the sum of 16-bit integers can be computed in either byte order"
// (§2 (B)), in two 64-bit accumulators whose carries are deferred (§2 (C), (1)).

namespace hw::wire {

// A running sum over bytes given in any number of pieces of any length.
class InternetSum {
  public:
    void add(std::span<const std::uint8_t> bytes);

    // Copies `from` to `to` and sums what it copied. The two must not overlap.
    void copy(std::uint8_t* to, std::span<const std::uint8_t> from);

    // A 16-bit word of a pseudo-header, in host byte order. Only between pieces of even length.
    void add_word(std::uint16_t word);

    // The sum so far, folded to 16 bits, in network byte order read as a number: RFC 1071 §3's "Sum3".
    std::uint16_t folded() const;

    // What to put into the checksum field.
    std::uint16_t checksum() const { return static_cast<std::uint16_t>(~folded()); }

  private:
    void add_partial(std::uint64_t sum, std::size_t bytes);

    std::uint64_t sum_ = 0;  // of 16-bit words in machine order, carries not yet folded
    bool at_odd_byte_ = false;
};

}  // namespace hw::wire
