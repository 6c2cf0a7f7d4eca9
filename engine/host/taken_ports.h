#pragma once

#include <cstdint>
#include <vector>

#include "host/four_tuple.h"

namespace hw::host {

// Which local ports have a connection or TIME-WAIT between one local address and one remote socket: a bit for each.
// It follows from the host's connections, and is kept only for pairs whose ports have become scarce, so that the next
// free one is found a word at a time.
struct TakenPorts {
    FourTuple pair{};                    // its local port is 0
    std::vector<std::uint64_t> words{};  // 1,024 of them
    bool has(std::uint32_t port) const { return (words[port / 64] >> port % 64 & 1u) != 0; }
    void set(std::uint32_t port) { words[port / 64] |= std::uint64_t{1} << port % 64; }
    void reset(std::uint32_t port) { words[port / 64] &= ~(std::uint64_t{1} << port % 64); }
    bool is_of(const FourTuple& tuple) const {
        return tuple.local.address == pair.local.address && tuple.remote == pair.remote;
    }
    // The first port from `from` on, `from` + 2, … that is not taken and lies before `end`; else `end` or later.
    std::uint32_t next_free(std::uint32_t from, std::uint32_t end) const;
    friend bool operator==(const TakenPorts&, const TakenPorts&) = default;
};
inline constexpr std::uint32_t most_taken_ports = 8;  // pairs; of more the first is forgotten

}  // namespace hw::host
