#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "tests/fuzz/target.h"
#include "wire/checksum.h"
#include "wire/field_map.h"
#include "wire/icmp.h"

// libFuzzer target: any bytes as what an ICMP error holds, behind an IPv4 header that is right. The checksum
// is made right, since a fuzzer seldom guesses it. What parses must survive being quoted again.

using namespace hw::wire;

namespace {

void repair(std::span<std::uint8_t> packet, std::size_t at, std::size_t bytes, std::size_t field) {
    packet[field] = packet[field + 1] = 0;
    InternetSum sum;
    sum.add(packet.subspan(at, bytes));
    packet[field] = static_cast<std::uint8_t>(sum.checksum() >> 8);
    packet[field + 1] = static_cast<std::uint8_t>(sum.checksum());
}

}  // namespace

HW_FUZZ_TARGET(wire_icmp) {
    if (size > 2'000) return 0;
    std::vector<std::uint8_t> bytes(20);
    bytes.insert(bytes.end(), data, data + size);
    bytes[0] = 0x45;
    bytes[2] = static_cast<std::uint8_t>(bytes.size() >> 8);
    bytes[3] = static_cast<std::uint8_t>(bytes.size());
    bytes[9] = icmp_protocol;
    repair(bytes, 0, 20, 10);
    if (size >= icmp_header_bytes) repair(bytes, 20, size, 22);
    static_cast<void>(field_map(bytes));

    IcmpError error;
    if (const IcmpParseError problem = parse_icmp_error(bytes, error); !problem.ok()) {
        if (problem.offset > bytes.size() || to_text(problem).empty()) std::abort();
        return 0;
    }
    static_cast<void>(describe_as_tcpdump(error));

    std::vector<std::uint8_t> again(max_icmp_error_bytes);
    const auto length = emit_icmp_error({.type = error.type, .code = error.code, .from = error.from},
                                        std::span(bytes).subspan(28), again);
    if (!length.ok()) std::abort();
    again.resize(length.value());
    IcmpError copy;
    if (!parse_icmp_error(again, copy).ok()) std::abort();
    if (copy.local != error.local || copy.remote != error.remote || copy.seq != error.seq) std::abort();
    return 0;
}
