#include "support/linux/packet_line.h"

#include <array>
#include <cstdlib>
#include <utility>
#include <vector>

namespace hw::test {
namespace {

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find(at), text.size());
        if (end > 0) parts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::uint32_t number_of(std::string_view text) {
    return static_cast<std::uint32_t>(std::strtoll(std::string(text).c_str(), nullptr, 10));
}

constexpr std::array<std::pair<char, wire::Ctl>, 8> flags{{{'F', wire::fin},
                                                           {'S', wire::syn},
                                                           {'R', wire::rst},
                                                           {'P', wire::psh},
                                                           {'.', wire::ack},
                                                           {'U', wire::urg},
                                                           {'E', wire::ece},
                                                           {'C', wire::cwr}}};

constexpr std::array<std::string_view, 4> codepoints{"", "ect1", "ect0", "ce"};

// The parts of a line.
struct Fields {
    std::string ecn{}, flags{}, range{}, options{};
    std::uint32_t ack = 0, window = 0, urgent = 0;
};

Fields fields_of(std::string_view line) {
    Fields fields;
    if (const auto open = line.find('<'); open != line.npos) {
        fields.options = line.substr(open + 1, line.find('>') - open - 1);
        line = line.substr(0, open);
    }
    std::vector<std::string> words = split(line, ' ');
    if (words.at(0).front() == '[') {
        fields.ecn = words[0].substr(1, words[0].size() - 2);
        words.erase(words.begin());
    }
    fields.flags = words.at(0);
    fields.range = words.at(1);
    for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
        if (words[i] == "ack") fields.ack = number_of(words[i + 1]);
        if (words[i] == "win") fields.window = number_of(words[i + 1]);
        if (words[i] == "urg") fields.urgent = number_of(words[i + 1]);
    }
    return fields;
}

void read_option(wire::Options& options, const std::string& text, const Origin& origin) {
    const std::vector<std::string> words = split(text, ' ');
    const std::string& name = words.at(0);
    if (name == "mss") {
        options.has_mss = true;
        options.mss = static_cast<std::uint16_t>(number_of(words.at(1)));
    } else if (name == "wscale") {
        options.has_window_scale = true;
        options.window_scale = static_cast<std::uint8_t>(number_of(words.at(1)));
    } else if (name == "sackOK") {
        options.sack_permitted = true;
    } else if (name == "FO" || name == "FOEXP") {
        options.has_fast_open = true;
        options.fast_open_is_experimental = name == "FOEXP";
        for (std::size_t i = 0; words.size() > 1 && i < words[1].size(); i += 2)
            options.fast_open_cookie.push_back(
                static_cast<std::uint8_t>(std::strtoul(words[1].substr(i, 2).c_str(), nullptr, 16)));
    } else if (name == "TS") {
        options.has_timestamps = true;
        const std::uint32_t echo = number_of(words.at(4));
        options.timestamps = {number_of(words.at(2)), echo == 0 ? 0 : echo - 100 + origin.first_timestamp};
    } else if (name == "sack") {
        for (std::size_t i = 1; i < words.size(); ++i) {
            const auto colon = words[i].find(':');
            options.sack.push_back({origin.ours + number_of(words[i]),
                                    origin.ours + number_of(std::string_view(words[i]).substr(colon + 1))});
        }
    } else if (name == "raw") {  // bytes, in hexadecimal
        for (std::size_t i = 0; i < words.at(1).size(); i += 2)
            options.unknown.push_back(
                static_cast<std::uint8_t>(std::strtoul(words[1].substr(i, 2).c_str(), nullptr, 16)));
    } else if (name != "nop" && name != "eol") {
        std::abort();  // a test that misspells an option is no test
    }
}

std::string line_of(std::string_view ecn, std::string_view letters, std::string_view range,
                    std::string_view rest) {
    std::string text = ecn.empty() ? "" : "[" + std::string(ecn) + "] ";
    return text + std::string(letters) + " " + std::string(range) + std::string(rest);
}

std::uint32_t word_at(std::span<const std::uint8_t> bytes, std::size_t at) {
    return std::uint32_t{bytes[at]} << 24u | std::uint32_t{bytes[at + 1]} << 16u |
           std::uint32_t{bytes[at + 2]} << 8u | bytes[at + 3];
}

std::string hexadecimal(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4u];
        text += digits[byte & 15u];
    }
    return text;
}

// One option of two bytes or more, without its kind and length.
std::string write_option(std::uint8_t kind, std::span<const std::uint8_t> value, const Origin& origin) {
    switch (kind) {
        case 2: return "mss " + std::to_string(value[0] * 256 + value[1]);
        case 3: return "wscale " + std::to_string(value[0]);
        case 4: return "sackOK";
        case 8: return "TS ecr " + std::to_string(word_at(value, 4));  // our own tells the time, and is apart
        case 34: return value.empty() ? "FO" : "FO " + hexadecimal(value);
        case 254: return value.size() == 2 ? "FOEXP" : "FOEXP " + hexadecimal(value.subspan(2));
        default: break;
    }
    if (kind != 5) return "opt" + std::to_string(kind) + " " + hexadecimal(value);
    std::string blocks = "sack";
    for (std::size_t i = 0; i + 8 <= value.size(); i += 8)
        blocks += " " + std::to_string(word_at(value, i) - origin.theirs.raw) + ":" +
                  std::to_string(word_at(value, i + 4) - origin.theirs.raw);
    return blocks;
}

std::string write_options(std::span<const std::uint8_t> bytes, const Origin& origin) {
    std::string text;
    while (!bytes.empty()) {
        std::string option = bytes[0] == 0 ? "eol" : "nop";
        std::size_t length = 1;
        if (bytes[0] > 1) {
            length = bytes[1];
            option = write_option(bytes[0], bytes.subspan(2, length - 2), origin);
        }
        text += (text.empty() ? "" : ",") + option;
        bytes = bytes.subspan(length);
    }
    return text.empty() ? "" : " <" + text + ">";
}

}  // namespace

WrittenPacket read_packet(std::string_view line, const Origin& origin) {
    const Fields fields = fields_of(line);
    WrittenPacket written;
    wire::Segment& segment = written.segment;
    for (const auto& [letter, ctl] : flags)
        if (fields.flags.find(letter) != std::string::npos) segment.ctl = segment.ctl | ctl;
    segment.seq = origin.theirs + number_of(fields.range);
    if (segment.ctl.ack()) segment.ack = origin.ours + fields.ack;
    segment.raw_window = static_cast<std::uint16_t>(fields.window);
    segment.urgent_pointer = static_cast<std::uint16_t>(fields.urgent);
    for (std::uint8_t i = 0; i < codepoints.size(); ++i)
        if (fields.ecn == codepoints[i]) segment.ecn = i;
    for (const std::string& option : split(fields.options, ',')) read_option(segment.options, option, origin);
    written.text.assign(number_of(fields.range.substr(fields.range.find('(') + 1)), 'x');
    return written;
}

std::string write_packet(const wire::Segment& segment, std::span<const std::uint8_t> options,
                         const Origin& origin) {
    std::string letters;
    for (const auto& [letter, ctl] : flags)
        if ((segment.ctl.bits & ctl.bits) != 0) letters += letter;
    const auto seq = static_cast<std::int32_t>(segment.seq.raw - origin.ours.raw);
    const auto length = static_cast<std::int32_t>(segment.text_length());
    std::string rest;
    if (segment.ctl.ack()) {
        const auto ack = static_cast<std::int32_t>(segment.ack.raw - origin.theirs.raw);
        rest += " ack " + std::to_string(ack);
    }
    if (segment.ctl.urg()) rest += " urg " + std::to_string(segment.urgent_pointer);
    return line_of(
        codepoints[segment.ecn & 3u], letters,
        std::to_string(seq) + ":" + std::to_string(seq + length) + "(" + std::to_string(length) + ")",
        rest + write_options(options, origin));
}

ExpectedPacket expected_packet(std::string_view line) {
    const Fields fields = fields_of(line);
    ExpectedPacket expected;
    expected.length = number_of(fields.range.substr(fields.range.find('(') + 1));
    expected.window = fields.window;
    std::string options;
    for (const std::string& option : split(fields.options, ',')) {
        std::string shown = option;
        if (option.rfind("TS ", 0) == 0) {
            const std::vector<std::string> words = split(option, ' ');
            expected.has_timestamp = true;
            expected.timestamp = number_of(words.at(2));
            shown = "TS ecr " + words.at(4);
        }
        options += (options.empty() ? "" : ",") + shown;
    }
    std::string rest;
    if (fields.flags.find('.') != std::string::npos)
        rest += " ack " + std::to_string(static_cast<std::int32_t>(fields.ack));
    if (fields.flags.find('U') != std::string::npos) rest += " urg " + std::to_string(fields.urgent);
    if (!options.empty()) rest += " <" + options + ">";
    expected.text = line_of(fields.ecn, fields.flags, fields.range, rest);
    return expected;
}

}  // namespace hw::test
