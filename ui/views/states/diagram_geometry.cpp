#include "ui/views/states/diagram_geometry.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace hw::ui {

namespace {

using tcp::State;

// ---- the drawing: 944 by 688, boxes of 142 by 38 around these centres
constexpr Point drawing_size{944, 688};
constexpr Point box_size{142, 38};

Point drawn_centre(std::size_t box) {
    constexpr float left = 176;
    constexpr float middle = 472;
    constexpr float right = 768;
    if (box == last_closed_box) return {right, 646};
    switch (static_cast<State>(box)) {
        case State::Closed: return {middle, 40};
        case State::Listen: return {middle, 138};
        case State::SynReceived: return {left, 244};
        case State::SynSent: return {right, 244};
        case State::Established: return {middle, 344};
        case State::FinWait1: return {left, 440};
        case State::CloseWait: return {right, 440};
        case State::FinWait2: return {left, 544};
        case State::Closing: return {middle, 544};
        case State::LastAck: return {right, 544};
        case State::TimeWait: return {middle, 646};
    }
    return {};
}

struct DrawnEdge {
    Point from, control1, control2, to;
    Point label;
    Align align;
    float grip = 0.5f;
};

constexpr DrawnEdge straight(Point from, Point to, Point label, Align align) {
    return {from,
            {from.x + (to.x - from.x) / 3, from.y + (to.y - from.y) / 3},
            {from.x + (to.x - from.x) * 2 / 3, from.y + (to.y - from.y) * 2 / 3},
            to,
            label,
            align};
}

constexpr std::array<DrawnEdge, lesson::arrow_count> drawn_edges{{
    straight({452, 59}, {452, 119}, {440, 86}, Align::End),
    straight({492, 119}, {492, 59}, {504, 86}, Align::Start),
    {{543, 40}, {700, 40}, {790, 102}, {790, 225}, {704, 64}, Align::Start, .75f},
    {{740, 225}, {740, 142}, {660, 52}, {543, 48}, {628, 118}, Align::Start, .4f},
    {{401, 144}, {330, 148}, {250, 172}, {204, 225}, {318, 178}, Align::Start},
    {{543, 148}, {600, 167}, {670, 192}, {712, 225}, {570, 190}, Align::End, .45f},
    straight({697, 238}, {247, 238}, {472, 230}, Align::Middle),
    {{247, 255}, {330, 262}, {400, 282}, {436, 325}, {330, 290}, Align::End},
    {{697, 255}, {614, 262}, {544, 282}, {508, 325}, {612, 288}, Align::Start},
    {{148, 225}, {150, 152}, {250, 112}, {401, 130}, {138, 166}, Align::End, .4f},
    straight({176, 263}, {176, 421}, {164, 336}, Align::End),
    {{401, 350}, {330, 357}, {260, 377}, {214, 421}, {330, 384}, Align::Middle},
    {{543, 350}, {614, 357}, {684, 377}, {730, 421}, {616, 384}, Align::Middle},
    straight({176, 459}, {176, 525}, {164, 496}, Align::End),
    {{247, 448}, {330, 452}, {400, 472}, {436, 525}, {410, 466}, Align::Start, .45f},
    {{176, 563}, {180, 622}, {280, 656}, {401, 653}, {196, 628}, Align::End, .5f},
    straight({472, 563}, {472, 627}, {484, 600}, Align::Start),
    straight({768, 459}, {768, 525}, {780, 490}, Align::Start),
    straight({768, 563}, {768, 627}, {780, 600}, Align::Start),
    straight({543, 646}, {697, 646}, {620, 642}, Align::Middle),
    {{224, 459}, {300, 512}, {330, 612}, {401, 636}, {332, 580}, Align::Start, .7f},
}};

constexpr std::array<DiagramBand, 4> drawn_bands{{{12, 164}, {216, 300}, {314, 374}, {410, 676}}};

// ---- stretched to its place

// Piecewise linear through pairs of drawn and actual places, so that what lay at the edge of a box stays there.
class Stretch {
  public:
    void pair(float drawn, float actual) { pairs_[count_++] = {drawn, actual}; }
    float operator()(float drawn) const {
        std::size_t i = 1;
        while (i + 1 < count_ && drawn > pairs_[i].drawn) ++i;
        const Pair& a = pairs_[i - 1];
        const Pair& b = pairs_[i];
        return a.actual + (drawn - a.drawn) * (b.actual - a.actual) / (b.drawn - a.drawn);
    }

  private:
    struct Pair {
        float drawn, actual;
    };
    std::array<Pair, 16> pairs_{};
    std::size_t count_ = 0;
};

constexpr std::array<float, 3> drawn_columns{176, 472, 768};
constexpr std::array<float, 7> drawn_rows{40, 138, 244, 344, 440, 544, 646};
constexpr float greatest_box_width = 142;
constexpr float least_gap = 22;
constexpr float compact_margin = 8;
constexpr float compact_box_height = 26;

struct Grid {
    Stretch x;
    Stretch y;
    Point box{};
};

Grid labelled_grid(const Rect& rect) {
    Grid grid;
    const float sx = rect.w / drawing_size.x;
    const float sy = rect.h / drawing_size.y;
    grid.box = {box_size.x, std::min(box_size.y, box_size.y * std::max(sy, 0.8f))};
    grid.x.pair(0, rect.x);
    for (const float column : drawn_columns) {
        grid.x.pair(column - box_size.x / 2, rect.x + column * sx - grid.box.x / 2);
        grid.x.pair(column + box_size.x / 2, rect.x + column * sx + grid.box.x / 2);
    }
    grid.x.pair(drawing_size.x, rect.right());
    for (const float row : drawn_rows) {
        grid.y.pair(row - box_size.y / 2, rect.y + row * sy - grid.box.y / 2);
        grid.y.pair(row + box_size.y / 2, rect.y + row * sy + grid.box.y / 2);
    }
    return grid;
}

Grid compact_grid(const Rect& rect) {
    Grid grid;
    const float inner = rect.w - 2 * compact_margin;
    grid.box = {std::min(greatest_box_width, (inner - 2 * least_gap) / 3), compact_box_height};
    grid.x.pair(0, rect.x);
    for (std::size_t i = 0; i < drawn_columns.size(); ++i) {
        const float left = rect.x + compact_margin +
                           (inner - grid.box.x) * static_cast<float>(i) / (drawn_columns.size() - 1);
        grid.x.pair(drawn_columns[i] - box_size.x / 2, left);
        grid.x.pair(drawn_columns[i] + box_size.x / 2, left + grid.box.x);
    }
    grid.x.pair(drawing_size.x, rect.right());
    const float step =
        (rect.h - 2 * compact_margin - grid.box.y - 4) / static_cast<float>(drawn_rows.size() - 1);
    for (std::size_t i = 0; i < drawn_rows.size(); ++i) {
        const float top = rect.y + compact_margin + 4 + step * static_cast<float>(i);
        grid.y.pair(drawn_rows[i] - box_size.y / 2, top);
        grid.y.pair(drawn_rows[i] + box_size.y / 2, top + grid.box.y);
    }
    return grid;
}

}  // namespace

float compact_diagram_height(float width) { return std::clamp(width * 0.9f, 310.0f, 420.0f); }

DiagramGeometry lay_out_diagram(const Rect& rect) {
    DiagramGeometry g{.rect = rect};
    g.has_labels = rect.w >= labelled_diagram_size.x && rect.h >= labelled_diagram_size.y;
    const Grid grid = g.has_labels ? labelled_grid(rect) : compact_grid(rect);
    const auto at = [&grid](Point drawn) { return Point{grid.x(drawn.x), grid.y(drawn.y)}; };
    for (std::size_t box = 0; box < diagram_box_count; ++box) {
        const Point drawn = drawn_centre(box);
        g.boxes[box] = {grid.x(drawn.x - box_size.x / 2), grid.y(drawn.y - box_size.y / 2), grid.box.x,
                        grid.box.y};
    }
    for (std::size_t i = 0; i < drawn_edges.size(); ++i) {
        const DrawnEdge& drawn = drawn_edges[i];
        g.edges[i] = {.curve = {at(drawn.from), at(drawn.control1), at(drawn.control2), at(drawn.to)},
                      .label = at(drawn.label),
                      .align = drawn.align,
                      .grip = drawn.grip};
    }
    for (std::size_t i = 0; i < drawn_bands.size(); ++i)
        g.bands[i] = {grid.y(drawn_bands[i].top), grid.y(drawn_bands[i].bottom)};
    g.band_x = grid.x(22);
    return g;
}

Point point_on(const DiagramEdge& edge, float t) {
    const float u = 1 - t;
    const auto& c = edge.curve;
    return c[0] * (u * u * u) + c[1] * (3 * u * u * t) + c[2] * (3 * u * t * t) + c[3] * (t * t * t);
}

float direction_at(const DiagramEdge& edge, float t) {
    const float near = std::clamp(t, 0.02f, 0.98f);
    const Point way = point_on(edge, near + 0.02f) - point_on(edge, near - 0.02f);
    return std::atan2(way.y, way.x);
}

std::size_t box_before(std::uint32_t arrow) {
    return static_cast<std::size_t>(lesson::figure_5()[arrow].from);
}

std::size_t box_after(std::uint32_t arrow) {
    const lesson::Arrow& leads = lesson::figure_5()[arrow];
    const bool ends =
        leads.to == State::Closed && (leads.from == State::LastAck || leads.from == State::TimeWait);
    return ends ? last_closed_box : static_cast<std::size_t>(leads.to);
}

}  // namespace hw::ui
