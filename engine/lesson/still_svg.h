#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tcp/state.h"

// The pieces of a still ladder as SVG, in whole CSS pixels. How states and segments look is a style sheet in
// the picture, the same patterns and strokes as on the screen.

namespace hw::lesson {

struct SvgPoint {
    std::int32_t x = 0;
    std::int32_t y = 0;
};

enum class SvgAlign : std::uint8_t { Start, Middle, End };

// The opening tag with the style sheet and the patterns; the end is "</svg>\n".
std::string svg_head(std::int32_t width, std::int32_t height);
std::string svg_line(SvgPoint from, SvgPoint to, std::string_view classes);
std::string svg_text(SvgPoint at, std::string_view text, std::string_view classes, SvgAlign align);
// From `top` to `bottom`, around `x`.
std::string svg_lane(std::int32_t x, std::int32_t top, std::int32_t bottom, tcp::State state);
// A silence that is not drawn at its length: a sunk strip with zigzag edges.
std::string svg_gap(std::int32_t top, std::int32_t bottom, std::int32_t width);
// The cross in a ring where a segment was lost.
std::string svg_lost(SvgPoint at);

}  // namespace hw::lesson
