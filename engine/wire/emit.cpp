#include "wire/emit.h"

#include "wire/bytes.h"
#include "wire/checksum.h"
#include "wire/option_kinds.h"

namespace hw::wire {
namespace {

constexpr std::uint8_t tcp_protocol = 6;
constexpr auto nop = static_cast<std::uint8_t>(OptionKind::NoOperation);

constexpr std::uint32_t round_up_to_word(std::uint32_t bytes) { return (bytes + 3) & ~3u; }

// Puts bytes one after the other.
struct Cursor {
    std::uint8_t* at;

    void byte(std::uint8_t value) { *at++ = value; }
    void word_16(std::uint16_t value) { store_16(at, value), at += 2; }
    void word_32(std::uint32_t value) { store_32(at, value), at += 4; }
    void option(OptionKind kind, std::uint8_t length) { byte(static_cast<std::uint8_t>(kind)), byte(length); }
};

// Linux: two NOPs after it, where it leaves half a word.
void write_fast_open(Cursor& to, const Options& options) {
    const std::uint32_t before = options.fast_open_is_experimental ? 4 : 2;
    const std::uint32_t length = before + options.fast_open_cookie.size();
    to.option(options.fast_open_is_experimental ? OptionKind::Experiment2 : OptionKind::FastOpenCookie,
              static_cast<std::uint8_t>(length));
    if (options.fast_open_is_experimental) to.word_16(fast_open_experiment);
    for (const std::uint8_t byte : options.fast_open_cookie) to.byte(byte);
    for (std::uint32_t i = length; i % 4 != 0; ++i) to.byte(nop);
}

// What stands before an option that is brought to a word: NOPs, or the end of an AccECN option that had no
// word of its own.
struct Padding {
    std::uint8_t bytes[2] = {nop, nop};
    std::uint32_t taken = 0;  // by that end

    void write_to(Cursor& to) { to.byte(bytes[0]), to.byte(bytes[1]), *this = {}; }
};

// RFC 9768 §3.2.3. Linux: up to two bytes that are left over take the place of NOPs that another option
// needs.
void write_accurate_ecn(Cursor& to, const AccurateEcn& ecn, Padding& padding) {
    const std::uint32_t values[] = {ecn.is_order_1 ? ecn.ee1b : ecn.ee0b, ecn.eceb,
                                    ecn.is_order_1 ? ecn.ee0b : ecn.ee1b};
    std::uint8_t bytes[12] = {};
    bytes[0] =
        static_cast<std::uint8_t>(ecn.is_order_1 ? OptionKind::AccurateEcn1 : OptionKind::AccurateEcn0);
    std::uint32_t length = 2;
    for (std::uint32_t i = 0; i < ecn.fields; ++i)
        for (int shift = 16; shift >= 0; shift -= 8)
            bytes[length++] = static_cast<std::uint8_t>(values[i] >> shift);
    bytes[1] = static_cast<std::uint8_t>(length);
    padding.taken = length % 4 == 3 ? 0 : length % 4;
    for (std::uint32_t i = 0; i < length - padding.taken; ++i) to.byte(bytes[i]);
    if (length % 4 == 3) to.byte(nop);
    for (std::uint32_t i = 0; i < padding.taken; ++i) padding.bytes[i] = bytes[length - padding.taken + i];
}

// Linux: the order and the padding of tcp_options_write() in net/ipv4/tcp_output.c. SACK-permitted stands
// where the timestamps would have two NOPs; other options are brought to a word by NOPs before them. It sends
// no User Timeout, which comes after all that it does send.
void write_options(Cursor to, const Options& options) {
    bool sack_permitted_is_due = options.sack_permitted;
    Padding padding;
    if (options.has_mss) {
        to.option(OptionKind::MaximumSegmentSize, 4);
        to.word_16(options.mss);
    }
    if (options.has_timestamps) {
        if (sack_permitted_is_due) {
            to.option(OptionKind::SackPermitted, 2);
            sack_permitted_is_due = false;
        } else {
            to.byte(nop), to.byte(nop);
        }
        to.option(OptionKind::Timestamps, 10);
        to.word_32(options.timestamps.value);
        to.word_32(options.timestamps.echo_reply);
    }
    if (options.has_accurate_ecn) write_accurate_ecn(to, options.accurate_ecn, padding);
    if (sack_permitted_is_due) {
        padding.write_to(to);
        to.option(OptionKind::SackPermitted, 2);
    }
    if (options.has_window_scale) {
        to.byte(padding.taken == 1 ? padding.bytes[0] : nop);
        if (padding.taken == 1) padding = {};
        to.option(OptionKind::WindowScale, 3);
        to.byte(options.window_scale);
    }
    if (!options.sack.empty()) {
        padding.write_to(to);
        to.option(OptionKind::Sack, static_cast<std::uint8_t>(2 + 8 * options.sack.size()));
        for (const SackBlock& block : options.sack) to.word_32(block.left.raw), to.word_32(block.right.raw);
    }
    if (padding.taken > 0) padding.write_to(to), to.byte(nop), to.byte(nop);
    if (options.has_fast_open) write_fast_open(to, options);
    if (options.has_user_timeout) {
        to.option(OptionKind::UserTimeout, 4);
        to.word_16(options.user_timeout);
    }
    for (const std::uint8_t byte : options.unknown) to.byte(byte);
    for (std::uint32_t i = options.unknown.size(); i % 4 != 0; ++i) to.byte(nop);
}

// A row of a header's figure, 32 bits, written and summed at once. Why not summed where it lies: a processor waits for
// what was stored in smaller pieces than it is now read.
void put_row(std::uint8_t*& to, InternetSum& sum, std::uint32_t row) {
    store_32(to, row);
    sum.add_row(row);
    to += 4;
}

constexpr std::uint32_t row_of(std::uint16_t left, std::uint16_t right) {
    return std::uint32_t{left} << 16 | right;
}

// RFC 791 §3.1, Figure 4. "For purposes of computing the checksum, the value of the checksum field is zero."
void write_ipv4(std::uint8_t* to, const Ipv4Header& ip, std::uint32_t total_length) {
    constexpr std::uint32_t version_and_length = 4 << 4 | ipv4_header_bytes / 4;
    std::uint8_t* row = to;
    InternetSum sum;
    const std::uint32_t class_octet = (ip.dscp << 2u | (ip.ecn & 3u)) & 0xffu;
    put_row(row, sum, version_and_length << 24 | class_octet << 16 | total_length);
    put_row(row, sum, row_of(ip.identification, ip.dont_fragment ? 0x4000 : 0));
    put_row(row, sum, std::uint32_t{ip.ttl} << 24 | tcp_protocol << 16);
    put_row(row, sum, ip.source.raw);
    put_row(row, sum, ip.destination.raw);
    store_16(to + 10, sum.checksum());
}

// RFC 9293 §3.1, Figure 1. The checksum is still to be filled in.
void write_tcp_header(std::uint8_t* to, const TcpHeader& tcp, std::uint32_t header_bytes, OptionLayout layout,
                      InternetSum& sum) {
    std::uint8_t* row = to;
    put_row(row, sum, row_of(tcp.source_port, tcp.destination_port));
    put_row(row, sum, tcp.seq.raw);
    put_row(row, sum, tcp.ack.raw);
    const std::uint32_t flags = (tcp.reserved & 7u) << 9 | (tcp.ctl.bits & Ctl::all_bits);
    put_row(row, sum, (header_bytes / 4 << 12 | flags) << 16 | tcp.raw_window);
    put_row(row, sum, row_of(0, tcp.urgent_pointer));
    if (header_bytes == tcp_header_bytes) return;
    if (layout == OptionLayout::FreeBsd)
        for (const std::uint8_t byte : freebsd_option_bytes(tcp.options)) *row++ = byte;
    else
        write_options({row}, tcp.options);
    sum.add_header({to + tcp_header_bytes, header_bytes - tcp_header_bytes});
}

// The pseudo-header (RFC 9293 §3.1, Figure 2).
InternetSum pseudo_header_sum(const Ipv4Header& ip, std::uint32_t tcp_length) {
    InternetSum sum;
    sum.add_row(ip.source.raw);
    sum.add_row(ip.destination.raw);
    sum.add_row(tcp_protocol << 16 | tcp_length);
    return sum;
}

// Everything fits.
void write_packet(const Ipv4Header& ip, const TcpHeader& tcp, const Text& text, std::span<std::uint8_t> out,
                  OptionLayout layout) {
    const auto text_bytes = static_cast<std::uint32_t>(text.size());
    const auto total = static_cast<std::uint32_t>(out.size());
    const std::uint32_t header_bytes = total - text_bytes - ipv4_header_bytes;
    std::uint8_t* const tcp_at = out.data() + ipv4_header_bytes;
    write_ipv4(out.data(), ip, total);
    InternetSum sum = pseudo_header_sum(ip, total - ipv4_header_bytes);
    write_tcp_header(tcp_at, tcp, header_bytes, layout, sum);
    std::uint8_t* text_at = tcp_at + header_bytes;
    for (const auto& piece : text.pieces) {
        sum.copy(text_at, piece);
        text_at += piece.size();
    }
    store_16(tcp_at + 16, sum.checksum());
}

// With its padding; none if another option has room for what is left over.
std::uint32_t accurate_ecn_length(const Options& options) {
    const std::uint32_t length = 2u + 3u * options.accurate_ecn.fields;
    const std::uint32_t left_over = length % 4;
    const bool two_fit = !options.sack.empty() || (options.sack_permitted && !options.has_timestamps);
    const bool is_taken_in = left_over <= 2 && (two_fit || (left_over == 1 && options.has_window_scale));
    return is_taken_in ? length - left_over : round_up_to_word(length);
}

}  // namespace

std::uint32_t options_length(const Options& options, OptionLayout layout) {
    if (layout == OptionLayout::FreeBsd)
        return options.empty() ? 0 : static_cast<std::uint32_t>(freebsd_option_bytes(options).size());
    std::uint32_t bytes = 0;
    if (options.has_mss) bytes += 4;
    if (options.has_timestamps) bytes += 12;
    if (options.sack_permitted && !options.has_timestamps) bytes += 4;
    if (options.has_window_scale) bytes += 4;
    if (!options.sack.empty()) bytes += 4 + 8 * options.sack.size();
    if (options.has_fast_open)
        bytes +=
            round_up_to_word((options.fast_open_is_experimental ? 4u : 2u) + options.fast_open_cookie.size());
    if (options.has_user_timeout) bytes += 4;
    if (options.has_accurate_ecn) bytes += accurate_ecn_length(options);
    return bytes + round_up_to_word(options.unknown.size());
}

std::uint32_t packet_length(const TcpHeader& header, std::size_t text_bytes, OptionLayout layout) {
    return ipv4_header_bytes + tcp_header_bytes + options_length(header.options, layout) +
           static_cast<std::uint32_t>(text_bytes);
}

Result<std::uint32_t, EmitError> emit_packet(const Ipv4Header& ip, const TcpHeader& tcp, const Text& text,
                                             std::span<std::uint8_t> out) {
    const std::uint32_t option_bytes = options_length(tcp.options);
    if (option_bytes > max_option_bytes)
        return EmitError{EmitError::Kind::OptionsTooLong, option_bytes, max_option_bytes};
    const std::uint32_t header_bytes = tcp_header_bytes + option_bytes;
    const std::uint64_t total_length = std::uint64_t{ipv4_header_bytes} + header_bytes + text.size();
    const auto total = static_cast<std::uint32_t>(total_length < 0xffff'ffffu ? total_length : 0xffff'ffffu);
    if (total > max_packet_bytes) return EmitError{EmitError::Kind::PacketTooLong, total, max_packet_bytes};
    if (total > out.size())
        return EmitError{EmitError::Kind::BufferTooSmall, total, static_cast<std::uint32_t>(out.size())};

    write_packet(ip, tcp, text, out.first(total), OptionLayout::Linux);
    return total;
}

void emit_whole_packet(const Ipv4Header& ip, const TcpHeader& tcp, const Text& text,
                       std::span<std::uint8_t> out, OptionLayout layout) {
    const std::size_t before_text = out.size() - text.size();
    HW_CHECK(out.size() <= max_packet_bytes && text.size() <= out.size());
    HW_CHECK(ipv4_header_bytes + tcp_header_bytes <= before_text &&
             before_text <= ipv4_header_bytes + tcp_header_bytes + max_option_bytes);
    write_packet(ip, tcp, text, out, layout);
}

bool repair_checksums(std::span<std::uint8_t> packet) {
    if (packet.size() < ipv4_header_bytes) return false;
    const std::uint32_t ip_bytes = (packet[0] & 0x0fu) * 4;
    const std::uint32_t total = load_16(&packet[2]);
    if (ip_bytes < ipv4_header_bytes || total < ip_bytes + tcp_header_bytes || total > packet.size())
        return false;

    store_16(&packet[10], 0);
    InternetSum ip_sum;
    ip_sum.add_header(packet.first(ip_bytes));
    store_16(&packet[10], ip_sum.checksum());

    const std::span<std::uint8_t> tcp = packet.subspan(ip_bytes, total - ip_bytes);
    store_16(&tcp[16], 0);
    InternetSum tcp_sum = begin_tcp_sum(packet.data(), static_cast<std::uint32_t>(tcp.size()));
    tcp_sum.add(tcp);
    store_16(&tcp[16], tcp_sum.checksum());
    return true;
}

std::string to_text(const EmitError& error) {
    const std::string needed = std::to_string(error.needed), available = std::to_string(error.available);
    switch (error.kind) {
        case EmitError::Kind::OptionsTooLong:
            return "the options need " + needed + " bytes; a TCP header has room for " + available + ".";
        case EmitError::Kind::PacketTooLong:
            return "the packet would have " + needed + " bytes; IPv4 allows " + available + ".";
        case EmitError::Kind::BufferTooSmall:
            return "the packet has " + needed + " bytes; the buffer has " + available + ".";
    }
    return "";
}

}  // namespace hw::wire
