#include "ui/text/utf8.h"

namespace hw::ui {

namespace {

constexpr char32_t replacement = 0xFFFD;

bool is_one_of(char32_t code_point, std::u32string_view set) { return set.find(code_point) != set.npos; }

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at);
    if (first < 0x80) {
        ++at;
        return first;
    }
    const std::size_t length = first >= 0xF0 && first < 0xF5 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (length == 0 || first >= 0xF5 || at + length > text.size()) {
        ++at;
        return replacement;
    }
    char32_t code_point = first & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) {
            ++at;
            return replacement;
        }
        code_point = code_point << 6 | (byte(at + i) & 0x3Fu);
    }
    at += length;
    return code_point;
}

bool is_wide(char32_t c) {
    return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) ||
           (c >= 0x20000 && c <= 0x3FFFF) || is_one_of(c, U"“”‘’—…");
}

bool never_starts_line(char32_t c) { return is_one_of(c, U"，。、；：？！）」』》〉】〕”’…—·,.;:?!)]}%"); }

bool never_ends_line(char32_t c) { return is_one_of(c, U"（「『《〈【〔“‘([{"); }

}  // namespace hw::ui
