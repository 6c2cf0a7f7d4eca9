// The two faces: a proportional one with Latin and Chinese, and a monospaced one with ASCII only. The
// platform hands over the bytes; glyphs are rasterised when they are first drawn (Dear ImGui's dynamic
// atlas), so a size or a pixel ratio costs nothing until it is used.
#pragma once

#include "ui/draw/geometry.h"
#include "ui/theme/palette.h"
#include "ui/theme/type_scale.h"

#include <cstdint>
#include <span>
#include <string_view>

struct ImDrawList;
struct ImFont;
struct ImFontAtlas;

namespace hw::ui {

enum class Face : std::uint8_t { Sans, Mono };

struct FontSet {
    ImFont* sans = nullptr;
    ImFont* mono = nullptr;

    ImFont* face(Face which) const { return which == Face::Sans ? sans : mono; }
    explicit operator bool() const { return sans != nullptr && mono != nullptr; }
};

struct FontBlobs {
    // OpenType files in memory. They must outlive the atlas: it reads glyphs from them for as long as it
    // draws.
    std::span<const std::uint8_t> sans;
    std::span<const std::uint8_t> mono;
};

// Adds both faces to the atlas; a character that the monospaced face lacks is taken from the other.
// Returns an empty set when one of the blobs is not a font.
FontSet load_fonts(ImFontAtlas& atlas, const FontBlobs& blobs);

// Adds a font whose glyphs stand in for those that both faces lack; it must outlive the atlas as well. Between frames.
// False when it is no font.
bool add_wide_font(ImFontAtlas& atlas, const FontSet& fonts, std::span<const std::uint8_t> blob);

struct TextStyle {
    // The em size in CSS pixels; any fraction is honoured.
    float size = type::control;
    Face face = Face::Sans;
};

// The advance width in CSS pixels of one line of UTF-8. Needs a frame begun (glyph metrics load on demand).
float text_width(const FontSet& fonts, std::string_view text, TextStyle style);

// Draws one line with its baseline at `baseline`, which is snapped to whole device pixels, so that text is
// sharp at every pixel ratio. Why not ImDrawList::AddText: it rounds sizes to whole units and positions to
// whole CSS pixels. Returns the x after the last glyph.
float paint_text(ImDrawList& list, const FontSet& fonts, Point baseline, std::string_view text,
                 TextStyle style, Colour colour);

// True when every character of `text` has a glyph in the face.
bool covers(const FontSet& fonts, std::string_view text, Face face);

}  // namespace hw::ui
