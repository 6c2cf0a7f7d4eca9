#include "ui/fonts/font_set.h"

#include "ui/text/utf8.h"

#include "imgui.h"
#include "imgui_internal.h"

#include <array>
#include <cmath>
#include <cstring>
#include <utility>

namespace hw::ui {

namespace {

// "OTTO" is OpenType with CFF outlines, 00010000 and "true" are TrueType, "ttcf" is a collection.
bool looks_like_font(std::span<const std::uint8_t> blob) {
    static constexpr std::array<const char*, 4> magics = {"OTTO", "\0\1\0\0", "true", "ttcf"};
    if (blob.size() < 12) return false;
    for (const char* magic : magics) {
        if (std::memcmp(blob.data(), magic, 4) == 0) return true;
    }
    return false;
}

ImFont* add_font(ImFontAtlas& atlas, std::span<const std::uint8_t> blob, bool merges_into_last) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.MergeMode = merges_into_last;
    // Why const_cast: the atlas takes void* since it may own the data; it only reads it.
    auto* data = const_cast<std::uint8_t*>(blob.data());
    return atlas.AddFontFromMemoryTTF(data, static_cast<int>(blob.size()), 0.0f, &config);
}

// A size of the font as rasterised for the screen in use.
struct Raster {
    ImFontBaked* baked;
    // From the baked size, a whole number, to the size that was asked for.
    float scale;
    float pixel_ratio;
};

// Dear ImGui measures a font by ascent minus descent: (1160 + 288) / 1000 em in both faces of Noto Sans CJK.
constexpr float line_per_em = 1.448f;

// Why the density: Dear ImGui bakes whole sizes only and would stretch the glyphs to the fractions in
// between. Asking for the density size/whole × pixel ratio makes one texel fall on one device pixel at any
// size.
Raster raster_for(const FontSet& fonts, TextStyle style) {
    const float pixel_ratio = ImGui::GetIO().DisplayFramebufferScale.x;
    const float wanted = style.size * line_per_em;
    const float whole = std::fmax(1.0f, std::round(wanted));
    const float scale = wanted / whole;
    return {fonts.face(style.face)->GetFontBaked(whole, pixel_ratio * scale), scale, pixel_ratio};
}

}  // namespace

FontSet load_fonts(ImFontAtlas& atlas, const FontBlobs& blobs) {
    if (!looks_like_font(blobs.sans) || !looks_like_font(blobs.mono)) return {};
    FontSet fonts;
    fonts.sans = add_font(atlas, blobs.sans, false);
    fonts.mono = add_font(atlas, blobs.mono, false);
    add_font(atlas, blobs.sans, true);
    return fonts;
}

bool add_wide_font(ImFontAtlas& atlas, const FontSet& fonts, std::span<const std::uint8_t> blob) {
    if (blob.empty()) return false;
    for (ImFont* font : {fonts.sans, fonts.mono}) {
        // Why: the atlas merges into its last font only.
        ImFont** const place = atlas.Fonts.find(font);
        std::swap(*place, atlas.Fonts.back());
        const bool is_added = add_font(atlas, blob, true) != nullptr;
        std::swap(*place, atlas.Fonts.back());
        if (!is_added) return false;
        // What was looked up and not found before is looked up again.
        ImFontAtlasFontDiscardBakes(&atlas, font, 0);
    }
    return true;
}

float text_width(const FontSet& fonts, std::string_view text, TextStyle style) {
    const Raster raster = raster_for(fonts, style);
    float width = 0;
    for (std::size_t at = 0; at < text.size();) {
        width += raster.baked->GetCharAdvance(static_cast<ImWchar>(next_code_point(text, at)));
    }
    return width * raster.scale;
}

float paint_text(ImDrawList& list, const FontSet& fonts, Point baseline, std::string_view text,
                 TextStyle style, Colour colour) {
    const Raster raster = raster_for(fonts, style);
    // Why first: a glyph that is new may enlarge the atlas, which must not happen between reserving and
    // writing.
    int visible_count = 0;
    for (std::size_t at = 0; at < text.size();) {
        const ImFontGlyph* glyph = raster.baked->FindGlyph(static_cast<ImWchar>(next_code_point(text, at)));
        if (glyph->Visible) ++visible_count;
    }

    list.PrimReserve(visible_count * 6, visible_count * 4);
    const float pixel = 1.0f / raster.pixel_ratio;
    const float base_y = std::round(baseline.y * raster.pixel_ratio) * pixel;
    // Glyph boxes count from the top of the line, whose distance to the baseline is this whole number.
    const float ascent = std::round(raster.baked->Ascent);
    float x = std::round(baseline.x * raster.pixel_ratio) * pixel;
    for (std::size_t at = 0; at < text.size();) {
        const ImFontGlyph* glyph = raster.baked->FindGlyph(static_cast<ImWchar>(next_code_point(text, at)));
        if (glyph->Visible) {
            const ImVec2 low = {x + glyph->X0 * raster.scale, base_y + (glyph->Y0 - ascent) * raster.scale};
            const ImVec2 high = {x + glyph->X1 * raster.scale, base_y + (glyph->Y1 - ascent) * raster.scale};
            list.PrimRectUV(low, high, {glyph->U0, glyph->V0}, {glyph->U1, glyph->V1}, colour);
        }
        x += glyph->AdvanceX * raster.scale;
    }
    return x;
}

bool covers(const FontSet& fonts, std::string_view text, Face face) {
    for (std::size_t at = 0; at < text.size();) {
        if (!fonts.face(face)->IsGlyphInFont(static_cast<ImWchar>(next_code_point(text, at)))) return false;
    }
    return true;
}

}  // namespace hw::ui
