#include "lesson/utf8.h"

#include <algorithm>

namespace hw::lesson {

namespace {

struct Decoded {
    char32_t character = 0;
    std::size_t length = 0;  // 0: not well-formed
};

std::uint8_t byte_at(std::string_view text, std::size_t i) { return static_cast<std::uint8_t>(text[i]); }

// RFC 3629 §4: the shortest form only, no surrogates, nothing beyond U+10FFFF.
Decoded decode(std::string_view text, std::size_t at) {
    const std::uint8_t lead = byte_at(text, at);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    if (length == 0 || lead > 0xf4 || at + length > text.size()) return {};
    char32_t c = lead & (0xffu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        const std::uint8_t next = byte_at(text, at + i);
        if ((next & 0xc0) != 0x80) return {};
        c = (c << 6) | (next & 0x3fu);
    }
    const char32_t least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
    if (c < least || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) return {};
    return {c, length};
}

}  // namespace

std::size_t find_bad_text(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const Decoded d = decode(text, i);
        const bool is_control = (d.character < 0x20 && d.character != '\n' && d.character != '\t') ||
                                (d.character >= 0x7f && d.character < 0xa0);
        if (d.length == 0 || is_control) return i;
        i += d.length;
    }
    return std::string_view::npos;
}

char32_t character_before(std::string_view text, std::size_t end) {
    if (end == 0) return 0;
    std::size_t begin = end - 1;
    while (begin > 0 && (byte_at(text, begin) & 0xc0) == 0x80) --begin;
    return decode(text, begin).character;
}

char32_t character_at(std::string_view text, std::size_t begin) {
    return begin < text.size() ? decode(text, begin).character : 0;
}

std::size_t character_length(std::string_view text, std::size_t begin) {
    return begin < text.size() ? std::max<std::size_t>(decode(text, begin).length, 1) : 1;
}

int line_of(std::string_view text, std::size_t offset) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
    return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

}  // namespace hw::lesson
