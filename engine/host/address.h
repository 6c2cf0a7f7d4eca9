#pragma once

#include <algorithm>

#include "host/host.h"
#include "wire/ipv4.h"

namespace hw::host {

// Whether a host may have this address, and so may send from it or be connected to: not "this" network
// 0/8, not loopback 127/8, neither multicast nor anything above (RFC 1122 §3.2.1.3).
constexpr bool may_be_a_host(wire::Ipv4Address address) {
    const std::uint32_t first_byte = address.raw >> 24;
    return first_byte != 0 && first_byte != 127 && first_byte < 224;
}

// 127/8: "Internal host loopback address" (RFC 1122 §3.2.1.3).
constexpr bool is_loopback(wire::Ipv4Address address) { return address.raw >> 24 == 127; }

// One of the addresses by which others reach the host.
inline bool has_address(const HostConfig& config, wire::Ipv4Address address) {
    const auto& more = config.more_addresses;
    return address == config.address || config.address_block.has(address) ||
           std::find(more.begin(), more.end(), address) != more.end();
}

// A packet to this address never leaves the host.
inline bool is_own_address(const HostConfig& config, wire::Ipv4Address address) {
    return is_loopback(address) || has_address(config, address);
}

}  // namespace hw::host
