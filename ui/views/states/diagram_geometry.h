// Where the boxes and arrows of RFC 9293's Figure 5 lie. One drawing, stretched to its place: wide enough it has labels
// beside its arrows, else the boxes stand close and the words are told elsewhere. Pure.
#pragma once

#include "lesson/diagram_arrows.h"
#include "tcp/state.h"
#include "ui/draw/canvas.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace hw::ui {

// The figure draws CLOSED twice: where connections begin, and at the bottom, where they end.
inline constexpr std::size_t diagram_box_count = tcp::state_count + 1;
inline constexpr std::size_t last_closed_box = tcp::state_count;

struct DiagramEdge {
    // A cubic curve; of a straight arrow the inner two lie on the line.
    std::array<Point, 4> curve{};
    // Where its label stands: a baseline, the action one line below it.
    Point label{};
    Align align = Align::Start;
    // Where along the curve (0 to 1) it is pressed when it has no label.
    float grip = 0.5f;
};

struct DiagramBand {
    float top = 0;
    float bottom = 0;
};

struct DiagramGeometry {
    Rect rect{};
    bool has_labels = false;
    // By state, and the second CLOSED.
    std::array<Rect, diagram_box_count> boxes{};
    // By arrow, as lesson::figure_5() counts them.
    std::array<DiagramEdge, lesson::arrow_count> edges{};
    // Nobody is connected, opening, open, closing: at the left edge, where there are labels.
    std::array<DiagramBand, 4> bands{};
    float band_x = 0;
};

DiagramGeometry lay_out_diagram(const Rect& rect);

// From this size on the arrows have labels.
inline constexpr Point labelled_diagram_size{780, 560};
// The height that suits a diagram without labels in a place of this width.
float compact_diagram_height(float width);

Point point_on(const DiagramEdge& edge, float t);
// In radians, the way the arrow points at `t`.
float direction_at(const DiagramEdge& edge, float t);

// Which box an arrow leads from and to.
std::size_t box_before(std::uint32_t arrow);
std::size_t box_after(std::uint32_t arrow);

}  // namespace hw::ui
