#pragma once

#include <cstdint>
#include <vector>

#include "base/prng.h"
#include "wire/emit.h"

// Packets at random, for property tests: every field that a packet may have, options within 40 bytes.

namespace hw::test {

struct RandomPacket {
    wire::Ipv4Header ip{};
    wire::TcpHeader tcp{};
    std::vector<std::uint8_t> text{};
};

RandomPacket random_packet(Prng& prng);

// The bytes of `packet`; the text is given to emit_packet() in three pieces cut at random.
std::vector<std::uint8_t> emitted(const RandomPacket& packet, Prng& prng);

}  // namespace hw::test
