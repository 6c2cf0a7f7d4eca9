#include "capture/segments.h"

#include <algorithm>

#include "capture/describe.h"
#include "capture/link_layer.h"
#include "wire/bytes.h"
#include "wire/icmp.h"
#include "wire/parse.h"

namespace hw::capture {
namespace {

// An ICMP error is about one of the streams, and shows beside it. False: it is something else.
bool take_icmp(std::span<const std::uint8_t> bytes, CapturedSegment& segment) {
    wire::IcmpError icmp;
    if (!wire::parse_icmp_error(bytes, icmp).ok()) return false;
    segment.is_icmp = true;
    segment.source = icmp.remote;
    segment.destination = icmp.local;
    return true;
}

bool take(std::span<const std::uint8_t> bytes, CapturedSegment& segment, Skipped& skipped) {
    CutPacket parsed;
    parse_cut(bytes, parsed);
    using wire::Malformed;
    switch (parsed.error.kind) {
        case Malformed::NotTcp:
            if (take_icmp(bytes, segment)) break;
            ++skipped.not_tcp;
            return false;
        case Malformed::Fragment: ++skipped.fragments; return false;
        case Malformed::None:
        case Malformed::TcpChecksum:
        case Malformed::OptionLengthMissing:
        case Malformed::OptionLength:
        case Malformed::OptionBeyondHeader:
            segment.source = parsed.packet.source();
            segment.destination = parsed.packet.destination();
            segment.header = parsed.packet.segment;
            segment.text_length = parsed.packet.segment.text_length();
            segment.has_bad_checksum = parsed.error.kind == Malformed::TcpChecksum;
            break;
        default: ++skipped.malformed; return false;
    }
    const auto total = std::min<std::size_t>(wire::load_16(bytes.data() + 2), bytes.size());
    segment.bytes = bytes.first(total == 0 ? bytes.size() : total);
    return true;
}

}  // namespace

std::vector<CapturedSegment> segments_of(const CaptureFile& file, Skipped& skipped) {
    std::vector<CapturedSegment> segments;
    for (std::uint32_t i = 0; i < file.frames.size(); ++i) {
        const Frame& frame = file.frames[i];
        const Unwrapped unwrapped = unwrap(file.interfaces[frame.interface].link_type, frame.bytes);
        switch (unwrapped.payload) {
            case Payload::UnknownLink: ++skipped.unknown_link; continue;
            case Payload::OtherProtocol: ++skipped.not_ipv4; continue;
            case Payload::TooShort: ++skipped.malformed; continue;
            case Payload::Ipv4: break;
        }
        CapturedSegment segment{.frame = i};
        if (!take(unwrapped.ipv4, segment, skipped)) continue;
        // A cut packet's checksum cannot be told.
        if (frame.original_bytes > frame.bytes.size()) segment.has_bad_checksum = false;
        segments.push_back(segment);
    }
    return segments;
}

}  // namespace hw::capture
