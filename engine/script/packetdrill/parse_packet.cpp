// "< [ect0] P. 1:1001(1000) ack 1 win 257 <nop,nop,TS val 100 ecr 0>", "< icmp unreachable …".

#include <array>
#include <utility>

#include "script/packetdrill/parse.h"
#include "wire/segment.h"

namespace hw::packetdrill {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint8_t>, 4> ecn_names{
    {{"noecn", 0}, {"ect1", 1}, {"ect0", 2}, {"ce", 3}}};

constexpr std::array<std::pair<char, std::uint16_t>, 9> flag_letters{{{'F', wire::Ctl::fin_bit},
                                                                      {'S', wire::Ctl::syn_bit},
                                                                      {'R', wire::Ctl::rst_bit},
                                                                      {'P', wire::Ctl::psh_bit},
                                                                      {'.', wire::Ctl::ack_bit},
                                                                      {'U', wire::Ctl::urg_bit},
                                                                      {'E', wire::Ctl::ece_bit},
                                                                      {'W', wire::Ctl::cwr_bit},
                                                                      {'A', ae_bit}}};

// Whole words that begin a packet which is not TCP's.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> others{
    {{"udp", "a UDP packet"},
     {"udplite", "a UDP-Lite packet"},
     {"sctp", "an SCTP packet"},
     {"gre", "GRE encapsulation"},
     {"GREv0", "GRE encapsulation"},
     {"mpls", "MPLS encapsulation"},
     {"ipv4", "IPv4 encapsulation"},
     {"ipv6", "IPv6 encapsulation"},
     {"psp", "PSP encapsulation"}}};

bool parse_ecn_name(Cursor& cursor, IpFields& ip) {
    if (cursor.take_word("ect01")) {
        ip.check = IpFields::Check::EitherEct;
        ip.tos = 2;
        return true;
    }
    for (const auto& [name, code] : ecn_names) {
        if (!cursor.take_word(name)) continue;
        if (ip.check != IpFields::Check::Tos) ip.check = IpFields::Check::Ecn;
        ip.tos = static_cast<std::uint8_t>(ip.tos | code);
        return true;
    }
    return false;
}

// "[ect0]", "(tos 0x2)", "[ce, ttl 64]", "[flowlabel 0x1]".
void parse_ip_fields(Cursor& cursor, IpFields& ip) {
    const bool is_square = cursor.take("[");
    if (!is_square && !cursor.take("(")) return;
    do {
        cursor.take_word("ecn");
        if (parse_ecn_name(cursor, ip)) continue;
        if (cursor.take_word("tos") || cursor.take_word("class")) {
            ip.check = IpFields::Check::Tos;
            ip.tos = static_cast<std::uint8_t>(cursor.need_number("the TOS octet", 0, 255));
        } else if (cursor.take_word("ttl") || cursor.take_word("hlim")) {
            ip.ttl = static_cast<std::uint8_t>(cursor.need_number("the time to live", 0, 255));
        } else if (cursor.take_word("flowlabel")) {
            (void)cursor.need_number("the flow label", 0, 0xf'ffff);  // IPv6's: our wire has none to compare
        } else {
            cursor.expected("noecn, ect0, ect1, ect01, ce, tos, ttl or flowlabel");
        }
    } while (!cursor.failed() && cursor.take(","));
    cursor.need(is_square ? "]" : ")");
}

// "1234 > 8080"; nothing is taken when there are no ports.
void parse_ports(Cursor& cursor, Segment& segment) {
    Cursor ahead = cursor;
    if (!ahead.take_number() || ahead.failed() || ahead.peek() != '>') return;
    segment.source_port = static_cast<std::uint16_t>(cursor.need_number("a port", 0, 65'535));
    cursor.need(">");
    segment.destination_port = static_cast<std::uint16_t>(cursor.need_number("a port", 0, 65'535));
}

void parse_flags(Cursor& cursor, Segment& segment) {
    const Place begin = cursor.place();
    const std::string_view letters = cursor.take_while("FSRPUEWA.01234567-");
    if (letters.empty()) cursor.expected("the flags (of F S R P U E W A and . for ACK, or -)");
    for (const char letter : letters) {
        if ('0' <= letter && letter <= '7') {
            if (segment.ace.has_value()) cursor.fail_at(begin, "one number of the ACE field is enough");
            segment.ace = static_cast<std::uint8_t>(letter - '0');
        }
        for (const auto& [name, bit] : flag_letters)
            if (letter == name) segment.flags = static_cast<std::uint16_t>(segment.flags | bit);
    }
    if (!segment.ace.has_value()) return;
    const std::uint8_t count = *segment.ace;
    segment.flags = static_cast<std::uint16_t>(segment.flags | ((count & 4) != 0 ? ae_bit : 0) |
                                               ((count & 2) != 0 ? wire::Ctl::cwr_bit : 0) |
                                               ((count & 1) != 0 ? wire::Ctl::ece_bit : 0));
}

void parse_sequence(Cursor& cursor, Segment& segment) {
    if (cursor.take("...")) {
        segment.any_seq = true;
        cursor.need("(");
        segment.text_bytes = cursor.need_number("the length", 0, 65'535);
        cursor.need(")");
        return;
    }
    const SequenceRange range = parse_range(cursor);
    segment.seq = range.seq;
    segment.text_bytes = range.bytes;
    segment.seq_is_raw = cursor.take("!");
}

void parse_segment(Cursor& cursor, const Definitions& definitions, Segment& segment) {
    parse_ports(cursor, segment);
    parse_flags(cursor, segment);
    parse_sequence(cursor, segment);
    if (cursor.take_word("ack")) segment.ack = cursor.need_number("the acknowledgment", 0, 0xffff'ffff);
    if (cursor.take_word("win") && !cursor.take("..."))
        segment.raw_window = static_cast<std::uint16_t>(cursor.need_number("the window", 0, 65'535));
    if (cursor.take_word("urg"))
        segment.urgent_pointer =
            static_cast<std::uint16_t>(cursor.need_number("the urgent pointer", 0, 65'535));
    const Place options = cursor.place();
    if (cursor.peek() == '<') parse_tcp_options(cursor, definitions, segment);
    if (segment.any_options && segment.direction == Direction::In)
        cursor.fail_at(options, "<...> is for packets that leave (>)");
    if (segment.ip.check == IpFields::Check::EitherEct && segment.direction == Direction::In)
        cursor.fail_at(options, "[ect01] is for packets that leave (>)");
}

void parse_quoted(Cursor& cursor, IcmpMessage& icmp) {
    cursor.need("[");
    const SequenceRange quoted = parse_range(cursor);
    icmp.quoted_seq = quoted.seq;
    icmp.quoted_bytes = quoted.bytes;
    cursor.need("]");
}

void parse_icmp(Cursor& cursor, const Definitions& definitions, IcmpMessage& icmp) {
    icmp.type = cursor.take_any_word();
    if (icmp.type.empty()) cursor.expected("the type of the ICMP message");
    const std::string_view next = cursor.peek_word();
    if (next != "mtu" && next != "id" && !next.empty() && (next[0] < '0' || '9' < next[0]))
        icmp.code = cursor.take_any_word();
    if (const auto known = definitions.find(icmp.code); known != definitions.end()) icmp.code = known->second;
    if (cursor.take_word("mtu")) icmp.mtu = cursor.need_number("the MTU", 0, 0xffff'ffff);
    if (cursor.take_word("id")) (void)cursor.need_number("the identifier", 0, 65'535);
    if (cursor.peek() == '[') parse_quoted(cursor, icmp);
}

// Skips what cannot be played, to the next line that begins with a time or a command.
void skip_packet(Cursor& cursor) {
    const int line = cursor.place().line;
    while (!cursor.at_end() && cursor.place().line == line) {
        if (!cursor.take_any_word().empty()) continue;
        const char c = cursor.peek();
        cursor.take(std::string_view(&c, 1));
    }
}

}  // namespace

SequenceRange parse_range(Cursor& cursor) {
    const Place begin = cursor.place();
    SequenceRange range;
    range.seq = cursor.need_number("a sequence number", 0, 0xffff'ffff);
    cursor.need(":");
    const std::uint32_t end = cursor.need_number("a sequence number", 0, 0xffff'ffff);
    cursor.need("(");
    range.bytes = cursor.need_number("a length", 0, 65'535);
    cursor.need(")");
    if (!cursor.failed() && range.seq + range.bytes != end)
        cursor.fail_at(begin, "the two sequence numbers and the length disagree");
    return range;
}

void parse_packet(Cursor& cursor, const Definitions& definitions, Event& event) {
    const Direction direction = cursor.peek() == '<' ? Direction::In : Direction::Out;
    cursor.take(direction == Direction::In ? "<" : ">");
    IpFields ip;
    IcmpMessage icmp{.direction = direction};
    // "[0:0(0)]icmp …": what it quotes may come first.
    const bool is_quoted_first = cursor.peek() == '[' && '0' <= cursor.peek(1) && cursor.peek(1) <= '9';
    if (is_quoted_first)
        parse_quoted(cursor, icmp);
    else
        parse_ip_fields(cursor, ip);
    if (cursor.take_word("icmp")) {
        parse_icmp(cursor, definitions, icmp);
        event.action = std::move(icmp);
        return;
    }
    for (const auto& [word, what] : others) {
        if (!cursor.take_word(word)) continue;
        skip_packet(cursor);
        event.action = Unsupported{std::string(what)};
        return;
    }
    Segment segment{.direction = direction, .ip = ip};
    parse_segment(cursor, definitions, segment);
    event.action = std::move(segment);
    if (!cursor.failed() && cursor.peek() == '{') {
        skip_packet(cursor);
        event.action = Unsupported{"a packet that is to be spoilt at random"};
    }
}

}  // namespace hw::packetdrill
