#include "ui/draw/label_placement.h"

#include "base/prng.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <vector>

namespace hw::ui {

namespace {

constexpr std::array<float, label_detail_count> usual_widths = {130, 90, 50};

LabelRequest arrow(Point from, Point to) { return {.from = from, .to = to, .widths = usual_widths}; }

}  // namespace

TEST_CASE("A lone arrow carries its whole label in its middle", "[ui][labels]") {
    const std::vector requests = {arrow({0, 0}, {400, 40})};
    const auto places = place_labels(requests, {});
    REQUIRE(places[0].is_shown);
    CHECK(places[0].detail == LabelDetail::Full);
    CHECK(places[0].plate.centre() == Point{200, 20});
    CHECK(places[0].plate.w == 130.0f);
}

TEST_CASE("Of two arrows that cross in the middle, neither label lies on the crossing", "[ui][labels]") {
    const std::vector requests = {arrow({0, 0}, {400, 60}), arrow({400, 0}, {0, 60})};
    const auto places = place_labels(requests, {});
    const auto point = crossing({0, 0}, {400, 60}, {400, 0}, {0, 60});
    REQUIRE(point);
    for (const LabelPlace& place : places) {
        REQUIRE(place.is_shown);
        CHECK_FALSE(place.plate.contains(*point));
    }
    CHECK_FALSE(places[0].plate.intersects(places[1].plate));
}

TEST_CASE("The newer of two close arrows keeps the middle and the older one yields", "[ui][labels]") {
    const std::vector requests = {arrow({0, 0}, {400, 0}), arrow({0, 12}, {400, 12})};
    const auto places = place_labels(requests, {});
    REQUIRE(places[1].is_shown);
    CHECK(places[1].plate.centre().x == 200.0f);
    if (places[0].is_shown) CHECK(places[0].plate.centre().x != 200.0f);
}

TEST_CASE("A selected arrow is placed before a newer one", "[ui][labels]") {
    std::vector requests = {arrow({0, 0}, {400, 0}), arrow({0, 12}, {400, 12})};
    requests[0].is_wanted = true;
    const auto places = place_labels(requests, {});
    REQUIRE(places[0].is_shown);
    CHECK(places[0].plate.centre().x == 200.0f);
}

TEST_CASE("Where the whole label finds no room, ack goes first, then seq, then the label", "[ui][labels]") {
    const std::vector requests = {arrow({0, 50}, {400, 50})};
    // Two walls leave a gap of the given width around the middle of the arrow.
    const auto place_in_gap = [&](float gap) {
        const std::vector<Rect> walls = {{0, 0, 200 - gap / 2, 100}, {200 + gap / 2, 0, 200 - gap / 2, 100}};
        return place_labels(requests, walls)[0];
    };
    CHECK(place_in_gap(140).detail == LabelDetail::Full);
    CHECK(place_in_gap(100).detail == LabelDetail::WithoutAck);
    CHECK(place_in_gap(60).detail == LabelDetail::FlagsOnly);
    CHECK(place_in_gap(60).is_shown);
    CHECK_FALSE(place_in_gap(40).is_shown);
}

TEST_CASE("An arrow shorter than 40 px shows its label only when it is wanted", "[ui][labels]") {
    std::vector<LabelRequest> requests = {{.from = {0, 0}, .to = {39, 0}, .widths = {0, 0, 10}}};
    CHECK_FALSE(place_labels(requests, {})[0].is_shown);
    requests[0].is_wanted = true;
    requests[0].widths = {0, 0, 6};
    CHECK(place_labels(requests, {})[0].is_shown);
}

TEST_CASE("A label keeps clear of the cross at which its segment was lost", "[ui][labels]") {
    std::vector requests = {arrow({0, 0}, {400, 30})};
    requests[0].mark = along(requests[0].from, requests[0].to, 0.5f);
    const LabelPlace place = place_labels(requests, {})[0];
    REQUIRE(place.is_shown);
    CHECK_FALSE(place.plate.contains(*requests[0].mark));
}

TEST_CASE("In crowded ladders no two plates intersect, and none covers a head", "[ui][labels]") {
    Prng prng{2026};
    for (int round = 0; round < 200; ++round) {
        std::vector<LabelRequest> requests;
        float y = 0;
        for (int i = 0; i < 24; ++i) {
            y += static_cast<float>(prng.below(30));
            const bool is_to_right = prng.below(2) == 0;
            const float slope = 10 + static_cast<float>(prng.below(80));
            requests.push_back(is_to_right ? arrow({0, y}, {390, y + slope})
                                           : arrow({390, y}, {0, y + slope}));
        }
        const auto places = place_labels(requests, {});
        for (std::size_t a = 0; a < places.size(); ++a) {
            if (!places[a].is_shown) continue;
            for (std::size_t b = a + 1; b < places.size(); ++b) {
                if (places[b].is_shown) REQUIRE_FALSE(places[a].plate.intersects(places[b].plate));
            }
            for (const LabelRequest& other : requests) REQUIRE_FALSE(places[a].plate.contains(other.to));
        }
        // The newest has nobody to yield to but heads and crossings; most of the crowd stays readable.
        const auto shown =
            std::count_if(places.begin(), places.end(), [](const LabelPlace& p) { return p.is_shown; });
        REQUIRE(shown >= 6);
    }
}

TEST_CASE("Lines that only share an end do not cross", "[ui][labels]") {
    CHECK_FALSE(crossing({0, 0}, {10, 10}, {10, 10}, {20, 0}).has_value());
    CHECK_FALSE(crossing({0, 0}, {10, 0}, {0, 5}, {10, 5}).has_value());
    CHECK(crossing({0, 0}, {10, 10}, {0, 10}, {10, 0}).has_value());
}

}  // namespace hw::ui
