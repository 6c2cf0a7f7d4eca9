#pragma once

#include "wire/ipv4.h"

namespace hw::host {

// Whether a host may have this address, and so may send from it or be connected to: not "this" network
// 0/8, not loopback 127/8, neither multicast nor anything above (RFC 1122 §3.2.1.3).
constexpr bool may_be_a_host(wire::Ipv4Address address) {
    const std::uint32_t first_byte = address.raw >> 24;
    return first_byte != 0 && first_byte != 127 && first_byte < 224;
}

}  // namespace hw::host
