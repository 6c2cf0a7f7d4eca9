// The icons: strokes of 1.5 to 2 px in a box of 16, with round caps. One function draws them all, so that
// an icon is a value that a button can hold.
#pragma once

#include "ui/draw/canvas.h"

#include <cstdint>

namespace hw::ui {

// clang-format off
enum class Icon : std::uint8_t {
    None, Check, Cross, Dash, NotEqual, Warning,
    Play, Pause, StepForward, StepBack, Start,
    Drop, Hold, Clock, Duplicate, Edit, Fork,
    Link, Book, Gear, Moon, Sun, Fullscreen,
    Left, Right, Up, Down, Arrow,
    Ladder, Steps, States, Host, Menu
};
// clang-format on

struct IconLook {
    Colour colour = 0;
    // Stroke width; 0 takes the icon's own.
    float width = 0;
    // 1 fills the box of 16 px.
    float scale = 1;
};

// Draws the icon centred on `centre`.
void draw_icon(const Canvas& canvas, Icon icon, Point centre, const IconLook& look);

// A check drawn from its start to `progress` (0 to 1), for the moment when a verdict appears.
void draw_check(const Canvas& canvas, Point centre, const IconLook& look, float progress);
// A cross drawn stroke by stroke to `progress` (0 to 1); `arm` is half its width.
void draw_cross(const Canvas& canvas, Point centre, const IconLook& look, float arm, float progress = 1);

// The mark: two lifelines joined by three slanted strokes, an H that shakes hands; 16 px high at scale 1.
void draw_mark(const Canvas& canvas, Point centre, float scale);

// The two hosts' signs: A is a filled disc, B an outlined square, everywhere.
void draw_host_sign(const Canvas& canvas, Point centre, char letter, float radius = 11);

}  // namespace hw::ui
