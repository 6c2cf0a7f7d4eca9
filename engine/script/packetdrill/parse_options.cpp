// "<mss 1460,nop,nop,sackOK,nop,wscale 7>": the options of a segment, in their order and with their padding.

#include <algorithm>
#include <array>
#include <utility>

#include "script/packetdrill/parse.h"
#include "script/quoted.h"
#include "wire/emit.h"
#include "wire/option_kinds.h"

namespace hw::packetdrill {
namespace {

using wire::OptionKind;

void append(std::vector<std::uint8_t>& bytes, std::uint32_t number, std::uint32_t count) {
    while (count > 0) bytes.push_back(static_cast<std::uint8_t>(number >> (8 * --count)));
}

int hex_digit(char c) {
    if ('0' <= c && c <= '9') return c - '0';
    if ('a' <= c && c <= 'f') return c - 'a' + 10;
    return 'A' <= c && c <= 'F' ? c - 'A' + 10 : -1;
}

// "0102abcd". False when these are not pairs of hexadecimal digits.
bool append_hexadecimal(std::vector<std::uint8_t>& bytes, std::string_view text) {
    if (text.size() % 2 != 0) return false;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const int high = hex_digit(text[i]), low = hex_digit(text[i + 1]);
        if (high < 0 || low < 0) return false;
        bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
    }
    return true;
}

// Hexadecimal digits, or a name that was defined as such.
void parse_bytes(Cursor& cursor, const Definitions& definitions, TcpOption& option) {
    const Place begin = cursor.place();
    std::string_view word = cursor.take_any_word();
    if (const auto known = definitions.find(word); known != definitions.end()) word = known->second;
    if (word.size() > 2 && word.substr(0, 2) == "0x") word.remove_prefix(2);
    std::vector<std::uint8_t> bytes;
    if (append_hexadecimal(bytes, word))
        option.value.insert(option.value.end(), bytes.begin(), bytes.end());
    else
        cursor.fail_at(begin, "expected pairs of hexadecimal digits, found " + script::quoted(word));
}

void parse_mss(Cursor& cursor, const Definitions&, TcpOption& option) {
    append(option.value, cursor.need_number("the MSS", 0, 65'535), 2);
}

void parse_window_scale(Cursor& cursor, const Definitions&, TcpOption& option) {
    append(option.value, cursor.need_number("the shift", 0, 255), 1);
}

void parse_nothing(Cursor&, const Definitions&, TcpOption&) {}

void parse_sack(Cursor& cursor, const Definitions&, TcpOption& option) {
    do {
        append(option.value, cursor.need_number("a sequence number", 0, 0xffff'ffff), 4);
        cursor.need(":");
        append(option.value, cursor.need_number("a sequence number", 0, 0xffff'ffff), 4);
    } while (!cursor.failed() && cursor.peek() != ',' && cursor.peek() != '>');
}

void parse_timestamps(Cursor& cursor, const Definitions&, TcpOption& option) {
    if (!cursor.take_word("val")) cursor.expected("val");
    option.any_value = cursor.take("...");
    append(option.value, option.any_value ? 0 : cursor.need_number("the timestamp", 0, 0xffff'ffff), 4);
    if (!cursor.take_word("ecr")) cursor.expected("ecr");
    append(option.value, cursor.need_number("the echoed timestamp", 0, 0xffff'ffff), 4);
    cursor.take("!");
}

// A cookie in hexadecimal digits, or nothing. A name that nothing defines stands for whatever cookie we give out.
void parse_cookie(Cursor& cursor, const Definitions& definitions, TcpOption& option) {
    const std::string_view word = cursor.peek_word();
    if (word.empty()) return;
    const bool is_name = std::any_of(word.begin(), word.end(), [](char c) { return hex_digit(c) < 0; });
    if (definitions.find(word) == definitions.end() && is_name && word.substr(0, 2) != "0x")
        option.cookie_name = cursor.take_any_word();
    else
        parse_bytes(cursor, definitions, option);
}

void parse_experimental_cookie(Cursor& cursor, const Definitions& definitions, TcpOption& option) {
    append(option.value, wire::fast_open_experiment, 2);
    parse_cookie(cursor, definitions, option);
}

// RFC 9768 §3.2.3: three counters of 24 bits, of which the last ones may be missing; which comes first makes the kind.
void parse_accurate_ecn(Cursor& cursor, const Definitions&, TcpOption& option) {
    constexpr std::array<std::string_view, 6> names{"e0b", "e1b", "ceb", "ee0b", "ee1b", "eceb"};
    const auto is_first = [&](std::string_view name) { return option.value.empty() && cursor.sees(name); };
    if (is_first("e1b") || is_first("ee1b")) option.kind = 174;
    while (!cursor.failed() && cursor.peek() != ',' && cursor.peek() != '>') {
        bool found = false;
        for (const std::string_view name : names) found = found || cursor.take_word(name);
        if (!found) cursor.expected("e0b, e1b or ceb");
        append(option.value, cursor.need_number("the counter", 0, 0xff'ffff), 3);
    }
}

// "unknown 0xfd04abcd": kind, length and value as they stand.
void parse_unknown(Cursor& cursor, const Definitions& definitions, TcpOption& option) {
    const Place begin = cursor.place();
    parse_bytes(cursor, definitions, option);
    const auto& bytes = option.value;
    if (bytes.empty() || (bytes[0] > 1 && (bytes.size() < 2 || bytes[1] != bytes.size()))) {
        cursor.fail_at(begin, "these bytes are no option: kind, length of all of it, value");
        return;
    }
    option.kind = bytes[0];
    option.value.erase(option.value.begin(), option.value.begin() + (bytes[0] > 1 ? 2 : 1));
}

struct OptionWord {
    std::string_view word;
    std::uint8_t kind;
    void (*parse)(Cursor&, const Definitions&, TcpOption&);
};
constexpr std::uint8_t number_of(OptionKind kind) { return static_cast<std::uint8_t>(kind); }

constexpr std::array<OptionWord, 14> words{{
    {"nop", number_of(OptionKind::NoOperation), parse_nothing},
    {"eol", number_of(OptionKind::EndOfList), parse_nothing},
    {"mss", number_of(OptionKind::MaximumSegmentSize), parse_mss},
    {"wscale", number_of(OptionKind::WindowScale), parse_window_scale},
    {"sackOK", number_of(OptionKind::SackPermitted), parse_nothing},
    {"sack", number_of(OptionKind::Sack), parse_sack},
    {"TS", number_of(OptionKind::Timestamps), parse_timestamps},
    {"FO", number_of(OptionKind::FastOpenCookie), parse_cookie},
    {"FOEXP", number_of(OptionKind::Experiment2), parse_experimental_cookie},
    {"md5", number_of(OptionKind::Md5Signature), parse_bytes},
    {"ECN", 172, parse_accurate_ecn},
    {"AccECN0", 172, parse_accurate_ecn},
    {"AccECN1", 174, parse_accurate_ecn},
    {"unknown", 0, parse_unknown},
}};

}  // namespace

void parse_tcp_options(Cursor& cursor, const Definitions& definitions, Segment& segment) {
    const Place begin = cursor.place();
    cursor.need("<");
    if (cursor.take("...")) {
        segment.any_options = true;
        cursor.need(">");
        return;
    }
    std::size_t bytes = 0;
    do {
        const std::string_view word = cursor.peek_word();
        const OptionWord* known = nullptr;
        for (const OptionWord& one : words)
            if (one.word == word) known = &one;
        if (known == nullptr) {
            cursor.expected(
                "a TCP option (mss, nop, eol, wscale, sackOK, sack, TS, FO, FOEXP, md5, ECN, unknown)");
            return;
        }
        cursor.take_any_word();
        TcpOption option{.kind = known->kind};
        known->parse(cursor, definitions, option);
        bytes += option.value.size() + (option.has_length() ? 2 : 1);
        segment.options.push_back(std::move(option));
    } while (!cursor.failed() && cursor.take(","));
    cursor.need(">");
    if (!cursor.failed() && bytes > wire::max_option_bytes)
        cursor.fail_at(begin,
                       "these options take " + std::to_string(bytes) + " bytes; a header has room for 40");
}

}  // namespace hw::packetdrill
