#include "host/emission.h"

#include "base/check.h"
#include "wire/emit.h"

namespace hw::host {

namespace {

OutgoingPacket& next_packet(Output& output) {
    if (output.packet_count == output.packets.size()) output.packets.emplace_back();
    return output.packets[output.packet_count++];
}

// The text where it lies in the send buffer. Segments of an ordinary MSS touch at most two of the buffer's
// chunks; what has more pieces than wire::Text holds is joined in `room` first.
wire::Text text_of(const tcp::OutgoingSegment& segment, const tcp::SendBuffer* buffer,
                   std::vector<std::uint8_t>& room) {
    wire::Text text;
    if (segment.text_length == 0) return text;
    HW_CHECK(buffer != nullptr);
    const ByteSlices slices = buffer->slices(segment.text_seq, segment.text_length);
    if (slices.size() <= text.pieces.size()) {
        for (std::uint32_t i = 0; i < slices.size(); ++i) text.pieces[i] = slices[i];
        return text;
    }
    room.clear();
    for (const auto& slice : slices) room.insert(room.end(), slice.begin(), slice.end());
    text.pieces[0] = room;
    return text;
}

void count_sent(Counters& counters, const tcp::OutgoingSegment& segment) {
    if (segment.is_retransmission) {
        ++counters.tcp_retrans_segs;
    } else {
        ++counters.tcp_out_segs;
    }
    if (segment.ctl.rst()) ++counters.tcp_out_rsts;
}

void emit_segment(Host& host, Output& output, const Sender& sender, tcp::OutgoingSegment& segment) {
    segment.source_port = sender.tuple.local.port;
    segment.destination_port = sender.tuple.remote.port;
    const wire::Ipv4Header ip{
        .source = sender.tuple.local.address,
        .destination = sender.tuple.remote.address,
        .identification = host.next_identification++,
        .ttl = sender.time_to_live,
        .ecn = segment.ecn,
        .dscp = static_cast<std::uint8_t>(sender.type_of_service >> 2u),
    };
    const wire::Text text = text_of(segment, sender.buffer, output.joined_text);

    const wire::OptionLayout layout = host.config.tcp.option_layout;
    OutgoingPacket& packet = next_packet(output);
    packet.destination = ip.destination;
    packet.connection = sender.connection;
    packet.is_retransmission = segment.is_retransmission;
    const auto room = packet.bytes.resize_for_overwrite(wire::packet_length(segment, text.size(), layout));
    wire::emit_whole_packet(ip, segment, text, room, layout);
    count_sent(host.counters, segment);
}

}  // namespace

void emit_segments(Host& host, Output& output, const Sender& sender) {
    if (host.config.tcp.device_drops_all == tcp::Switch::On) return;
    for (tcp::OutgoingSegment& segment : output.effects.segments) emit_segment(host, output, sender, segment);
}

}  // namespace hw::host
