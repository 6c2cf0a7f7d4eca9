#include "tcp/isn.h"

#include <array>
#include <cstdint>

namespace hw::tcp {
namespace {

constexpr void put_endpoint(std::span<std::uint8_t, 6> to, wire::Endpoint endpoint) {
    for (std::uint32_t i = 0; i < 4; ++i)
        to[i] = static_cast<std::uint8_t>(endpoint.address.raw >> (24 - 8 * i));
    to[4] = static_cast<std::uint8_t>(endpoint.port >> 8);
    to[5] = static_cast<std::uint8_t>(endpoint.port);
}

}  // namespace

SeqNum initial_sequence_number(Instant now, wire::Endpoint local, wire::Endpoint remote,
                               const SipKey& secret) {
    std::array<std::uint8_t, 12> connection{};
    put_endpoint(std::span(connection).first<6>(), local);
    put_endpoint(std::span(connection).last<6>(), remote);
    return sequence_number_clock(now) + static_cast<std::uint32_t>(sip_hash(secret, connection));
}

SeqNum sequence_number_clock(Instant now) { return {static_cast<std::uint32_t>(now.us / 4)}; }

}  // namespace hw::tcp
