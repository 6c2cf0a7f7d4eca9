#pragma once

#include <cstdint>
#include <vector>

#include "host/four_tuple.h"

namespace hw::host {

// Which local ports have a connection or TIME-WAIT between one local address and one remote socket: a bit for each.
// It follows from the host's connections, and is kept only for pairs whose ports have become scarce, so that the next
// one to look at is found a word at a time.
class TakenPorts {
  public:
    // What a search does with a TIME-WAIT that has timestamps: it passes it over, or looks whether it gives way
    // (tcp_tw_reuse). One without never gives way.
    enum class OldOnes : std::uint8_t { PassOver, LookAt };

    // `pair`: its local port is 0.
    explicit TakenPorts(const FourTuple& pair) : pair_(pair), taken_(word_count), yielding_(word_count) {}

    bool has(std::uint32_t port) const { return (taken_[port / 64] & bit(port)) != 0; }
    bool may_yield(std::uint32_t port) const { return (yielding_[port / 64] & bit(port)) != 0; }
    void set(std::uint32_t port) { taken_[port / 64] |= bit(port); }
    void reset(std::uint32_t port) {
        taken_[port / 64] &= ~bit(port);
        yielding_[port / 64] &= ~bit(port);
    }
    // Of a port that is taken: whether a TIME-WAIT with timestamps has it.
    void set_may_yield(std::uint32_t port, bool may) {
        yielding_[port / 64] = (yielding_[port / 64] & ~bit(port)) | (may ? bit(port) : 0);
    }
    bool is_of(const FourTuple& tuple) const {
        return tuple.local.address == pair_.local.address && tuple.remote == pair_.remote;
    }
    // The first port from `from` on, `from` + 2, … that a search has to look at and that lies before `end`; else `end`
    // or later.
    std::uint32_t next(std::uint32_t from, std::uint32_t end, OldOnes old_ones) const;
    friend bool operator==(const TakenPorts&, const TakenPorts&) = default;

  private:
    static constexpr std::uint32_t word_count = 65'536 / 64;
    static constexpr std::uint64_t bit(std::uint32_t port) { return std::uint64_t{1} << port % 64; }

    FourTuple pair_{};
    std::vector<std::uint64_t> taken_{};
    std::vector<std::uint64_t> yielding_{};  // of those
};
inline constexpr std::uint32_t most_taken_ports = 8;  // pairs; of more the first is forgotten

}  // namespace hw::host
