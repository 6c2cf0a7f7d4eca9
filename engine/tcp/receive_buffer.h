#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/cow_bytes.h"
#include "base/seq_num.h"

namespace hw::tcp {

// Text that has arrived and that the user has not taken: first what is in order ("readable"), then,
// behind gaps, what "SHOULD be held for later processing" (RFC 9293 §3.10.7.4, first, SHLD-31). Every
// byte is copied once, straight to its place. RCV.NXT belongs to the Tcb and is passed in as `next`.
class ReceiveBuffer {
  public:
    // A stretch of held text, [left, right): what a SACK block would report.
    struct Held {
        SeqNum left{};
        SeqNum right{};
        friend constexpr bool operator==(const Held&, const Held&) = default;
    };
    // More stretches than this are not kept apart: further ones are dropped, as if lost.
    static constexpr std::uint32_t most_held = 1024;

    std::uint32_t readable() const { return readable_; }
    std::span<const Held> held() const { return held_; }
    std::uint32_t held_bytes() const { return held_bytes_; }

    // In-order text when nothing is held: readable at once.
    void append(std::span<const std::uint8_t> text);
    // Text from `seq` on, next <= seq, keeps its place. Returns the stretch that it is now part of; nothing if
    // there was no text, or there are too many gaps and it is not kept.
    std::optional<Held> hold(SeqNum next, SeqNum seq, std::span<const std::uint8_t> text);
    // The first part of [seq, seq + length) that is held already.
    std::optional<Held> find_held(SeqNum seq, std::uint32_t length) const;
    // Makes readable what is held from `next` on without a gap; returns by how much `next` advances.
    std::uint32_t advance(SeqNum next);

    // The user takes the first bytes, to.size() <= readable(), or just forgets them.
    void take(std::span<std::uint8_t> to);
    void discard(std::uint32_t count);
    // The readable bytes where they lie, for whoever wants to look without taking.
    ByteSlices peek(std::uint32_t offset, std::uint32_t length) const {
        return bytes_.slices(offset, length);
    }

    friend bool operator==(const ReceiveBuffer& a, const ReceiveBuffer& b);
    friend void digest(Digest& d, const ReceiveBuffer& buffer);

  private:
    CowBytes bytes_{};          // readable bytes, then held text at its distance from RCV.NXT
    std::vector<Held> held_{};  // in order, disjoint, never touching
    std::uint32_t readable_ = 0;
    std::uint32_t held_bytes_ = 0;  // the sum of held_
    SeqNum next_{};                 // RCV.NXT while something is held, else zero
};

}  // namespace hw::tcp
