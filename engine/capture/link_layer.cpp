#include "capture/link_layer.h"

#include "wire/bytes.h"

namespace hw::capture {
namespace {

constexpr std::uint16_t ethertype_ipv4 = 0x0800;
constexpr std::uint32_t address_family_inet = 2;  // the same on every system, as opposed to IPv6's

bool is_vlan_tag(std::uint16_t ethertype) {
    return ethertype == 0x8100 || ethertype == 0x88a8 || ethertype == 0x9100;
}

Unwrapped raw(std::span<const std::uint8_t> packet) {
    if (packet.empty()) return {.payload = Payload::TooShort};
    if (packet[0] >> 4 != 4) return {.payload = Payload::OtherProtocol};
    return {.payload = Payload::Ipv4, .ipv4 = packet};
}

// The protocol's number at `type_at`, the packet at `header_bytes`.
Unwrapped after_ethertype(std::span<const std::uint8_t> frame, std::size_t type_at,
                          std::size_t header_bytes) {
    if (frame.size() < header_bytes) return {.payload = Payload::TooShort};
    if (wire::load_16(frame.data() + type_at) != ethertype_ipv4) return {.payload = Payload::OtherProtocol};
    return raw(frame.subspan(header_bytes));
}

Unwrapped ethernet(std::span<const std::uint8_t> frame) {
    constexpr std::size_t most_tags = 4;
    std::size_t type_at = 12;
    for (std::size_t tags = 0; tags < most_tags && frame.size() >= type_at + 2; ++tags) {
        if (!is_vlan_tag(wire::load_16(frame.data() + type_at))) break;
        type_at += 4;
    }
    return after_ethertype(frame, type_at, type_at + 2);
}

Unwrapped loopback(std::span<const std::uint8_t> frame, bool is_network_order) {
    if (frame.size() < 4) return {.payload = Payload::TooShort};
    const std::uint32_t family = wire::load_32(frame.data());
    const bool is_little = !is_network_order && family == address_family_inet << 24;
    if (family != address_family_inet && !is_little) return {.payload = Payload::OtherProtocol};
    return raw(frame.subspan(4));
}

}  // namespace

Unwrapped unwrap(std::uint32_t link_type, std::span<const std::uint8_t> frame) {
    switch (link_type) {
        case link_type::raw:
        case link_type::raw_of_bsd[0]:
        case link_type::raw_of_bsd[1]:
        case link_type::ipv4: return raw(frame);
        case link_type::ethernet: return ethernet(frame);
        case link_type::null_loopback: return loopback(frame, false);
        case link_type::loop: return loopback(frame, true);
        case link_type::linux_sll: return after_ethertype(frame, 14, 16);
        case link_type::linux_sll2: return after_ethertype(frame, 0, 20);
        default: return {.payload = Payload::UnknownLink};
    }
}

}  // namespace hw::capture
