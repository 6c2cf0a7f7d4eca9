#pragma once

#include <cstdint>

#include "wire/ipv4.h"

namespace hw::host {

// So many addresses from the first on: a thousand clients, or the further addresses of one machine.
struct AddressBlock {
    wire::Ipv4Address first{};
    std::uint32_t count = 0;
    constexpr bool has(wire::Ipv4Address address) const { return address.raw - first.raw < count; }
    constexpr wire::Ipv4Address at(std::uint32_t i) const { return {first.raw + i}; }
    friend constexpr bool operator==(const AddressBlock&, const AddressBlock&) = default;
};

}  // namespace hw::host
