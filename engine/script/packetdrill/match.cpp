#include "script/packetdrill/match.h"

#include <array>
#include <cstdlib>

#include "wire/option_kinds.h"
#include "wire/segment.h"

namespace hw::packetdrill {
namespace {

using wire::Ctl;

constexpr std::uint16_t ecn_flags = Ctl::ece_bit | Ctl::cwr_bit | ae_bit;
constexpr auto timestamps_kind = static_cast<std::uint8_t>(wire::OptionKind::Timestamps);

std::string differs(std::string_view what, const std::string& expected, const std::string& found) {
    return std::string(what) + ": expected " + expected + ", found " + found;
}

std::string differs(std::string_view what, std::uint32_t expected, std::uint32_t found) {
    return expected == found ? "" : differs(what, std::to_string(expected), std::to_string(found));
}

std::string ip_difference(const IpFields& expected, const LiveSegment& found) {
    constexpr std::array<std::string_view, 4> names{"noecn", "ect1", "ect0", "ce"};
    const auto ecn_name = [&](std::uint8_t tos) { return std::string(names[tos & 3u]); };
    using Check = IpFields::Check;
    if (expected.check == Check::Tos && expected.tos != found.tos)
        return differs("the TOS octet", expected.tos, found.tos);
    if (expected.check == Check::Ecn && expected.tos != (found.tos & 3u))
        return differs("the ECN field", ecn_name(expected.tos), ecn_name(found.tos));
    if (expected.check == Check::EitherEct && (found.tos & 3u) != 1 && (found.tos & 3u) != 2)
        return differs("the ECN field", "ect0 or ect1", ecn_name(found.tos));
    return expected.ttl ? differs("the time to live", *expected.ttl, found.ttl) : "";
}

std::string flags_difference(const Segment& expected, const LiveSegment& found, std::uint32_t full_bytes) {
    std::uint16_t compared = 0x1ff;
    const bool may_lack_push = found.pieces > 1 || (found.text_bytes > 0 && found.text_bytes >= full_bytes);
    if (may_lack_push && !found.has(Ctl::psh_bit))
        compared = static_cast<std::uint16_t>(compared & ~Ctl::psh_bit);
    if (((expected.flags ^ found.flags) & compared) == 0) return "";
    if (expected.ace && ((expected.flags ^ found.flags) & compared & ~ecn_flags) == 0) {
        const auto ace = [](std::uint16_t flags) {
            return ((flags & ae_bit) != 0 ? 4u : 0u) | ((flags & Ctl::cwr_bit) != 0 ? 2u : 0u) |
                   ((flags & Ctl::ece_bit) != 0 ? 1u : 0u);
        };
        return differs("the ACE field", ace(expected.flags), ace(found.flags));
    }
    return differs("the flags", flags_to_text(expected.flags), flags_to_text(found.flags));
}

// Timestamps have their own measure: the clock of the script and ours may tick apart.
bool timestamps_agree(const TcpOption& expected, const TcpOption& found, const MatchLimits& limits,
                      bool has_ack) {
    // RFC 7323 §3.2: "The TSecr field is valid if the ACK bit is set in the TCP header." Linux leaves in it what it
    // remembers of a TIME-WAIT; packetdrill compares it nowhere.
    if (has_ack && number_at(expected.value, 4) != number_at(found.value, 4)) return false;
    if (expected.any_value || limits.timestamp_tick == Duration{}) return true;
    const auto off = static_cast<std::int32_t>(number_at(expected.value, 0) - number_at(found.value, 0));
    return limits.timestamp_tick * std::llabs(off) <= limits.timestamp_tolerance;
}

std::string options_difference(const Segment& expected, const LiveSegment& found, const MatchLimits& limits) {
    if (expected.any_options) return "";
    const auto disagree = [&](std::string_view what) {
        const std::string wanted = to_text(expected.options), seen = to_text(found.options);
        return differs(what, wanted.empty() ? "none" : wanted, seen.empty() ? "none" : seen);
    };
    if (expected.options.size() != found.options.size()) return disagree("the options");
    for (std::size_t i = 0; i < expected.options.size(); ++i) {
        const TcpOption& wanted = expected.options[i];
        const TcpOption& seen = found.options[i];
        if (wanted.kind != seen.kind) return disagree("the options");
        if (wanted.kind == timestamps_kind && wanted.value.size() == 8 && seen.value.size() == 8) {
            if (!timestamps_agree(wanted, seen, limits, (expected.flags & Ctl::ack_bit) != 0))
                return disagree("the timestamps");
        } else if (wanted.value != seen.value) {
            return disagree("the options");
        }
    }
    return "";
}

}  // namespace

std::string difference(const Segment& expected, const LiveSegment& found, const MatchLimits& limits) {
    if (std::string text = flags_difference(expected, found, limits.full_bytes); !text.empty()) return text;
    const bool has_ack = (expected.flags & Ctl::ack_bit) != 0;
    if (!expected.any_seq && expected.seq != found.seq)
        return differs("the sequence number", expected.seq, found.seq);
    if (expected.text_bytes != found.text_bytes)
        return differs("the length", expected.text_bytes, found.text_bytes);
    if (has_ack && expected.ack != found.ack) return differs("the acknowledgment", expected.ack, found.ack);
    if (expected.raw_window && *expected.raw_window != found.raw_window)
        return differs("the window", *expected.raw_window, found.raw_window);
    if (expected.urgent_pointer != found.urgent_pointer)
        return differs("the urgent pointer", expected.urgent_pointer, found.urgent_pointer);
    if (std::string text = options_difference(expected, found, limits); !text.empty()) return text;
    if (std::string text = ip_difference(expected.ip, found); !text.empty()) return text;
    return found.text_is_zeros ? "" : "the text: expected zeros, as all that a script writes";
}

bool join(LiveSegment& joined, const LiveSegment& next) {
    constexpr std::uint16_t may_differ = Ctl::fin_bit | Ctl::psh_bit | Ctl::cwr_bit;
    const bool same_options = [&] {
        if (joined.options.size() != next.options.size()) return false;
        for (std::size_t i = 0; i < next.options.size(); ++i)
            if (joined.options[i].kind != next.options[i].kind) return false;
        return true;
    }();
    if (next.seq != joined.seq + joined.text_bytes || joined.has(Ctl::fin_bit) || joined.text_bytes == 0 ||
        next.text_bytes == 0 || ((joined.flags ^ next.flags) & ~may_differ) != 0 || joined.ack != next.ack ||
        joined.raw_window != next.raw_window || joined.urgent_pointer != next.urgent_pointer || !same_options)
        return false;
    joined.text_bytes += next.text_bytes;
    joined.flags = static_cast<std::uint16_t>((joined.flags & ~Ctl::psh_bit) | (next.flags & may_differ));
    joined.text_is_zeros = joined.text_is_zeros && next.text_is_zeros;
    joined.pieces += next.pieces;
    return true;
}

}  // namespace hw::packetdrill
