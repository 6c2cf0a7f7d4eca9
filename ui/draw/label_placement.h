// Where the labels of a ladder's arrows go so that no two of them overlap. A pure function over rectangles:
// what cannot be placed in full loses fields first, then shows its flags only, then waits for hover or
// selection. The newest arrow is placed first, so the plates of older ones yield.
#pragma once

#include "ui/draw/geometry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace hw::ui {

// How much of the label is shown, from everything to the flags alone.
enum class LabelDetail : std::uint8_t { Full, WithoutAck, FlagsOnly };
inline constexpr std::size_t label_detail_count = 3;

inline constexpr float label_plate_height = 19;
inline constexpr float label_plate_padding = 7;
// Nearer to an arrow's head than this no plate may come.
inline constexpr float head_clearance = 20;
// An arrow shorter than this shows its label only on hover or selection.
inline constexpr float shortest_labelled_arrow = 40;

struct LabelRequest {
    // The visible part of the arrow.
    Point from{};
    Point to{};
    // The plate's width at each level of detail, padding included; a width of 0 means that there is no such
    // level.
    std::array<float, label_detail_count> widths{};
    // Where the segment was lost, is held or is now; kept clear like a head.
    std::optional<Point> mark{};
    // Selected or hovered: placed before all others, and even on a short arrow.
    bool is_wanted = false;
};

struct LabelPlace {
    bool is_shown = false;
    LabelDetail detail = LabelDetail::Full;
    Rect plate{};
};

// `requests` from the oldest arrow to the newest; the result is parallel to it. `obstacles` are rectangles
// that are already taken (notes, pills). `plate_height` is the same for all.
std::vector<LabelPlace> place_labels(std::span<const LabelRequest> requests, std::span<const Rect> obstacles,
                                     float plate_height = label_plate_height);

// Where two stretches of line cross, if they do; ends that only touch do not count.
std::optional<Point> crossing(Point a1, Point a2, Point b1, Point b2);

}  // namespace hw::ui
