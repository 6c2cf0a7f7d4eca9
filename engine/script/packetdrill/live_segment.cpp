#include "script/packetdrill/live_segment.h"

#include <algorithm>
#include <array>
#include <utility>

#include "wire/option_kinds.h"
#include "wire/parse.h"
#include "wire/segment.h"

namespace hw::packetdrill {
namespace {

using wire::OptionKind;

constexpr std::array<std::pair<char, std::uint16_t>, 9> flag_letters{{{'F', wire::Ctl::fin_bit},
                                                                      {'S', wire::Ctl::syn_bit},
                                                                      {'R', wire::Ctl::rst_bit},
                                                                      {'U', wire::Ctl::urg_bit},
                                                                      {'E', wire::Ctl::ece_bit},
                                                                      {'W', wire::Ctl::cwr_bit},
                                                                      {'A', ae_bit},
                                                                      {'P', wire::Ctl::psh_bit},
                                                                      {'.', wire::Ctl::ack_bit}}};

std::string hexadecimal(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4u];
        text += digits[byte & 15u];
    }
    return text;
}

std::string sack_to_text(std::span<const std::uint8_t> value) {
    std::string text = "sack";
    for (std::size_t i = 0; i + 8 <= value.size(); i += 8)
        text += " " + std::to_string(number_at(value, i)) + ":" + std::to_string(number_at(value, i + 4));
    return text;
}

std::string accurate_ecn_to_text(const TcpOption& option) {
    const std::array<std::string_view, 3> names = option.kind == 172
                                                      ? std::array<std::string_view, 3>{"e0b", "ceb", "e1b"}
                                                      : std::array<std::string_view, 3>{"e1b", "ceb", "e0b"};
    std::string text = "ECN";
    for (std::size_t i = 0; i + 3 <= option.value.size() && i < 9; i += 3)
        text += " " + std::string(names[i / 3]) + " " +
                std::to_string(option.value[i] << 16 | option.value[i + 1] << 8 | option.value[i + 2]);
    return text;
}

std::string cookie_to_text(std::string_view word, std::span<const std::uint8_t> cookie) {
    return std::string(word) + (cookie.empty() ? "" : " " + hexadecimal(cookie));
}

std::string option_to_text(const TcpOption& option) {
    const std::span<const std::uint8_t> value = option.value;
    switch (static_cast<OptionKind>(option.kind)) {
        case OptionKind::EndOfList: return "eol";
        case OptionKind::NoOperation: return "nop";
        case OptionKind::SackPermitted: return "sackOK";
        case OptionKind::Sack: return sack_to_text(value);
        case OptionKind::FastOpenCookie: return cookie_to_text("FO", value);
        case OptionKind::Md5Signature: return cookie_to_text("md5", value);
        case OptionKind::MaximumSegmentSize:
            if (value.size() == 2) return "mss " + std::to_string(value[0] * 256 + value[1]);
            break;
        case OptionKind::WindowScale:
            if (value.size() == 1) return "wscale " + std::to_string(value[0]);
            break;
        case OptionKind::Timestamps:
            if (value.size() == 8)
                return "TS val " + std::to_string(number_at(value, 0)) + " ecr " +
                       std::to_string(number_at(value, 4));
            break;
        case OptionKind::Experiment2:
            if (value.size() >= 2 && value[0] * 256 + value[1] == wire::fast_open_experiment)
                return cookie_to_text("FOEXP", value.subspan(2));
            break;
        default: break;
    }
    if (option.kind == 172 || option.kind == 174) return accurate_ecn_to_text(option);
    const std::array<std::uint8_t, 2> head{option.kind, static_cast<std::uint8_t>(value.size() + 2)};
    return "unknown 0x" + hexadecimal(head) + hexadecimal(value);
}

}  // namespace

std::uint32_t number_at(std::span<const std::uint8_t> bytes, std::size_t at) {
    return std::uint32_t{bytes[at]} << 24u | std::uint32_t{bytes[at + 1]} << 16u |
           std::uint32_t{bytes[at + 2]} << 8u | bytes[at + 3];
}

void put_number(std::span<std::uint8_t> bytes, std::size_t at, std::uint32_t number) {
    for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
}

std::vector<TcpOption> read_options(std::span<const std::uint8_t> bytes) {
    std::vector<TcpOption> options;
    while (!bytes.empty()) {
        TcpOption option{.kind = bytes[0]};
        std::size_t length = 1;
        if (option.has_length()) {
            if (bytes.size() < 2 || bytes[1] < 2 || bytes[1] > bytes.size()) break;
            length = bytes[1];
            option.value.assign(bytes.begin() + 2, bytes.begin() + static_cast<std::ptrdiff_t>(length));
        }
        options.push_back(std::move(option));
        bytes = bytes.subspan(length);
    }
    return options;
}

void append_options(std::vector<std::uint8_t>& bytes, std::span<const TcpOption> options) {
    for (const TcpOption& option : options) {
        bytes.push_back(option.kind);
        if (option.has_length()) bytes.push_back(static_cast<std::uint8_t>(option.value.size() + 2));
        bytes.insert(bytes.end(), option.value.begin(), option.value.end());
    }
}

std::optional<LiveSegment> read_live_segment(std::span<const std::uint8_t> packet, Instant at) {
    wire::Packet parsed;
    if (!wire::parse_packet(packet, parsed).ok()) return {};
    const wire::Segment& segment = parsed.segment;
    LiveSegment live{.at = at, .from = parsed.source(), .to = parsed.destination()};
    live.tos = packet[1];
    live.ttl = parsed.ip.ttl;
    live.flags = segment.ctl.bits;
    live.seq = segment.seq.raw;
    live.ack = segment.ctl.ack() ? segment.ack.raw : 0;
    live.raw_window = segment.raw_window;
    live.urgent_pointer = segment.urgent_pointer;
    live.text_bytes = segment.text_length();
    live.text_is_zeros = std::all_of(segment.text.begin(), segment.text.end(), [](auto b) { return b == 0; });
    const std::size_t options_begin = parsed.ipv4_header_length + 20u;
    live.options = read_options(packet.subspan(options_begin, parsed.tcp_header_length - 20u));
    return live;
}

std::string flags_to_text(std::uint16_t flags) {
    std::string text;
    for (const auto& [letter, bit] : flag_letters)
        if ((flags & bit) != 0) text += letter;
    return text.empty() ? "-" : text;
}

std::string to_text(std::span<const TcpOption> options) {
    std::string text;
    for (const TcpOption& option : options) {
        text += text.empty() ? '<' : ',';
        text += option_to_text(option);
    }
    if (!text.empty()) text += '>';
    return text;
}

std::string to_text(const LiveSegment& segment) {
    constexpr std::array<std::string_view, 4> ecn{"", "[ect1] ", "[ect0] ", "[ce] "};
    std::string text(ecn[segment.tos & 3u]);
    text += flags_to_text(segment.flags) + " " + std::to_string(segment.seq) + ":" +
            std::to_string(segment.seq + segment.text_bytes) + "(" + std::to_string(segment.text_bytes) + ")";
    if (segment.has(wire::Ctl::ack_bit)) text += " ack " + std::to_string(segment.ack);
    text += " win " + std::to_string(segment.raw_window);
    if (segment.has(wire::Ctl::urg_bit)) text += " urg " + std::to_string(segment.urgent_pointer);
    const std::string options = to_text(segment.options);
    return text + (options.empty() ? "" : " " + options);
}

}  // namespace hw::packetdrill
