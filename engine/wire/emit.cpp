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

// Linux: the order and the padding of tcp_options_write() in net/ipv4/tcp_output.c. SACK-permitted stands
// where the timestamps would have two NOPs; other options are brought to a word by NOPs before them. It sends
// no User Timeout, which comes after all that it does send.
void write_options(Cursor to, const Options& options) {
    bool sack_permitted_is_due = options.sack_permitted;
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
    if (sack_permitted_is_due) {
        to.byte(nop), to.byte(nop);
        to.option(OptionKind::SackPermitted, 2);
    }
    if (options.has_window_scale) {
        to.byte(nop);
        to.option(OptionKind::WindowScale, 3);
        to.byte(options.window_scale);
    }
    if (!options.sack.empty()) {
        to.byte(nop), to.byte(nop);
        to.option(OptionKind::Sack, static_cast<std::uint8_t>(2 + 8 * options.sack.size()));
        for (const SackBlock& block : options.sack) to.word_32(block.left.raw), to.word_32(block.right.raw);
    }
    if (options.has_fast_open) write_fast_open(to, options);
    if (options.has_user_timeout) {
        to.option(OptionKind::UserTimeout, 4);
        to.word_16(options.user_timeout);
    }
    for (const std::uint8_t byte : options.unknown) to.byte(byte);
    for (std::uint32_t i = options.unknown.size(); i % 4 != 0; ++i) to.byte(nop);
}

void write_ipv4(std::uint8_t* to, const Ipv4Header& ip, std::uint32_t total_length) {
    to[0] = 4 << 4 | ipv4_header_bytes / 4;
    to[1] = ip.ecn & 3;
    store_16(to + 2, static_cast<std::uint16_t>(total_length));
    store_16(to + 4, ip.identification);
    store_16(to + 6, ip.dont_fragment ? 0x4000 : 0);
    to[8] = ip.ttl;
    to[9] = tcp_protocol;
    store_16(to + 10,
             0);  // "For purposes of computing the checksum, the value of the checksum field is zero."
    store_32(to + 12, ip.source.raw);
    store_32(to + 16, ip.destination.raw);
    InternetSum sum;
    sum.add_header({to, ipv4_header_bytes});
    store_16(to + 10, sum.checksum());
}

void write_tcp_header(std::uint8_t* to, const TcpHeader& tcp, std::uint32_t header_bytes) {
    store_16(to, tcp.source_port);
    store_16(to + 2, tcp.destination_port);
    store_32(to + 4, tcp.seq.raw);
    store_32(to + 8, tcp.ack.raw);
    to[12] = static_cast<std::uint8_t>(header_bytes / 4 << 4 | (tcp.reserved & 0x0fu));
    to[13] = tcp.ctl.bits;
    store_16(to + 14, tcp.raw_window);
    store_16(to + 16, 0);
    store_16(to + 18, tcp.urgent_pointer);
    write_options({to + tcp_header_bytes}, tcp.options);
}

}  // namespace

std::uint32_t options_length(const Options& options) {
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
    return bytes + round_up_to_word(options.unknown.size());
}

std::uint32_t packet_length(const TcpHeader& header, std::size_t text_bytes) {
    return ipv4_header_bytes + tcp_header_bytes + options_length(header.options) +
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

    std::uint8_t* const tcp_at = out.data() + ipv4_header_bytes;
    write_ipv4(out.data(), ip, total);
    write_tcp_header(tcp_at, tcp, header_bytes);

    InternetSum sum = begin_tcp_sum(out.data(), total - ipv4_header_bytes);
    sum.add_header({tcp_at, header_bytes});
    std::uint8_t* text_at = tcp_at + header_bytes;
    for (const auto piece : text.pieces) {
        sum.copy(text_at, piece);
        text_at += piece.size();
    }
    store_16(tcp_at + 16, sum.checksum());
    return total;
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
