#pragma once

#include <cstdint>
#include <span>

#include "capture/capture_file.h"

namespace hw::capture {

// What a frame turned out to carry.
enum class Payload : std::uint8_t { Ipv4, OtherProtocol, UnknownLink, TooShort };

struct Unwrapped {
    Payload payload = Payload::OtherProtocol;
    std::span<const std::uint8_t> ipv4{};  // from its version on; part of the frame's bytes, padding included
};

// Takes off what a link type puts before a packet: nothing (raw IP), Ethernet with VLAN tags, BSD's loopback, Linux's
// "cooked" captures.
Unwrapped unwrap(std::uint32_t link_type, std::span<const std::uint8_t> frame);

}  // namespace hw::capture
