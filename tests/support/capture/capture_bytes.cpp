#include "support/capture/capture_bytes.h"

namespace hw::test {

Bytes packet_of(const SegmentSpec& spec) {
    wire::TcpHeader header;
    header.source_port = spec.from.port;
    header.destination_port = spec.to.port;
    header.seq = {spec.seq};
    header.ack = {spec.ack};
    header.ctl = spec.ctl;
    header.raw_window = 65'535;
    Bytes bytes(wire::max_packet_bytes);
    const auto text = std::span(reinterpret_cast<const std::uint8_t*>(spec.text.data()), spec.text.size());
    const wire::Ipv4Header ip{.source = spec.from.address, .destination = spec.to.address};
    bytes.resize(wire::emit_packet(ip, header, text, bytes).value());
    return bytes;
}

Bytes pcap_of(std::uint32_t magic, Order order, std::uint32_t link_type, std::span<const Bytes> frames) {
    ByteWriter file(order);
    file.n32(magic).n16(2).n16(4).n32(0).n32(0).n32(65'535).n32(link_type);
    for (std::uint32_t i = 0; i < frames.size(); ++i) {
        const auto size = static_cast<std::uint32_t>(frames[i].size());
        file.n32(i).n32(i == 0 ? 0 : 5).n32(size).n32(size).bytes(frames[i]);
    }
    return file.out;
}

}  // namespace hw::test
