// Type sizes, spacing and radii in CSS pixels. One face for words, one monospaced face for numbers that
// line up; no bold and no italics, so emphasis is a stronger ink.
#pragma once

namespace hw::ui {

// Font sizes: the height of the em square, in CSS pixels.
namespace type {
inline constexpr float home_title = 30;
inline constexpr float question = 21;
inline constexpr float page_title = 19;
inline constexpr float pane_heading = 15.5f;
inline constexpr float section_heading = 14.5f;
inline constexpr float prompt = 14;
inline constexpr float prose = 13.5f;
inline constexpr float control = 13;
inline constexpr float flags = 12.5f;
inline constexpr float row = 12;
inline constexpr float caption = 11.5f;
inline constexpr float axis = 11;

// Prose is set with this multiple of its size from baseline to baseline, rounded to a whole pixel.
inline constexpr float prose_leading = 1.55f;
}  // namespace type

namespace space {
inline constexpr float xs = 4;
inline constexpr float s = 8;
inline constexpr float m = 12;
inline constexpr float l = 16;
inline constexpr float xl = 20;
inline constexpr float xxl = 24;
inline constexpr float xxxl = 32;
inline constexpr float pane_padding = 20;
inline constexpr float right_pane_padding = 18;

// The least height of whatever can be pressed, with a mouse and by touch.
inline constexpr float mouse_target = 32;
inline constexpr float touch_target = 44;
}  // namespace space

namespace radius {
inline constexpr float cell = 3;
inline constexpr float tag = 4;
inline constexpr float button = 6;
inline constexpr float choice = 7;
inline constexpr float card = 8;
inline constexpr float popup = 10;
}  // namespace radius

}  // namespace hw::ui
