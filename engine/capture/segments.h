#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "capture/to_trace.h"

// Inside the room: what of a capture is TCP over IPv4, or an ICMP error about it.

namespace hw::capture {

struct CapturedSegment {
    std::uint32_t frame = 0;  // index into CaptureFile::frames
    wire::Endpoint source{};
    wire::Endpoint destination{};
    bool is_icmp = false;  // source and destination are those of the connection's other and own end
    bool has_bad_checksum = false;
    wire::TcpHeader header{};  // not of an ICMP error
    std::uint32_t text_length = 0;
    std::span<const std::uint8_t> bytes{};  // the IPv4 packet, as far as it was captured
};

std::vector<CapturedSegment> segments_of(const CaptureFile& file, Skipped& skipped);

}  // namespace hw::capture
