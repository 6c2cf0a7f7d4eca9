#include "wire/parse.h"

#include <algorithm>

#include "wire/bytes.h"
#include "wire/checksum.h"
#include "wire/option_kinds.h"

namespace hw::wire {
namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::uint32_t min_header_bytes = 20;  // of IPv4 as of TCP: five words
constexpr std::uint8_t tcp_protocol = 6;
constexpr std::uint32_t aligned_timestamps = 0x0101'080a;  // NOP, NOP, kind 8, length 10

// The IPv4 header, without its checksum: lengths first, so that all later reads stay inside.
ParseError parse_ipv4(Bytes bytes, Packet& out) {
    const auto available = static_cast<std::uint32_t>(bytes.size());
    if (available < min_header_bytes)
        return {.kind = Malformed::TooShortForIpv4,
                .offset = available,
                .found = available,
                .expected = min_header_bytes};
    const std::uint32_t version = bytes[0] >> 4;
    if (version != 4) return {.kind = Malformed::NotIpv4, .offset = 0, .found = version, .expected = 4};

    // §3.1: "the minimum value for a correct header is 5".
    const std::uint32_t header_bytes = (bytes[0] & 0x0fu) * 4;
    if (header_bytes < min_header_bytes || header_bytes > available)
        return {
            .kind = Malformed::Ipv4HeaderLength, .offset = 0, .found = header_bytes, .expected = available};
    const std::uint32_t total_length = load_16(&bytes[2]);
    if (total_length < header_bytes || total_length > available)
        return {.kind = Malformed::TotalLength,
                .offset = 2,
                .found = total_length,
                .expected = total_length < header_bytes ? header_bytes : available};

    out.total_length = static_cast<std::uint16_t>(total_length);
    out.ipv4_header_length = static_cast<std::uint8_t>(header_bytes);
    out.ip = {.source = {load_32(&bytes[12])},
              .destination = {load_32(&bytes[16])},
              .identification = load_16(&bytes[4]),
              .ttl = bytes[8],
              .ecn = static_cast<std::uint8_t>(bytes[1] & 3),
              .dscp = static_cast<std::uint8_t>(bytes[1] >> 2),
              .dont_fragment = (bytes[6] & 0x40) != 0};
    return {};
}

// What the field should have been: "every 16-bit integer has an additive inverse" (RFC 1071 §2 (4)), so
// adding the field's takes it out of the sum.
ParseError checksum_error(Malformed kind, std::uint32_t at, std::uint16_t found, InternetSum sum) {
    sum.add_word(static_cast<std::uint16_t>(~found));
    return {.kind = kind, .offset = at, .found = found, .expected = sum.checksum()};
}

ParseError check_ipv4(Bytes header) {
    InternetSum sum;
    sum.add_header(header);
    if (sum.folded() != 0xffff) return checksum_error(Malformed::Ipv4Checksum, 10, load_16(&header[10]), sum);
    // More-fragments, or an offset: only a part of a datagram.
    const std::uint32_t fragment = load_16(&header[6]) & 0x3fffu;
    if (fragment != 0)
        return {.kind = Malformed::Fragment, .offset = 6, .found = (fragment & 0x1fffu) * 8, .expected = 0};
    if (header[9] != tcp_protocol)
        return {.kind = Malformed::NotTcp, .offset = 9, .found = header[9], .expected = tcp_protocol};
    return {};
}

// The TCP header's 20 fixed bytes and the text. `tcp` is header and text, `at` its place in the packet.
ParseError parse_tcp(Bytes tcp, std::uint32_t at, Packet& out) {
    const auto available = static_cast<std::uint32_t>(tcp.size());
    if (available < min_header_bytes)
        return {.kind = Malformed::TooShortForTcp,
                .offset = at + available,
                .found = available,
                .expected = min_header_bytes};
    const std::uint32_t header_bytes = (tcp[12] >> 4) * 4u;
    if (header_bytes < min_header_bytes || header_bytes > available)
        return {
            .kind = Malformed::DataOffset, .offset = at + 12, .found = header_bytes, .expected = available};

    out.tcp_header_length = static_cast<std::uint8_t>(header_bytes);
    Segment& segment = out.segment;
    segment.source_port = load_16(&tcp[0]);
    segment.destination_port = load_16(&tcp[2]);
    segment.seq = {load_32(&tcp[4])};
    segment.ack = {load_32(&tcp[8])};
    segment.reserved = tcp[12] >> 1 & 7;
    segment.ctl = {static_cast<std::uint16_t>(load_16(&tcp[12]) & Ctl::all_bits)};
    segment.raw_window = load_16(&tcp[14]);
    segment.urgent_pointer = load_16(&tcp[18]);
    segment.text = tcp.subspan(header_bytes);
    segment.ecn = out.ip.ecn;
    return {};
}

// MUST-3: "the receiver MUST check it". `tcp` is header and text, `ip` the header before it.
ParseError check_tcp(Bytes tcp, Bytes ip, std::uint32_t header_bytes) {
    InternetSum sum = begin_tcp_sum(ip.data(), static_cast<std::uint32_t>(tcp.size()));
    sum.add_header(tcp.first(header_bytes));
    sum.add(tcp.subspan(header_bytes));
    if (sum.folded() == 0xffff) return {};
    const auto at = static_cast<std::uint32_t>(ip.size()) + 16;
    return checksum_error(Malformed::TcpChecksum, at, load_16(&tcp[16]), sum);
}

// MUST-6: "ignore without error any TCP Option it does not implement". Kept, for whoever looks.
void keep_unknown(Bytes option, Options& out) {
    for (const std::uint8_t byte : option) out.unknown.push_back(byte);
}

void parse_fast_open(Bytes option, Options& out) {
    const FastOpenOption fast_open = fast_open_of(option);
    if (!fast_open.is_legal) return keep_unknown(option, out);
    out.has_fast_open = true;
    out.fast_open_is_experimental = fast_open.is_experimental;
    out.fast_open_cookie.clear();
    for (const std::uint8_t byte : fast_open.cookie) out.fast_open_cookie.push_back(byte);
}

// RFC 9768 §3.2.3: of a length that is none of the four, "use those whole 3-octet fields that fit within the
// length and ignore the remainder of the option".
void parse_accurate_ecn(Bytes option, Options& out) {
    const auto fields = std::min<std::size_t>((option.size() - 2) / 3, AccurateEcn::most_fields);
    std::uint32_t values[AccurateEcn::most_fields] = {};
    for (std::size_t i = 0; i < fields; ++i) values[i] = load_24(&option[2 + 3 * i]);
    const bool is_order_1 = option[0] == static_cast<std::uint8_t>(OptionKind::AccurateEcn1);
    out.has_accurate_ecn = true;
    out.accurate_ecn = {.ee0b = values[is_order_1 ? 2 : 0],
                        .eceb = values[1],
                        .ee1b = values[is_order_1 ? 0 : 2],
                        .fields = static_cast<std::uint8_t>(fields),
                        .is_order_1 = is_order_1};
}

// One option that has a length, already known to be legal and inside the header.
void parse_option(Bytes option, Options& out) {
    switch (static_cast<OptionKind>(option[0])) {
        case OptionKind::MaximumSegmentSize:
            out.has_mss = true;
            out.mss = load_16(&option[2]);
            break;
        case OptionKind::WindowScale:
            out.has_window_scale = true;
            out.window_scale = option[2];
            break;
        case OptionKind::SackPermitted: out.sack_permitted = true; break;
        case OptionKind::Sack:
            out.sack.clear();
            for (std::size_t at = 2; at < option.size(); at += 8)
                out.sack.push_back({{load_32(&option[at])}, {load_32(&option[at + 4])}});
            break;
        case OptionKind::Timestamps:
            out.has_timestamps = true;
            out.timestamps = {load_32(&option[2]), load_32(&option[6])};
            break;
        case OptionKind::UserTimeout:
            out.has_user_timeout = true;
            out.user_timeout = load_16(&option[2]);
            break;
        case OptionKind::AccurateEcn0:
        case OptionKind::AccurateEcn1: parse_accurate_ecn(option, out); break;
        case OptionKind::FastOpenCookie:
        case OptionKind::Experiment2: parse_fast_open(option, out); break;
        default: keep_unknown(option, out);
    }
}

// All options of a header. A kind that comes twice counts as its last occurrence says, as on Linux
// (tcp_parse_options); unknown ones are all kept. `at` is the place of `area` in the packet.
ParseError parse_options(Bytes area, std::uint32_t at, Options& out) {
    // Nearly every segment has none, or two NOPs and the timestamps (RFC 7323 Appendix A). Linux:
    // tcp_parse_aligned_timestamp().
    const bool has_timestamps_only = area.size() == 12 && load_32(area.data()) == aligned_timestamps;
    if (has_timestamps_only) out.has_timestamps = false;  // all of it is written anew
    if (!out.empty()) out = {};
    if (has_timestamps_only) {
        out.has_timestamps = true;
        out.timestamps = {load_32(&area[4]), load_32(&area[8])};
        return {};
    }
    for (std::size_t i = 0; i < area.size();) {
        const std::uint8_t kind = area[i];
        const auto here = at + static_cast<std::uint32_t>(i);
        const auto left = static_cast<std::uint32_t>(area.size() - i);
        // "This is used at the end of all options": what follows is padding.
        if (kind == static_cast<std::uint8_t>(OptionKind::EndOfList)) break;
        if (kind == static_cast<std::uint8_t>(OptionKind::NoOperation)) {
            ++i;
            continue;
        }
        if (left < 2) return {Malformed::OptionLengthMissing, kind, here, left, 2};
        const std::uint8_t length = area[i + 1];
        if (!is_legal_option_length(kind, length))
            return {Malformed::OptionLength, kind, here + 1, length, 2};
        if (length > left) return {Malformed::OptionBeyondHeader, kind, here + 1, length, left};
        parse_option(area.subspan(i, length), out);
        i += length;
    }
    return {};
}

}  // namespace

ParseError parse_packet(std::span<const std::uint8_t> bytes, Packet& out) {
    if (const ParseError error = parse_ipv4(bytes, out); !error.ok()) return error;
    const Bytes ip = bytes.first(out.ipv4_header_length);
    if (const ParseError error = check_ipv4(ip); !error.ok()) return error;

    const std::uint32_t tcp_at = out.ipv4_header_length;
    const Bytes tcp = bytes.subspan(tcp_at, out.total_length - tcp_at);
    if (const ParseError error = parse_tcp(tcp, tcp_at, out); !error.ok()) return error;

    const Bytes option_area = tcp.first(out.tcp_header_length).subspan(min_header_bytes);
    const ParseError option_error =
        parse_options(option_area, tcp_at + min_header_bytes, out.segment.options);
    // A checksum that fails says more than an option that lies: then nothing here is to be believed.
    if (const ParseError error = check_tcp(tcp, ip, out.tcp_header_length); !error.ok()) return error;
    return option_error;
}

}  // namespace hw::wire
