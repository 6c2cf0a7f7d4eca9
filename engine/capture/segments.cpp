#include "capture/segments.h"

#include <algorithm>

#include "capture/link_layer.h"
#include "wire/bytes.h"
#include "wire/icmp.h"
#include "wire/parse.h"

namespace hw::capture {
namespace {

// A packet whose end is missing is parsed as if zeros stood there: its headers are whole, its checksum is not.
struct Parsed {
    wire::Packet packet{};
    wire::ParseError error{};
    std::uint32_t text_length = 0;
};

Parsed parse_cut(std::span<const std::uint8_t> bytes) {
    std::vector<std::uint8_t> whole(bytes.begin(), bytes.end());
    constexpr std::size_t total_length_at = 2;
    if (whole.size() >= wire::ipv4_header_bytes) {
        std::uint16_t total = wire::load_16(whole.data() + total_length_at);
        // Linux writes 0 into packets that the interface is to cut up, and that are longer than the field holds.
        if (total == 0) {
            total = static_cast<std::uint16_t>(std::min<std::size_t>(whole.size(), wire::max_packet_bytes));
            wire::store_16(whole.data() + total_length_at, total);
            wire::repair_checksums(whole);
        }
        whole.resize(std::max<std::size_t>(whole.size(), total));
    }
    Parsed parsed;
    parsed.error = wire::parse_packet(whole, parsed.packet);
    parsed.text_length = parsed.packet.segment.text_length();
    parsed.packet.segment.text = {};  // it points into what is gone in a moment
    return parsed;
}

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
    const Parsed parsed = parse_cut(bytes);
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
            segment.text_length = parsed.text_length;
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
