#pragma once

#include <cstdint>
#include <string>

#include "base/digest.h"

namespace hw::wire {

// An IPv4 address, host byte order: 10.0.0.1 is 0x0a000001.
struct Ipv4Address {
    std::uint32_t raw = 0;
    friend constexpr auto operator<=>(Ipv4Address, Ipv4Address) = default;
};
constexpr void digest(Digest& d, Ipv4Address a) { d.word(a.raw); }
std::string to_text(Ipv4Address address);  // "10.0.0.1"

// A socket in the RFC's sense: an address and a port (RFC 9293 §4, "socket").
struct Endpoint {
    Ipv4Address address{};
    std::uint16_t port = 0;
    friend constexpr auto operator<=>(Endpoint, Endpoint) = default;
};
constexpr void digest(Digest& d, Endpoint e) { d.word(std::uint64_t{e.address.raw} << 16 | e.port); }

// The header fields that a host chooses (RFC 791 §3.1). Options are parsed over, never sent.
struct Ipv4Header {
    Ipv4Address source{};
    Ipv4Address destination{};
    std::uint16_t identification = 0;
    std::uint8_t ttl = 64;
    std::uint8_t ecn = 0;   // RFC 3168 §5: 0 Not-ECT, 1 ECT(1), 2 ECT(0), 3 CE
    std::uint8_t dscp = 0;  // RFC 2474 §3: the upper six bits of that octet
    bool dont_fragment = true;
    friend constexpr bool operator==(const Ipv4Header&, const Ipv4Header&) = default;
};

}  // namespace hw::wire
