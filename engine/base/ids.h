#pragma once

#include <compare>
#include <cstdint>

namespace hw {

// A strong integer id: state refers to other state by number, never by pointer, so that a world
// can be copied and compared (DESIGN law 4). Id 0xffffffff means "none".
template <class Tag>
struct Id {
    std::uint32_t value = 0xffff'ffffu;

    static constexpr Id none() { return {}; }
    constexpr bool exists() const { return value != 0xffff'ffffu; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

using HostId = Id<struct HostTag>;              // index into World::hosts
using LinkId = Id<struct LinkTag>;              // index into World::links
using PacketId = Id<struct PacketTag>;          // counts every packet ever sent in a world, from 0
using ConnectionId = Id<struct ConnectionTag>;  // counts every connection ever made on one host, from 0
using RuleId = Id<struct RuleTag>;              // counts every rule for future segments, from 0

}  // namespace hw
