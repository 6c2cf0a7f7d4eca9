#include "capture/describe.h"

#include <algorithm>

#include "wire/bytes.h"
#include "wire/describe.h"
#include "wire/emit.h"
#include "wire/icmp.h"

namespace hw::capture {

void parse_cut(std::span<const std::uint8_t> bytes, CutPacket& cut) {
    constexpr std::size_t total_length_at = 2;
    cut.whole.assign(bytes.begin(), bytes.end());
    if (bytes.size() >= wire::ipv4_header_bytes) {
        std::uint8_t* const total_length = cut.whole.data() + total_length_at;
        std::uint16_t total = wire::load_16(total_length);
        if (total == 0) {
            total = static_cast<std::uint16_t>(std::min<std::size_t>(bytes.size(), wire::max_packet_bytes));
            wire::store_16(total_length, total);
            wire::repair_checksums(cut.whole);
        }
        cut.whole.resize(std::max<std::size_t>(bytes.size(), total));
    }
    cut.error = wire::parse_packet(cut.whole, cut.packet);
}

std::string describe(std::span<const std::uint8_t> bytes) {
    if (bytes.empty()) return "its bytes were not kept";
    wire::IcmpError icmp;
    if (wire::parse_icmp_error(bytes, icmp).ok()) return wire::describe_as_tcpdump(icmp);
    CutPacket cut;
    parse_cut(bytes, cut);
    return cut.has_headers() ? wire::describe_as_tcpdump(cut.packet)
                             : "no segment: " + wire::to_text(cut.error);
}

}  // namespace hw::capture
