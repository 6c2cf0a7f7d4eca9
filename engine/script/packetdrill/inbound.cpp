#include "script/packetdrill/inbound.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "script/packetdrill/live_segment.h"
#include "script/quoted.h"
#include "wire/emit.h"
#include "wire/icmp.h"
#include "wire/option_kinds.h"

namespace hw::packetdrill {
namespace {

using wire::IcmpType;

constexpr auto sack_kind = static_cast<std::uint8_t>(wire::OptionKind::Sack);
constexpr auto timestamps_kind = static_cast<std::uint8_t>(wire::OptionKind::Timestamps);

void put_short(std::vector<std::uint8_t>& bytes, std::size_t at, std::size_t number) {
    bytes[at] = static_cast<std::uint8_t>(number >> 8);
    bytes[at + 1] = static_cast<std::uint8_t>(number);
}

std::string echo_trouble(std::uint32_t echo) {
    return "the script echoes timestamp " + std::to_string(echo) + ", which no segment of ours has had";
}

// The echo in our clock's numbers; nothing when we have sent no such timestamp.
std::optional<std::uint32_t> live_echo(std::uint32_t echo, const Conversation& with, const Options& options) {
    if (const auto known = with.timestamps.find(echo); known != with.timestamps.end()) return known->second;
    if (echo == 0) return 0;
    if (!options.scale_echoes || !with.timestamp_origin) return {};
    return echo - with.timestamp_origin->script + with.timestamp_origin->live;
}

struct SegmentNumbers {
    wire::Endpoint from{}, to{};
    std::uint32_t seq = 0, ack = 0;
};

std::vector<std::uint8_t> write_segment(const Segment& segment, const SegmentNumbers& numbers,
                                        std::span<const TcpOption> options) {
    std::vector<std::uint8_t> bytes(40);
    append_options(bytes, options);
    while (bytes.size() % 4 != 0) bytes.push_back(0);
    const std::size_t header = bytes.size() - 20;
    bytes.resize(bytes.size() + segment.text_bytes);
    bytes[0] = 0x45;
    bytes[1] = segment.ip.tos;
    put_short(bytes, 2, bytes.size());
    bytes[6] = 0x40;  // DF
    bytes[8] = segment.ip.ttl.value_or(64);
    bytes[9] = 6;
    put_number(bytes, 12, numbers.from.address.raw);
    put_number(bytes, 16, numbers.to.address.raw);
    put_short(bytes, 20, numbers.from.port);
    put_short(bytes, 22, numbers.to.port);
    put_number(bytes, 24, numbers.seq);
    put_number(bytes, 28, numbers.ack);
    bytes[32] = static_cast<std::uint8_t>(header / 4 << 4 | ((segment.flags & ae_bit) != 0 ? 1 : 0));
    bytes[33] = static_cast<std::uint8_t>(segment.flags);
    put_short(bytes, 34, segment.raw_window.value_or(0));
    put_short(bytes, 38, segment.urgent_pointer);
    (void)wire::repair_checksums(bytes);
    return bytes;
}

struct IcmpName {
    std::string_view type;
    std::string_view code;  // "": whatever is not in another row
    std::uint8_t type_number;
    std::uint8_t code_number;
};
constexpr std::uint8_t unreachable = static_cast<std::uint8_t>(IcmpType::DestinationUnreachable);

// RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1; then ICMPv6's (RFC 4443) by what they mean for IPv4.
constexpr std::array<IcmpName, 41> icmp_names{{
    {"unreachable", "", unreachable, 0},
    {"unreachable", "net_unreachable", unreachable, 0},
    {"unreachable", "host_unreachable", unreachable, 1},
    {"unreachable", "protocol_unreachable", unreachable, 2},
    {"unreachable", "port_unreachable", unreachable, 3},
    {"unreachable", "frag_needed", unreachable, 4},
    {"unreachable", "source_route_failed", unreachable, 5},
    {"unreachable", "net_unknown", unreachable, 6},
    {"unreachable", "host_unknown", unreachable, 7},
    {"unreachable", "source_host_isolated", unreachable, 8},
    {"unreachable", "net_prohibited", unreachable, 9},
    {"unreachable", "host_prohibited", unreachable, 10},
    {"unreachable", "net_unreachable_for_tos", unreachable, 11},
    {"unreachable", "host_unreachable_for_tos", unreachable, 12},
    {"unreachable", "packet_filtered", unreachable, 13},
    {"unreachable", "precedence_violation", unreachable, 14},
    {"unreachable", "precedence_cutoff", unreachable, 15},
    {"source_quench", "", static_cast<std::uint8_t>(IcmpType::SourceQuench), 0},
    {"time_exceeded", "", static_cast<std::uint8_t>(IcmpType::TimeExceeded), 0},
    {"time_exceeded", "exceeded_hop_limit", static_cast<std::uint8_t>(IcmpType::TimeExceeded), 0},
    {"time_exceeded", "exceeded_frag_time", static_cast<std::uint8_t>(IcmpType::TimeExceeded), 1},
    {"time_exceeded", "ttl_exceeded_in_transit", static_cast<std::uint8_t>(IcmpType::TimeExceeded), 0},
    {"time_exceeded", "frag_reass_exceeded", static_cast<std::uint8_t>(IcmpType::TimeExceeded), 1},
    {"redirect", "", 5, 0},    // RFC 792; of routes, none of TCP's business
    {"echo_reply", "", 0, 0},  // nor are these (RFC 792, RFC 950)
    {"echo_request", "", 8, 0},
    {"timestamp_request", "", 13, 0},
    {"timestamp_reply", "", 14, 0},
    {"information_request", "", 15, 0},
    {"information_reply", "", 16, 0},
    {"address_mask_request", "", 17, 0},
    {"address_mask_reply", "", 18, 0},
    {"parameter_problem", "", static_cast<std::uint8_t>(IcmpType::ParameterProblem), 0},
    {"unreachable", "no_route", unreachable, 0},
    {"unreachable", "admin_prohibited", unreachable, 13},
    {"unreachable", "not_neighbour", unreachable, 1},
    {"unreachable", "address_unreachable", unreachable, 1},
    {"packet_too_big", "", unreachable, 4},
    {"parameter_problem", "header_field", static_cast<std::uint8_t>(IcmpType::ParameterProblem), 0},
    {"parameter_problem", "unknown_next_header", unreachable, 2},  // "protocol unreachable" of IPv6
    {"parameter_problem", "unknown_option", static_cast<std::uint8_t>(IcmpType::ParameterProblem), 2},
}};

// "type_3", "code_13"
std::optional<std::uint8_t> numbered(std::string_view text, std::string_view prefix) {
    std::uint8_t number = 0;
    if (text.substr(0, prefix.size()) != prefix) return {};
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + prefix.size(), end, number);
    if (error != std::errc{} || rest != end) return {};
    return number;
}

std::optional<IcmpName> find_icmp(const IcmpMessage& message) {
    if (const auto type = numbered(message.type, "type_"))
        return IcmpName{{}, {}, *type, numbered(message.code, "code_").value_or(0)};
    for (const IcmpName& name : icmp_names) {
        if (name.type != message.type) continue;
        if (name.code == message.code) return name;
        if (const auto code = numbered(message.code, "code_"))
            return IcmpName{{}, {}, name.type_number, *code};
    }
    return {};
}

}  // namespace

PacketBytesOrWhy segment_bytes(const Segment& segment, const Conversation& with, const Options& options) {
    const bool is_syn = (segment.flags & wire::Ctl::syn_bit) != 0;
    const bool has_ack = (segment.flags & wire::Ctl::ack_bit) != 0;
    SegmentNumbers numbers{.from = with.remote, .to = with.local};
    if (segment.source_port != 0) numbers.from.port = segment.source_port;
    if (segment.destination_port != 0) numbers.to.port = segment.destination_port;
    numbers.seq = segment.seq + (segment.seq_is_raw ? 0 : with.their_offset(is_syn));
    numbers.ack = segment.ack + (has_ack ? with.our_offset(is_syn) : 0);
    std::vector<TcpOption> live = segment.options;
    for (TcpOption& option : live) {
        if (option.kind == sack_kind)
            for (std::size_t i = 0; i + 4 <= option.value.size(); i += 4)
                put_number(option.value, i, number_at(option.value, i) + with.our_offset(is_syn));
        if (option.kind != timestamps_kind || option.value.size() != 8 || !has_ack) continue;
        const std::uint32_t echo = number_at(option.value, 4);
        const auto ours = live_echo(echo, with, options);
        if (!ours) return echo_trouble(echo);
        put_number(option.value, 4, *ours);
    }
    return write_segment(segment, numbers, live);
}

PacketBytesOrWhy icmp_bytes(const IcmpMessage& message, const Conversation& with, const Options& options) {
    const auto name = find_icmp(message);
    if (!name) return "the ICMP message " + script::quoted(message.type + " " + message.code);
    const wire::TcpHeader quoted{.source_port = with.local.port,
                                 .destination_port = with.remote.port,
                                 .seq = SeqNum{message.quoted_seq + with.our_isn},
                                 .ctl = wire::ack};
    const std::vector<std::uint8_t> text(std::min(message.quoted_bytes, 65'000u));
    std::vector<std::uint8_t> datagram(40 + text.size());
    (void)wire::emit_packet({.source = with.local.address, .destination = with.remote.address}, quoted,
                            std::span(text), datagram);
    const std::uint32_t extra = extra_header_bytes(options.ip_version);
    const std::uint32_t mtu = message.mtu.value_or(0);
    std::vector<std::uint8_t> bytes(wire::max_icmp_error_bytes);
    const auto length = wire::emit_icmp_error(
        {.type = name->type_number,
         .code = name->code_number,
         .next_hop_mtu = static_cast<std::uint16_t>(std::min(mtu > extra ? mtu - extra : 0, 65'535u)),
         .from = with.remote.address},
        datagram, bytes);
    if (!length.ok()) return wire::to_text(length.error());
    bytes.resize(length.value());
    return bytes;
}

}  // namespace hw::packetdrill
