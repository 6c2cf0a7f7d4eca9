#include "script/segment_pattern.h"

#include "script/numbers.h"
#include "script/quoted.h"
#include "wire/describe.h"

namespace hw::script {
namespace {

using Error = std::string;  // "" for none

constexpr std::uint32_t first_letter_number = 1'000;  // and one thousand more for each further letter

// "100", "Z" or "Z+1".
Error parse_sequence(std::string_view text, Letters& letters, std::optional<SeqNum>& out) {
    if (const auto number = parse_u32(text)) {
        out = SeqNum{*number};
        return "";
    }
    const std::size_t plus = text.find('+');
    const std::string_view name = text.substr(0, plus);
    const auto add = plus == std::string_view::npos ? std::uint32_t{0} : parse_u32(text.substr(plus + 1));
    const bool is_name = !name.empty() && name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == name.npos;
    if (!is_name || !add) return "expected a number such as 100, Z or Z+1, found " + quoted(text);
    const auto count = static_cast<std::uint32_t>(letters.size());
    const auto [place, is_new] = letters.try_emplace(std::string(name), first_letter_number * (count + 1));
    out = SeqNum{place->second + *add};
    return "";
}

struct CtlWord {
    std::string_view word;
    wire::Ctl bit;
};
constexpr CtlWord ctl_words[] = {{"SYN", wire::syn}, {"ACK", wire::ack}, {"FIN", wire::fin},
                                 {"RST", wire::rst}, {"PSH", wire::psh}, {"URG", wire::urg},
                                 {"ECE", wire::ece}, {"CWR", wire::cwr}, {"AE", wire::ae}};

Error parse_ctl(std::string_view text, std::optional<wire::Ctl>& out) {
    wire::Ctl ctl{};
    while (!text.empty()) {
        const std::size_t comma = text.find(',');
        const std::string_view word = text.substr(0, comma);
        bool is_known = false;
        for (const CtlWord& known : ctl_words) {
            if (known.word != word) continue;
            ctl = ctl | known.bit;
            is_known = true;
        }
        if (!is_known) return "expected SYN, ACK, FIN, RST, PSH, URG, ECE, CWR or AE, found " + quoted(word);
        text = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
    }
    out = ctl;
    return "";
}

Error parse_text_length(std::string_view value, bool has_value, SegmentPattern& out) {
    out.text = has_value ? SegmentPattern::Text::Exactly : SegmentPattern::Text::Some;
    if (!has_value) return "";
    const auto length = parse_u32(value);
    if (!length || *length > 65'495) return "expected a number of bytes up to 65495, found " + quoted(value);
    out.text_length = *length;
    return "";
}

Error parse_window(std::string_view value, SegmentPattern& out) {
    const auto window = parse_u32(value);
    if (!window || *window > 0xffff) return "expected a window from 0 to 65535, found " + quoted(value);
    out.raw_window = static_cast<std::uint16_t>(*window);
    return "";
}

// What stands between one pair of angle brackets.
Error parse_field(std::string_view field, Letters& letters, SegmentPattern& out) {
    const std::size_t equals = field.find('=');
    const bool has_value = equals != std::string_view::npos;
    const std::string_view key = field.substr(0, equals);
    const std::string_view value = has_value ? field.substr(equals + 1) : std::string_view{};
    if (key == "DATA") return parse_text_length(value, has_value, out);
    if (!has_value) return "expected <SEQ=…>, <ACK=…>, <CTL=…>, <WND=…> or <DATA>, found " + quoted(field);
    if (key == "SEQ") return parse_sequence(value, letters, out.seq);
    if (key == "ACK") return parse_sequence(value, letters, out.ack);
    if (key == "CTL") return parse_ctl(value, out.ctl);
    if (key == "WND") return parse_window(value, out);
    return "expected SEQ, ACK, CTL, WND or DATA, found " + quoted(key);
}

constexpr std::uint16_t always_compared =
    wire::Ctl::syn_bit | wire::Ctl::fin_bit | wire::Ctl::rst_bit | wire::Ctl::ack_bit;

bool ctl_agrees(wire::Ctl written, wire::Ctl found) {
    const bool compares_all = (written.bits & ~always_compared) != 0;
    const unsigned mask = compares_all ? unsigned{wire::Ctl::all_bits} : always_compared;
    return ((written.bits ^ found.bits) & mask) == 0;
}

std::string is_not(std::string_view what, std::uint64_t found, std::uint64_t written) {
    return std::string(what) + " is " + std::to_string(found) + ", not " + std::to_string(written);
}

}  // namespace

Result<SegmentPattern, std::string> parse_segment_pattern(std::string_view text, Letters& letters) {
    SegmentPattern pattern;
    pattern.written = text;
    while (!text.empty()) {
        const std::size_t end = text.find('>');
        if (text.front() != '<' || end == std::string_view::npos)
            return Error("expected a field such as <SEQ=100>, found " + quoted(text));
        if (Error error = parse_field(text.substr(1, end - 1), letters, pattern); !error.empty())
            return error;
        text.remove_prefix(end + 1);
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    }
    if (!pattern.ctl) return Error("the segment " + quoted(pattern.written) + " has no <CTL=…>");
    return pattern;
}

std::string difference(const SegmentPattern& pattern, const wire::Segment& segment) {
    if (pattern.seq && *pattern.seq != segment.seq) return is_not("SEQ", segment.seq.raw, pattern.seq->raw);
    if (pattern.ctl && !ctl_agrees(*pattern.ctl, segment.ctl))
        return "CTL is " + wire::describe_ctl(segment.ctl) + ", not " + wire::describe_ctl(*pattern.ctl);
    if (pattern.ack && *pattern.ack != segment.ack) return is_not("ACK", segment.ack.raw, pattern.ack->raw);
    if (pattern.raw_window && *pattern.raw_window != segment.raw_window)
        return is_not("WND", segment.raw_window, *pattern.raw_window);
    if (pattern.text == SegmentPattern::Text::Some && segment.text.empty()) return "it carries no data";
    if (pattern.text == SegmentPattern::Text::Exactly && pattern.text_length != segment.text_length())
        return is_not("DATA", segment.text_length(), pattern.text_length);
    return "";
}

}  // namespace hw::script
