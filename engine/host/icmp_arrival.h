#pragma once

#include <cstdint>
#include <span>

#include "host/host.h"

namespace hw::host {

struct IcmpArrival {
    Instant now{};
    Interface from = Interface::Link;
};

// An IPv4 packet that carries ICMP. An error about a segment of one of our connections is TCP's (RFC 9293
// §3.9.2.2): "directing it to the connection that created the error" (MUST-54), which is found "in the IP header
// contained within the ICMP message". Others are counted.
void icmp_arrives(Host& host, std::span<const std::uint8_t> packet, const IcmpArrival& arrival,
                  Output& output);

}  // namespace hw::host
