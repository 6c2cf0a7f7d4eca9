// The pen: an ImDrawList together with the theme and the fonts, and the shapes of the drawing in CSS pixels.
// A canvas is cheap and made anew for each window of each frame; it owns nothing.
#pragma once

#include "ui/draw/geometry.h"
#include "ui/fonts/font_set.h"
#include "ui/theme/theme.h"

#include <cstdint>
#include <span>
#include <string_view>

struct ImDrawList;

namespace hw::ui {

class Image;

enum class Cap : std::uint8_t { Butt, Round };
enum class Align : std::uint8_t { Start, Middle, End };

// Lengths in CSS pixels along the path; `on` 0 means an unbroken line.
struct Dash {
    float on = 0;
    float off = 0;
};

struct Stroke {
    Colour colour = 0;
    float width = 1;
    Dash dash = {};
    Cap cap = Cap::Butt;
};

// A fill and a border; a colour of 0 draws nothing.
struct Box {
    Colour fill = 0;
    Colour border = 0;
    float border_width = 1;
    float radius = 0;
    Dash dash = {};
};

struct Ink {
    Colour colour = 0;
    float size = type::control;
    Face face = Face::Sans;
    Align align = Align::Start;
};

struct Canvas {
    ImDrawList* list = nullptr;
    const Theme* theme = nullptr;
    const FontSet* fonts = nullptr;
    // Device pixels in one CSS pixel.
    float pixel_ratio = 1;

    const Palette& palette() const { return theme->palette(); }

    // A box with the border inside the rectangle. Borders of one pixel fall on whole device pixels.
    void box(const Rect& rect, const Box& look) const;
    void fill(const Rect& rect, Colour colour, float radius = 0) const;
    void line(Point from, Point to, const Stroke& stroke) const;
    // A separator one CSS pixel thick, sharp at every pixel ratio. `y` (or `x`) is its upper (left) edge.
    void horizontal_hair(float x1, float x2, float y, Colour colour) const;
    void vertical_hair(float x, float y1, float y2, Colour colour) const;
    void polyline(std::span<const Point> points, const Stroke& stroke, bool closed = false) const;
    // A filled convex polygon.
    void polygon(std::span<const Point> points, Colour colour) const;
    void circle(Point centre, float radius, Colour fill, const Stroke& stroke = {}) const;
    void bezier(Point from, Point control1, Point control2, Point to, const Stroke& stroke) const;

    // The whole image, stretched to `rect`. Sharp where one of its pixels is one of the device.
    void image(const Rect& rect, const Image& image) const;

    // One line of text with its baseline at `at.y`. Returns the x after the last glyph.
    float text(Point at, std::string_view text, const Ink& ink) const;
    // One line of text centred vertically on `middle.y`, the way labels sit in buttons and plates.
    float text_on_middle(Point middle, std::string_view text, const Ink& ink) const;
    float text_width(std::string_view text, float size, Face face = Face::Sans) const;

    // `value` moved to the nearest edge of a device pixel.
    float snapped(float value) const;
};

// The baseline lies this fraction of the em below the optical middle of a line.
inline constexpr float baseline_below_middle = 0.36f;

}  // namespace hw::ui
