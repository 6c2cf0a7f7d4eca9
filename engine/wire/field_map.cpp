#include "wire/field_map.h"

#include <algorithm>

#include "wire/bytes.h"
#include "wire/ipv4.h"
#include "wire/option_fields.h"
#include "wire/segment.h"

namespace hw::wire {
namespace {

std::string hex(std::uint32_t value, std::size_t digits) {
    std::string text(digits, '0');
    for (std::size_t i = 0; i < digits; ++i) text[digits - 1 - i] = "0123456789abcdef"[value >> 4 * i & 15];
    return "0x" + text;
}

constexpr std::uint8_t icmp_protocol = 1, tcp_protocol = 6;

// A row of a header's table: where a field is and how its number is written.
enum class As : std::uint8_t { Decimal, Hex, Flag, Words, Address };

struct Row {
    std::string_view filter;
    std::string_view name;
    std::uint16_t first_bit;  // from the start of the header
    std::uint8_t bits;        // 1..32
    std::uint8_t depth;
    As as;
};

// RFC 791 §3.1.
constexpr Row ipv4_rows[] = {
    {"ip.version", "Version", 0, 4, 1, As::Decimal},
    {"ip.hdr_len", "Header Length", 4, 4, 1, As::Words},
    {"ip.dsfield", "Differentiated Services Field", 8, 8, 1, As::Hex},
    {"ip.dsfield.dscp", "Differentiated Services Codepoint", 8, 6, 2, As::Decimal},
    {"ip.dsfield.ecn", "Explicit Congestion Notification", 14, 2, 2, As::Decimal},
    {"ip.len", "Total Length", 16, 16, 1, As::Decimal},
    {"ip.id", "Identification", 32, 16, 1, As::Hex},
    {"ip.flags", "Flags", 48, 3, 1, As::Hex},
    {"ip.flags.rb", "Reserved bit", 48, 1, 2, As::Flag},
    {"ip.flags.df", "Don't fragment", 49, 1, 2, As::Flag},
    {"ip.flags.mf", "More fragments", 50, 1, 2, As::Flag},
    {"ip.frag_offset", "Fragment Offset", 51, 13, 1, As::Decimal},
    {"ip.ttl", "Time to Live", 64, 8, 1, As::Decimal},
    {"ip.proto", "Protocol", 72, 8, 1, As::Decimal},
    {"ip.checksum", "Header Checksum", 80, 16, 1, As::Hex},
    {"ip.src", "Source Address", 96, 32, 1, As::Address},
    {"ip.dst", "Destination Address", 128, 32, 1, As::Address},
};

// RFC 9293 §3.1. One of the four bits that it reserves is the AE flag now (RFC 9768 §3.1.1).
constexpr Row tcp_rows[] = {
    {"tcp.srcport", "Source Port", 0, 16, 1, As::Decimal},
    {"tcp.dstport", "Destination Port", 16, 16, 1, As::Decimal},
    {"tcp.seq_raw", "Sequence Number (raw)", 32, 32, 1, As::Decimal},
    {"tcp.ack_raw", "Acknowledgment number (raw)", 64, 32, 1, As::Decimal},
    {"tcp.hdr_len", "Header Length", 96, 4, 1, As::Words},
    {"tcp.flags", "Flags", 100, 12, 1, As::Hex},
    {"tcp.flags.res", "Reserved", 100, 3, 2, As::Decimal},
    {"tcp.flags.ae", "Accurate ECN", 103, 1, 2, As::Flag},
    {"tcp.flags.cwr", "Congestion Window Reduced", 104, 1, 2, As::Flag},
    {"tcp.flags.ece", "ECN-Echo", 105, 1, 2, As::Flag},
    {"tcp.flags.urg", "Urgent", 106, 1, 2, As::Flag},
    {"tcp.flags.ack", "Acknowledgment", 107, 1, 2, As::Flag},
    {"tcp.flags.push", "Push", 108, 1, 2, As::Flag},
    {"tcp.flags.reset", "Reset", 109, 1, 2, As::Flag},
    {"tcp.flags.syn", "Syn", 110, 1, 2, As::Flag},
    {"tcp.flags.fin", "Fin", 111, 1, 2, As::Flag},
    {"tcp.window_size_value", "Window", 112, 16, 1, As::Decimal},
    {"tcp.checksum", "Checksum", 128, 16, 1, As::Hex},
    {"tcp.urgent_pointer", "Urgent Pointer", 144, 16, 1, As::Decimal},
};

// RFC 792; the last row is RFC 1191 §4's, where it has a meaning.
constexpr Row icmp_rows[] = {
    {"icmp.type", "Type", 0, 8, 1, As::Decimal},
    {"icmp.code", "Code", 8, 8, 1, As::Decimal},
    {"icmp.checksum", "Checksum", 16, 16, 1, As::Hex},
    {"icmp.unused", "Unused", 32, 16, 1, As::Hex},
    {"icmp.mtu", "MTU of next hop", 48, 16, 1, As::Decimal},
};

std::uint32_t read_bits(std::span<const std::uint8_t> header, std::uint32_t first_bit, std::uint32_t bits) {
    std::uint64_t value = 0;
    const std::uint32_t last_byte = (first_bit + bits - 1) / 8;
    for (std::uint32_t byte = first_bit / 8; byte <= last_byte; ++byte) value = value << 8 | header[byte];
    value >>= 7 - (first_bit + bits - 1) % 8;
    return static_cast<std::uint32_t>(value & ((std::uint64_t{1} << bits) - 1));
}

std::string value_text(As as, std::uint32_t value, std::uint32_t bits) {
    switch (as) {
        case As::Decimal: return std::to_string(value);
        case As::Hex: return hex(value, (bits + 3) / 4);
        case As::Flag: return value != 0 ? "Set" : "Not set";
        case As::Words: return std::to_string(value * 4) + " bytes (" + std::to_string(value) + ")";
        case As::Address: return to_text(Ipv4Address{value});
    }
    return "";
}

// Builds the map for a packet; `at` of each part is from the packet's start.
struct Mapper {
    std::span<const std::uint8_t> packet;
    std::vector<Field> fields{};

    std::uint32_t size() const { return static_cast<std::uint32_t>(packet.size()); }

    void add_range(std::string_view filter, std::string_view name, std::uint32_t at, std::uint32_t bytes,
                   std::uint8_t depth, std::string value) {
        fields.push_back({filter, name, at, bytes, 0, bytes * 8, depth, std::move(value)});
    }

    // The rows that the packet is long enough for.
    void add_rows(std::span<const Row> rows, std::uint32_t at) {
        const std::span<const std::uint8_t> header = packet.subspan(at);
        for (const Row& row : rows) {
            const std::uint32_t end_byte = (row.first_bit + row.bits + 7u) / 8;
            if (end_byte > header.size()) break;
            const std::uint32_t first_byte = row.first_bit / 8u;
            fields.push_back({row.filter, row.name, at + first_byte, end_byte - first_byte,
                              static_cast<std::uint8_t>(row.first_bit % 8), row.bits, row.depth,
                              value_text(row.as, read_bits(header, row.first_bit, row.bits), row.bits)});
        }
    }

    // The rest of a header that ends early or whose length lies: false, and the map ends there.
    bool add_header(std::string_view filter, std::string_view name, std::span<const Row> rows,
                    std::uint32_t at, std::uint32_t length_byte, std::uint32_t length_shift,
                    std::uint32_t end, std::uint32_t& header_bytes) {
        const std::uint32_t left = end - at;
        header_bytes = left > length_byte ? (packet[at + length_byte] >> length_shift & 15u) * 4 : 0;
        const bool is_whole = header_bytes >= 20 && header_bytes <= left;
        if (!is_whole) header_bytes = std::min(left, 20u);
        add_range(filter, name, at, header_bytes, 0,
                  std::to_string(header_bytes) + (is_whole ? " bytes" : " bytes, malformed"));
        add_rows(rows, at);
        return is_whole;
    }

    // An ICMP message and, if it quotes a datagram of TCP, what there is of that.
    void add_icmp(std::uint32_t at, std::uint32_t end) {
        const std::uint32_t bytes = std::min(end - at, 8u);
        add_range("icmp", "Internet Control Message Protocol", at, bytes, 0,
                  std::to_string(bytes) + " bytes");
        add_rows(icmp_rows, at);
        const std::uint32_t quote_at = at + 8;
        std::uint32_t ip_bytes = 0;
        if (end <= quote_at || !add_header("ip", "Quoted: Internet Protocol Version 4", ipv4_rows, quote_at,
                                           0, 0, end, ip_bytes))
            return;
        const std::uint32_t tcp_at = quote_at + ip_bytes;
        if (tcp_at >= end || packet[quote_at + 9] != tcp_protocol) return;
        add_range("tcp", "Quoted: Transmission Control Protocol", tcp_at, end - tcp_at, 0,
                  std::to_string(end - tcp_at) + " bytes");
        add_rows(tcp_rows, tcp_at);
    }
};

}  // namespace

std::vector<Field> field_map(std::span<const std::uint8_t> packet) {
    Mapper map{packet};
    if (packet.empty()) return {};
    std::uint32_t ip_bytes = 0, tcp_bytes = 0;
    if (!map.add_header("ip", "Internet Protocol Version 4", ipv4_rows, 0, 0, 0, map.size(), ip_bytes))
        return std::move(map.fields);
    if (ip_bytes > 20)
        map.add_range("ip.opt", "Options", 20, ip_bytes - 20, 1, std::to_string(ip_bytes - 20) + " bytes");

    // What follows Total Length is a link's padding, not part of the packet.
    const std::uint32_t end = std::min<std::uint32_t>(load_16(&packet[2]), map.size());
    if (packet[9] == icmp_protocol && end > ip_bytes) map.add_icmp(ip_bytes, end);
    const bool carries_tcp = packet[9] == tcp_protocol && end > ip_bytes;
    if (carries_tcp &&
        map.add_header("tcp", "Transmission Control Protocol", tcp_rows, ip_bytes, 12, 4, end, tcp_bytes)) {
        const std::uint32_t options_at = ip_bytes + 20, text_at = ip_bytes + tcp_bytes;
        append_option_fields(packet.subspan(options_at, text_at - options_at), options_at, map.fields);
        if (end > text_at)
            map.add_range("tcp.payload", "TCP payload", text_at, end - text_at, 0,
                          std::to_string(end - text_at) + " bytes");
    }
    return std::move(map.fields);
}

const Field* find_field(const std::vector<Field>& fields, std::uint32_t offset) {
    const Field* innermost = nullptr;
    for (const Field& field : fields) {
        const bool covers = field.offset <= offset && offset < field.offset + field.bytes;
        if (covers && (innermost == nullptr || field.depth > innermost->depth)) innermost = &field;
    }
    return innermost;
}

}  // namespace hw::wire
