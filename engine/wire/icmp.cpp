#include "wire/icmp.h"

#include <algorithm>

#include "wire/bytes.h"
#include "wire/checksum.h"

namespace hw::wire {
namespace {

constexpr std::uint8_t tcp_protocol = 6;
constexpr std::uint32_t quoted_octets = 8;  // "at least the first 8 data octets" (RFC 1122 §3.2.2)

bool is_error(std::uint8_t type) {
    switch (static_cast<IcmpType>(type)) {
        case IcmpType::DestinationUnreachable:
        case IcmpType::SourceQuench:
        case IcmpType::TimeExceeded:
        case IcmpType::ParameterProblem: return true;
    }
    return false;
}

InternetSum sum_of(std::span<const std::uint8_t> message) {
    InternetSum sum;
    sum.add(message);
    return sum;
}

// The quoted datagram, of which there may be no more than its first octets; `at` is its place in the packet.
// Why its checksum is not looked at: routers change the TTL on the way and need not mend what they quote.
IcmpParseError parse_quote(std::span<const std::uint8_t> quote, std::uint32_t at, IcmpError& out) {
    const auto available = static_cast<std::uint32_t>(quote.size());
    if (available < ipv4_header_bytes)
        return {.problem = IcmpProblem::QuoteTooShort,
                .offset = at + available,
                .found = available,
                .expected = ipv4_header_bytes + quoted_octets};
    const std::uint32_t header_bytes = (quote[0] & 0x0fu) * 4;
    if (quote[0] >> 4 != 4 || header_bytes < ipv4_header_bytes)
        return {.problem = IcmpProblem::QuoteMalformed, .offset = at, .found = quote[0], .expected = 0x45};
    if (available < header_bytes + quoted_octets)
        return {.problem = IcmpProblem::QuoteTooShort,
                .offset = at + available,
                .found = available,
                .expected = header_bytes + quoted_octets};
    const bool is_first_fragment = (load_16(&quote[6]) & 0x1fff) == 0;
    if (quote[9] != tcp_protocol || !is_first_fragment)
        return {.problem = IcmpProblem::QuoteNotTcp,
                .offset = at + 9,
                .found = quote[9],
                .expected = tcp_protocol};

    const std::uint8_t* const tcp = &quote[header_bytes];
    out.quoted_length = load_16(&quote[2]);
    out.local = {{load_32(&quote[12])}, load_16(tcp)};
    out.remote = {{load_32(&quote[16])}, load_16(tcp + 2)};
    out.seq = {load_32(tcp + 4)};
    return {};
}

std::string unreachable_text(const IcmpError& error) {
    const std::string host = to_text(error.remote.address);
    switch (static_cast<Unreachable>(error.code)) {
        case Unreachable::Net: return "net " + host + " unreachable";
        case Unreachable::Host: return "host " + host + " unreachable";
        case Unreachable::Protocol: return host + " protocol 6 unreachable";
        case Unreachable::Port:
            return host + " tcp port " + std::to_string(error.remote.port) + " unreachable";
        case Unreachable::FragmentationNeeded:
            return host + " unreachable - need to frag" +
                   (error.next_hop_mtu == 0 ? "" : " (mtu " + std::to_string(error.next_hop_mtu) + ")");
        case Unreachable::SourceRouteFailed: return host + " unreachable - source route failed";
        case Unreachable::AdministrativelyProhibited:
            return "host " + host + " unreachable - admin prohibited filter";
    }
    return host + " unreachable - #" + std::to_string(error.code);
}

}  // namespace

bool carries_icmp(std::span<const std::uint8_t> packet) {
    return packet.size() >= ipv4_header_bytes && packet[0] >> 4 == 4 && packet[9] == icmp_protocol;
}

IcmpParseError parse_icmp_error(std::span<const std::uint8_t> packet, IcmpError& out) {
    // parse_packet() looks at the protocol last of all that is the IPv4 header's.
    Packet around;
    const ParseError ipv4 = parse_packet(packet, around);
    if (!ipv4.ok() && ipv4.kind < Malformed::NotTcp) return {.problem = IcmpProblem::Ipv4, .ipv4 = ipv4};
    if (packet[9] != icmp_protocol)
        return {.problem = IcmpProblem::NotIcmp, .offset = 9, .found = packet[9], .expected = icmp_protocol};

    const std::uint32_t at = around.ipv4_header_length;
    const std::span<const std::uint8_t> message = packet.subspan(at, around.total_length - at);
    const auto available = static_cast<std::uint32_t>(message.size());
    if (available < icmp_header_bytes)
        return {.problem = IcmpProblem::TooShort,
                .offset = at + available,
                .found = available,
                .expected = icmp_header_bytes};
    if (InternetSum sum = sum_of(message); sum.folded() != 0xffff) {
        const std::uint16_t found = load_16(&message[2]);
        sum.add_word(static_cast<std::uint16_t>(~found));
        return {
            .problem = IcmpProblem::Checksum, .offset = at + 2, .found = found, .expected = sum.checksum()};
    }
    if (!is_error(message[0]))
        return {.problem = IcmpProblem::NotAnError, .offset = at, .found = message[0], .expected = 3};

    out = {.type = message[0], .code = message[1], .from = around.ip.source, .to = around.ip.destination};
    if (out.is(Unreachable::FragmentationNeeded)) out.next_hop_mtu = load_16(&message[6]);
    return parse_quote(message.subspan(icmp_header_bytes), at + icmp_header_bytes, out);
}

Result<std::uint32_t, EmitError> emit_icmp_error(const IcmpReport& report,
                                                 std::span<const std::uint8_t> datagram,
                                                 std::span<std::uint8_t> out) {
    const auto available = static_cast<std::uint32_t>(datagram.size());
    const std::uint32_t least = ipv4_header_bytes + quoted_octets;
    if (available < least) return EmitError{EmitError::Kind::BufferTooSmall, least, available};
    constexpr std::uint32_t before_quote = ipv4_header_bytes + icmp_header_bytes;
    const std::uint32_t quoted = std::min(available, max_icmp_error_bytes - before_quote);
    const std::uint32_t total = before_quote + quoted;
    if (total > out.size())
        return EmitError{EmitError::Kind::BufferTooSmall, total, static_cast<std::uint32_t>(out.size())};

    std::fill_n(out.begin(), before_quote, std::uint8_t{0});
    out[0] = 4 << 4 | ipv4_header_bytes / 4;
    store_16(&out[2], static_cast<std::uint16_t>(total));
    store_16(&out[4], report.identification);
    out[8] = report.ttl;
    out[9] = icmp_protocol;
    store_32(&out[12], report.from.raw);
    std::copy_n(datagram.begin() + 12, 4, out.begin() + 16);  // to whom the datagram came from
    InternetSum ip_sum;
    ip_sum.add_header(out.first(ipv4_header_bytes));
    store_16(&out[10], ip_sum.checksum());

    out[20] = report.type;
    out[21] = report.code;
    store_16(&out[26], report.next_hop_mtu);
    std::copy_n(datagram.begin(), quoted, out.begin() + before_quote);
    store_16(&out[22], sum_of(out.subspan(ipv4_header_bytes, total - ipv4_header_bytes)).checksum());
    return total;
}

std::string to_text(const IcmpParseError& error) {
    const std::string found = std::to_string(error.found), expected = std::to_string(error.expected);
    const std::string byte = "byte " + std::to_string(error.offset) + ": ";
    switch (error.problem) {
        case IcmpProblem::None: return "";
        case IcmpProblem::Ipv4: return to_text(error.ipv4);
        case IcmpProblem::NotIcmp: return byte + "the protocol is " + found + "; ICMP is 1.";
        case IcmpProblem::TooShort:
            return byte + "the packet ends " + found + " bytes into the ICMP header, which has 8.";
        case IcmpProblem::Checksum:
            return byte + "the ICMP checksum is " + found + "; the message sums to " + expected + ".";
        case IcmpProblem::NotAnError: return byte + "ICMP type " + found + " is no error about a datagram.";
        case IcmpProblem::QuoteTooShort:
            return byte + "the ICMP message quotes " + found + " bytes; it takes at least " + expected + ".";
        case IcmpProblem::QuoteMalformed: return byte + "what the ICMP message quotes is no IPv4 datagram.";
        case IcmpProblem::QuoteNotTcp:
            return byte + "the ICMP message quotes no beginning of a TCP segment (protocol " + found + ").";
    }
    return "";
}

std::string describe_as_tcpdump(const IcmpError& error) {
    const std::string start = "IP " + to_text(error.from) + " > " + to_text(error.to) + ": ICMP ";
    switch (static_cast<IcmpType>(error.type)) {
        case IcmpType::DestinationUnreachable: return start + unreachable_text(error);
        case IcmpType::SourceQuench: return start + "source quench";
        case IcmpType::TimeExceeded:
            return start + (error.code == 0 ? "time exceeded in-transit" : "ip reassembly time exceeded");
        case IcmpType::ParameterProblem: return start + "parameter problem";
    }
    return start + "type-#" + std::to_string(error.type);
}

}  // namespace hw::wire
