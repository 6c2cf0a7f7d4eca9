#include "ui/draw/label_placement.h"

#include <algorithm>
#include <numeric>

namespace hw::ui {

namespace {

// Where on its arrow a label may lie, in the order of preference.
constexpr std::array candidate_positions = {0.5f, 0.3f, 0.7f, 0.22f, 0.78f};
// Half the side of the square that a crossing point or a lost cross keeps clear.
constexpr float crossing_clearance = 3;
constexpr float mark_clearance = 10;

Rect square_around(Point centre, float half) { return Rect{centre.x, centre.y, 0, 0}.grown(half); }

float cross_product(Point a, Point b) { return a.x * b.y - a.y * b.x; }

// What every plate has to keep away from.
struct TakenSpace {
    std::vector<Rect> plates;
    std::vector<Rect> heads;
    std::vector<Rect> marks;
    std::vector<Rect> crossings;

    bool is_free(const Rect& plate) const {
        const auto hits = [&plate](const Rect& other) { return plate.intersects(other); };
        for (const auto* taken : {&plates, &heads, &marks, &crossings}) {
            if (std::any_of(taken->begin(), taken->end(), hits)) return false;
        }
        return true;
    }
};

// The stretch before the tip, as the box around it: an arrow is slanted, so this is narrower than a square.
Rect head_box(const LabelRequest& request) {
    const float whole = distance(request.from, request.to);
    const Point behind =
        along(request.to, request.from, whole > 0 ? std::min(1.0f, head_clearance / whole) : 0);
    const float x1 = std::min(behind.x, request.to.x);
    const float y1 = std::min(behind.y, request.to.y);
    const float x2 = std::max(behind.x, request.to.x);
    const float y2 = std::max(behind.y, request.to.y);
    return Rect{x1, y1, x2 - x1, y2 - y1}.grown(5);
}

TakenSpace space_of_arrows(std::span<const LabelRequest> requests, std::span<const Rect> obstacles) {
    TakenSpace taken;
    taken.plates.assign(obstacles.begin(), obstacles.end());
    for (std::size_t i = 0; i < requests.size(); ++i) {
        taken.heads.push_back(head_box(requests[i]));
        if (requests[i].mark) taken.marks.push_back(square_around(*requests[i].mark, mark_clearance));
        for (std::size_t k = i + 1; k < requests.size(); ++k) {
            const auto point = crossing(requests[i].from, requests[i].to, requests[k].from, requests[k].to);
            if (point) taken.crossings.push_back(square_around(*point, crossing_clearance));
        }
    }
    return taken;
}

LabelPlace find_place(const LabelRequest& request, const TakenSpace& taken, float plate_height) {
    if (!request.is_wanted && distance(request.from, request.to) < shortest_labelled_arrow) return {};
    for (std::size_t detail = 0; detail < label_detail_count; ++detail) {
        const float width = request.widths[detail];
        if (width <= 0) continue;
        for (const float position : candidate_positions) {
            const Point middle = along(request.from, request.to, position);
            const Rect plate = {middle.x - width / 2, middle.y - plate_height / 2, width, plate_height};
            if (taken.is_free(plate)) return {true, static_cast<LabelDetail>(detail), plate};
        }
    }
    return {};
}

}  // namespace

std::optional<Point> crossing(Point a1, Point a2, Point b1, Point b2) {
    const Point a = a2 - a1;
    const Point b = b2 - b1;
    const float denominator = cross_product(a, b);
    if (std::fabs(denominator) < 1e-6f) return std::nullopt;
    const float on_a = cross_product(b1 - a1, b) / denominator;
    const float on_b = cross_product(b1 - a1, a) / denominator;
    constexpr float end = 1e-4f;
    if (on_a <= end || on_a >= 1 - end || on_b <= end || on_b >= 1 - end) return std::nullopt;
    return along(a1, a2, on_a);
}

std::vector<LabelPlace> place_labels(std::span<const LabelRequest> requests, std::span<const Rect> obstacles,
                                     float plate_height) {
    TakenSpace taken = space_of_arrows(requests, obstacles);
    std::vector<std::size_t> order(requests.size());
    std::iota(order.rbegin(), order.rend(), std::size_t{0});
    std::stable_partition(order.begin(), order.end(), [&](std::size_t i) { return requests[i].is_wanted; });

    std::vector<LabelPlace> places(requests.size());
    for (const std::size_t i : order) {
        places[i] = find_place(requests[i], taken, plate_height);
        if (places[i].is_shown) taken.plates.push_back(places[i].plate);
    }
    return places;
}

}  // namespace hw::ui
