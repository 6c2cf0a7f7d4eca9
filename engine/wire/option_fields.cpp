#include "wire/option_fields.h"

#include <algorithm>

#include "wire/bytes.h"
#include "wire/option_kinds.h"

namespace hw::wire {
namespace {

struct OptionMapper {
    std::span<const std::uint8_t> area;
    std::uint32_t at;
    std::vector<Field>& fields;

    // `from` and `bytes` are within the area.
    void add(std::string_view filter, std::string_view name, std::uint32_t from, std::uint32_t bytes,
             std::uint8_t depth, std::string value) {
        fields.push_back({filter, name, at + from, bytes, 0, bytes * 8, depth, std::move(value)});
    }

    void add_value(std::string_view filter, std::string_view name, std::uint32_t from, std::uint32_t bytes) {
        const std::uint32_t value = bytes == 1   ? area[from]
                                    : bytes == 2 ? load_16(&area[from])
                                    : bytes == 3 ? load_24(&area[from])
                                                 : load_32(&area[from]);
        add(filter, name, from, bytes, 2, std::to_string(value));
    }

    struct Bits {
        std::uint32_t from;  // bytes, within the area
        std::uint32_t bytes;
        std::uint8_t first_bit;
        std::uint32_t bits;
    };
    void add_bits(std::string_view filter, std::string_view name, Bits where, std::string value) {
        fields.push_back(
            {filter, name, at + where.from, where.bytes, where.first_bit, where.bits, 2, std::move(value)});
    }

    void add_values(std::uint32_t from, std::uint32_t length) {
        switch (static_cast<OptionKind>(area[from])) {
            case OptionKind::MaximumSegmentSize:
                return add_value("tcp.options.mss_val", "MSS Value", from + 2, 2);
            case OptionKind::WindowScale:
                return add_value("tcp.options.wscale.shift", "Shift count", from + 2, 1);
            case OptionKind::Timestamps:
                add_value("tcp.options.timestamp.tsval", "Timestamp value", from + 2, 4);
                return add_value("tcp.options.timestamp.tsecr", "Timestamp echo reply", from + 6, 4);
            case OptionKind::Sack:
                for (std::uint32_t edge = from + 2; edge < from + length; edge += 8) {
                    add_value("tcp.options.sack_le", "TCP SACK Left Edge", edge, 4);
                    add_value("tcp.options.sack_re", "TCP SACK Right Edge", edge + 4, 4);
                }
                return;
            case OptionKind::UserTimeout:
                // RFC 5482 §3: G says that the 15 bits after it count minutes, not seconds.
                add_bits("tcp.options.user_to_granularity", "Granularity", {from + 2, 1, 0, 1},
                         (area[from + 2] & 0x80) != 0 ? "minutes" : "seconds");
                return add_bits("tcp.options.user_to_val", "User Timeout", {from + 2, 2, 1, 15},
                                std::to_string(load_16(&area[from + 2]) & 0x7fff));
            case OptionKind::AccurateEcn0: return add_accurate_ecn(from, length, 0);
            case OptionKind::AccurateEcn1: return add_accurate_ecn(from, length, 2);
            case OptionKind::FastOpenCookie:
            case OptionKind::Experiment2: return add_fast_open(from, length);
            default: add_data(from + 2, from + length);
        }
    }

    void add_data(std::uint32_t from, std::uint32_t end) {
        if (from < end)
            add("tcp.option_data", "Data", from, end - from, 2, std::to_string(end - from) + " bytes");
    }

    // `first`: which of the three fields comes first, 0 or 2; the middle one is ECEB in both orders.
    void add_accurate_ecn(std::uint32_t from, std::uint32_t length, std::uint32_t first) {
        struct Name {
            std::string_view filter, name;
        };
        constexpr Name names[] = {
            {"tcp.options.acc_ecn.ee0b", "Accurate ECN Echo ECT(0) Byte Counter"},
            {"tcp.options.acc_ecn.eceb", "Accurate ECN Echo CE Byte Counter"},
            {"tcp.options.acc_ecn.ee1b", "Accurate ECN Echo ECT(1) Byte Counter"},
        };
        const std::uint32_t count = std::min((length - 2) / 3, 3u);
        for (std::uint32_t i = 0; i < count; ++i) {
            const Name& name = names[first == 0 ? i : 2 - i];
            add_value(name.filter, name.name, from + 2 + 3 * i, 3);
        }
        add_data(from + 2 + 3 * count, from + length);
    }

    void add_fast_open(std::uint32_t from, std::uint32_t length) {
        const FastOpenOption fast_open = fast_open_of(area.subspan(from, length));
        if (!fast_open.is_legal) return add_data(from + 2, from + length);
        if (fast_open.is_experimental)
            add("tcp.options.experimental.exid", "Experiment Identifier", from + 2, 2, 2, "0xf989");
        const auto bytes = static_cast<std::uint32_t>(fast_open.cookie.size());
        if (bytes > 0)
            add("tcp.options.tfo.cookie", "Fast Open Cookie", from + length - bytes, bytes, 2,
                std::to_string(bytes) + " bytes");
    }
};

std::string_view option_filter(std::uint8_t kind) {
    switch (static_cast<OptionKind>(kind)) {
        case OptionKind::MaximumSegmentSize: return "tcp.options.mss";
        case OptionKind::WindowScale: return "tcp.options.wscale";
        case OptionKind::SackPermitted: return "tcp.options.sack_perm";
        case OptionKind::Sack: return "tcp.options.sack";
        case OptionKind::Timestamps: return "tcp.options.timestamp";
        case OptionKind::Md5Signature: return "tcp.options.md5";
        case OptionKind::UserTimeout: return "tcp.options.user_to";
        case OptionKind::Authentication: return "tcp.options.ao";
        case OptionKind::MultipathTcp: return "tcp.options.mptcp";
        case OptionKind::FastOpenCookie: return "tcp.options.tfo";
        case OptionKind::AccurateEcn0:
        case OptionKind::AccurateEcn1: return "tcp.options.acc_ecn";
        case OptionKind::Experiment1:
        case OptionKind::Experiment2: return "tcp.options.experimental";
        default: return "tcp.options.unknown";
    }
}

}  // namespace

void append_option_fields(std::span<const std::uint8_t> area, std::uint32_t at, std::vector<Field>& fields) {
    OptionMapper map{area, at, fields};
    const auto size = static_cast<std::uint32_t>(area.size());
    for (std::uint32_t i = 0; i < size;) {
        const std::uint8_t kind = area[i];
        if (kind == static_cast<std::uint8_t>(OptionKind::EndOfList)) {
            map.add("tcp.options.eol", option_name(kind), i, 1, 1, "");
            if (i + 1 < size) map.add("tcp.padding", "Padding", i + 1, size - i - 1, 1, "");
            return;
        }
        if (kind == static_cast<std::uint8_t>(OptionKind::NoOperation)) {
            map.add("tcp.options.nop", option_name(kind), i++, 1, 1, "");
            continue;
        }
        const std::uint8_t length = i + 1 < size ? area[i + 1] : std::uint8_t{0};
        if (!is_legal_option_length(kind, length) || length > size - i) {
            map.add("tcp.options", option_name(kind), i, size - i, 1, "malformed");
            return;
        }
        map.add(option_filter(kind), option_name(kind), i, length, 1, "");
        map.add("tcp.option_kind", "Kind", i, 1, 2, std::to_string(kind));
        map.add("tcp.option_len", "Length", i + 1, 1, 2, std::to_string(length));
        map.add_values(i, length);
        i += length;
    }
}

}  // namespace hw::wire
