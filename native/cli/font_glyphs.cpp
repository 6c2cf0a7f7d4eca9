#include "native/cli/font_glyphs.h"

#include <algorithm>
#include <cstdint>

namespace hw::cli {
namespace {

constexpr std::uint32_t most_glyphs = 200'000;

// Big-endian numbers; beyond the end there are zeros, and `is_short` tells.
struct Reader {
    std::string_view bytes;
    bool is_short = false;

    std::uint32_t byte(std::size_t at) {
        if (at >= bytes.size()) {
            is_short = true;
            return 0;
        }
        return static_cast<std::uint8_t>(bytes[at]);
    }
    std::uint32_t u16(std::size_t at) { return byte(at) << 8 | byte(at + 1); }
    std::uint32_t u32(std::size_t at) { return u16(at) << 16 | u16(at + 2); }
};

// OpenType, "cmap", format 4: segments with a delta or an array of glyph numbers.
void read_format_4(Reader& in, std::size_t table, std::vector<char32_t>& glyphs) {
    const std::size_t count = in.u16(table + 6) / 2;
    const std::size_t ends = table + 14, starts = ends + 2 * count + 2;
    const std::size_t deltas = starts + 2 * count, offsets = deltas + 2 * count;
    for (std::size_t i = 0; i < count && !in.is_short; ++i) {
        const std::uint32_t first = in.u16(starts + 2 * i), last = in.u16(ends + 2 * i);
        const std::uint32_t delta = in.u16(deltas + 2 * i), offset = in.u16(offsets + 2 * i);
        for (std::uint32_t c = first; c <= last && c != 0xffff && !in.is_short && glyphs.size() < most_glyphs;
             ++c) {
            std::uint32_t glyph = (c + delta) & 0xffff;
            if (offset != 0) {
                const std::uint32_t listed = in.u16(offsets + 2 * i + offset + 2 * (c - first));
                glyph = listed == 0 ? 0 : (listed + delta) & 0xffff;
            }
            if (glyph != 0) glyphs.push_back(c);
        }
    }
}

// Format 12: groups of consecutive characters.
void read_format_12(Reader& in, std::size_t table, std::vector<char32_t>& glyphs) {
    const std::uint32_t count = in.u32(table + 12);
    for (std::uint32_t i = 0; i < count && !in.is_short; ++i) {
        const std::size_t group = table + 16 + std::size_t{12} * i;
        const std::uint32_t first = in.u32(group), last = in.u32(group + 4), glyph = in.u32(group + 8);
        for (std::uint32_t c = first;
             c <= last && c <= 0x10ffff && !in.is_short && glyphs.size() < most_glyphs; ++c)
            if (glyph + (c - first) != 0) glyphs.push_back(c);
    }
}

std::size_t find_table(Reader& in, std::size_t font, std::string_view tag) {
    const std::uint32_t count = in.u16(font + 4);
    for (std::uint32_t i = 0; i < count && !in.is_short; ++i) {
        const std::size_t entry = font + 12 + std::size_t{16} * i;
        if (in.bytes.substr(std::min(entry, in.bytes.size()), 4) == tag) return in.u32(entry + 8);
    }
    return 0;
}

}  // namespace

Result<std::vector<char32_t>, std::string> glyphs_of_font(std::string_view font) {
    Reader in{font};
    const std::size_t begin = font.substr(0, 4) == "ttcf" ? in.u32(12) : 0;
    const std::size_t cmap = find_table(in, begin, "cmap");
    if (cmap == 0 || in.is_short) return std::string("expected an OpenType font with a cmap table");
    std::vector<char32_t> glyphs;
    const std::uint32_t count = in.u16(cmap + 2);
    for (std::uint32_t i = 0; i < count && i < 64 && !in.is_short; ++i) {
        const std::size_t table = cmap + in.u32(cmap + 4 + std::size_t{8} * i + 4);
        const std::uint32_t format = in.u16(table);
        if (format == 4) read_format_4(in, table, glyphs);
        if (format == 12) read_format_12(in, table, glyphs);
    }
    if (in.is_short) return std::string("the font ends before its cmap table does");
    std::sort(glyphs.begin(), glyphs.end());
    glyphs.erase(std::unique(glyphs.begin(), glyphs.end()), glyphs.end());
    if (glyphs.empty()) return std::string("expected a font with a Unicode cmap");
    return glyphs;
}

}  // namespace hw::cli
