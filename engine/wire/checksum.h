#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>

// The Internet checksum (RFC 1071): the ones' complement sum of 16-bit words. It is kept in the machine's
// byte order while summing, since "the sum of 16-bit integers can be computed in either byte order"
// (§2 (B)), 64 bits at a time with an end-around carry, and folded at the end (§2 (C)).

namespace hw::wire {

// A running sum over bytes given in any number of pieces of any length.
class InternetSum {
  public:
    void add(std::span<const std::uint8_t> bytes);

    // Copies `from` to `to` and sums what it copied. The two must not overlap.
    void copy(std::uint8_t* to, std::span<const std::uint8_t> from);

    // A header: a whole number of 32-bit words, at an even place. Inline, because headers are short.
    void add_header(std::span<const std::uint8_t> words) {
        std::size_t at = 0;
        for (; at + 8 <= words.size(); at += 8) add_as_it_lies<std::uint64_t>(&words[at]);
        if (at < words.size()) add_as_it_lies<std::uint32_t>(&words[at]);
    }

    // A 16-bit word given in host byte order, as if at an even place.
    void add_word(std::uint16_t word) {
        const bool is_swapped = std::endian::native == std::endian::little;
        add_with_carry(is_swapped ? swapped(word) : word);
    }

    // 32 bits of a header, likewise.
    void add_row(std::uint32_t row) {
        add_with_carry(std::endian::native == std::endian::little ? __builtin_bswap32(row) : row);
    }

    // The sum so far, folded to 16 bits, in network byte order read as a number: RFC 1071 §3's "Sum3".
    std::uint16_t folded() const {
        const std::uint16_t sum = fold(sum_);
        return std::endian::native == std::endian::little ? swapped(sum) : sum;
    }

    // What to put into the checksum field.
    std::uint16_t checksum() const { return static_cast<std::uint16_t>(~folded()); }

  private:
    static std::uint16_t swapped(std::uint16_t word) {
        return static_cast<std::uint16_t>(word >> 8 | word << 8);
    }
    // The upper half and the lower one are added, and the carry to the sum: it stands in the upper half.
    static std::uint16_t fold(std::uint64_t sum) {
        const auto sum_32 = static_cast<std::uint32_t>((sum + std::rotl(sum, 32)) >> 32);
        return static_cast<std::uint16_t>((sum_32 + std::rotl(sum_32, 16)) >> 16);
    }
    void add_with_carry(std::uint64_t word) {
        sum_ += word;
        if (sum_ < word) ++sum_;
    }
    template <class Word>
    void add_as_it_lies(const std::uint8_t* from) {
        Word word;
        std::memcpy(&word, from, sizeof word);
        add_with_carry(word);
    }
    void add_partial(std::uint64_t sum, std::size_t bytes);

    std::uint64_t sum_ = 0;  // in machine order, carries not yet folded
    bool at_odd_byte_ = false;
};

// The sum of TCP's pseudo-header (RFC 9293 §3.1, Figure 2), to go on with; `tcp_length` counts header and text.
inline InternetSum begin_tcp_sum(const std::uint8_t* ipv4_header, std::uint32_t tcp_length) {
    constexpr std::uint16_t tcp_protocol = 6;
    InternetSum sum;
    sum.add_header({ipv4_header + 12, 8});  // both addresses
    sum.add_word(tcp_protocol);
    sum.add_word(static_cast<std::uint16_t>(tcp_length));
    return sum;
}

}  // namespace hw::wire
