// Every colour of Handwave, as data: a light and a dark palette with the same roles. No view names a colour
// by its number. Colour is never the only sign: a state has a lane pattern and a name, a segment kind has
// its own line and head, a verdict has a glyph. tests/ui/palette_test.cpp recomputes the contrast of every
// text pair.
#pragma once

#include "tcp/state.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace hw::ui {

// Packed 0xAABBGGRR, the layout of Dear ImGui's ImU32.
using Colour = std::uint32_t;

// From the 0xRRGGBB of a style sheet; opaque.
constexpr Colour rgb(std::uint32_t hex) {
    return 0xFF000000u | (hex & 0xFFu) << 16 | (hex & 0xFF00u) | (hex >> 16 & 0xFFu);
}

// The same colour with its opacity multiplied by `opacity` (0 to 1).
constexpr Colour with_opacity(Colour colour, float opacity) {
    const auto alpha = static_cast<std::uint32_t>(static_cast<float>(colour >> 24) * opacity + 0.5f);
    return (colour & 0x00FFFFFFu) | alpha << 24;
}

// The opaque mixture: `fraction` 0 is `from`, 1 is `to`.
Colour mix(Colour from, Colour to, float fraction);

// The look of a segment on the ladder. Several bits may be set on the wire; the look follows the rarest one:
// RST, else SYN, else FIN, else data, else a bare ACK.
enum class SegmentKind : std::uint8_t { Syn, Fin, Data, Ack, Rst };
inline constexpr std::size_t segment_kind_count = 5;

// The pattern of a state's lane, by which the families are told apart without colour.
enum class LanePattern : std::uint8_t { HollowDashed, HollowCentreLine, Hatch, Solid, Rungs, Dots };
LanePattern lane_pattern(tcp::State state);

struct Palette {
    // Layers, from the back to the front.
    Colour app, pane, sheet, raised, sunk, future;
    // Separators and borders, then text from the strongest to the weakest; ink4 is for disabled strokes only.
    Colour hair, line, ink1, ink2, ink3, ink4;
    // What can be acted on, and where one is.
    Colour accent, accent_soft, on_accent;
    // What has just changed; the bar stands at the left edge of a changed row.
    Colour marker, marker_soft, on_marker, marker_bar;
    // Verdicts, always with a check, a cross, a triangle.
    Colour good, good_soft, bad, bad_soft, warn, warn_soft;
    // The translucent shadow under popups.
    Colour scrim;
    // The translucent ink that draws hatches, rungs and dots over a lane's colour.
    Colour lane_ink;
    std::array<Colour, segment_kind_count> segments;
    std::array<Colour, tcp::state_count> states;
    // The 1 px edge of the states whose fill alone is too close to the sheet; 0 where there is none.
    std::array<Colour, tcp::state_count> state_edges;

    Colour segment(SegmentKind kind) const { return segments[static_cast<std::size_t>(kind)]; }
    Colour state(tcp::State state) const { return states[static_cast<std::size_t>(state)]; }
    Colour state_edge(tcp::State state) const { return state_edges[static_cast<std::size_t>(state)]; }
};

extern const Palette light_palette;
extern const Palette dark_palette;

}  // namespace hw::ui
