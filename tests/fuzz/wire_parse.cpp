#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "tests/fuzz/target.h"
#include "wire/describe.h"
#include "wire/emit.h"
#include "wire/field_map.h"
#include "wire/parse.h"

// libFuzzer target: any bytes as a packet. Checksums are made right where the lengths allow it, since a
// fuzzer seldom guesses them. What parses must survive being written and read again.

using namespace hw::wire;

HW_FUZZ_TARGET(wire_parse) {
    std::vector<std::uint8_t> bytes(data, data + size);
    repair_checksums(bytes);
    static_cast<void>(field_map(bytes));

    Packet packet;
    if (const ParseError error = parse_packet(bytes, packet); !error.ok()) {
        if (error.offset > bytes.size() || to_text(error).empty()) std::abort();
        return 0;
    }
    static_cast<void>(describe_as_tcpdump(packet));

    std::vector<std::uint8_t> again(max_packet_bytes);
    const auto length = emit_packet(packet.ip, packet.segment, packet.segment.text, again);
    if (!length.ok()) return 0;  // options in an order that packs better than ours
    again.resize(length.value());
    Packet copy;
    if (!parse_packet(again, copy).ok()) std::abort();
    if (!(static_cast<const TcpHeader&>(copy.segment) == packet.segment)) std::abort();
    if (copy.segment.text_length() != packet.segment.text_length()) std::abort();
    return 0;
}
