#pragma once

#include <cstdint>
#include <vector>

#include "base/digest.h"

namespace hw::tcp {

// The memory that text takes until its user has read it, packet by packet: a packet's is free when all of its text is
// gone (Linux: sk_rmem_alloc, the sum of the sk_buffs' truesize). Ours: it is read in the order in which it came.
class TextMemory {
  public:
    struct Packet {
        std::uint32_t text = 0;   // bytes that were new
        std::uint32_t bytes = 0;  // of memory
        std::uint32_t room = 0;   // of it, for more text
        friend constexpr bool operator==(const Packet&, const Packet&) = default;
    };
    std::uint32_t text() const { return text_; }
    std::uint64_t bytes() const { return bytes_; }

    void add(const Packet& packet);
    // What follows in order goes into the room that the last packet has left (skb_try_coalesce()). False: it has not.
    bool add_to_last(std::uint32_t text);
    void take(std::uint32_t text);

    friend bool operator==(const TextMemory&, const TextMemory&) = default;
    friend void digest(Digest& d, const TextMemory& memory);

  private:
    // Equal packets in a row.
    struct Run {
        Packet packet{};
        std::uint32_t count = 0;
        friend constexpr bool operator==(const Run&, const Run&) = default;
    };
    std::vector<Run> runs_{};
    std::uint32_t first_ = 0;           // into runs_: those before are gone
    std::uint32_t taken_of_first_ = 0;  // text of the first packet
    std::uint32_t text_ = 0;
    std::uint64_t bytes_ = 0;
};

}  // namespace hw::tcp
