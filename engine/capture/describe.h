#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "wire/parse.h"

// Packets as captures have them: cut off, with checksums that nobody has computed yet.

namespace hw::capture {

// A packet whose end may be missing, decoded as if zeros stood there. After TcpChecksum, or an error of its options,
// all headers are as in the packet; `packet` refers to `whole`.
struct CutPacket {
    std::vector<std::uint8_t> whole{};
    wire::Packet packet{};
    wire::ParseError error{};

    bool has_headers() const { return error.ok() || error.kind >= wire::Malformed::TcpChecksum; }
};
// Into `cut`, whose old content does not matter. Of a packet without a Total Length, as Linux captures those that the
// interface is to cut up, all that is at hand counts.
void parse_cut(std::span<const std::uint8_t> bytes, CutPacket& cut);

// A segment or an ICMP error as tcpdump prints it, or what is wrong with it.
std::string describe(std::span<const std::uint8_t> bytes);

}  // namespace hw::capture
