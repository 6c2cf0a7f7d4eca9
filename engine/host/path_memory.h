#pragma once

#include <cstdint>
#include <vector>

#include "base/digest.h"
#include "base/time.h"
#include "wire/ipv4.h"

// What ICMP has told of the path to another host (RFC 1191 §3, §6.3), for the connections to come: "the PMTU value …
// should be associated with a path", here the remote address. Linux: update_or_create_fnhe().

namespace hw::host {

struct PathMemory {
    wire::Ipv4Address remote{};
    std::uint16_t mtu = 0;
    Instant until{};
    friend constexpr bool operator==(const PathMemory&, const PathMemory&) = default;
};
void digest(Digest& d, const PathMemory& path);

// bytes; 0: nothing is known.
std::uint16_t path_mtu_to(const std::vector<PathMemory>& paths, wire::Ipv4Address remote, Instant now);
void remember_path_mtu(std::vector<PathMemory>& paths, const PathMemory& path);

}  // namespace hw::host
