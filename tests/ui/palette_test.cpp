#include "ui/theme/palette.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <algorithm>
#include <cmath>
#include <set>

namespace hw::ui {

namespace {

double linear(Colour colour, int shift) {
    const double c = (colour >> shift & 0xFFu) / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

// WCAG 2.2, "relative luminance".
double luminance(Colour c) { return 0.2126 * linear(c, 0) + 0.7152 * linear(c, 8) + 0.0722 * linear(c, 16); }

double contrast(Colour a, Colour b) {
    const double one = luminance(a);
    const double other = luminance(b);
    return (std::max(one, other) + 0.05) / (std::min(one, other) + 0.05);
}

struct Pair {
    const char* what;
    Colour Palette::*ink;
    Colour Palette::*ground;
};

// Every combination of text and ground that the screen uses.
// clang-format off
constexpr Pair text_pairs[] = {
    {"ink1 on app", &Palette::ink1, &Palette::app},
    {"ink1 on pane", &Palette::ink1, &Palette::pane},
    {"ink1 on sheet", &Palette::ink1, &Palette::sheet},
    {"ink1 on raised", &Palette::ink1, &Palette::raised},
    {"ink1 on sunk", &Palette::ink1, &Palette::sunk},
    {"ink1 on future", &Palette::ink1, &Palette::future},
    {"ink2 on app", &Palette::ink2, &Palette::app},
    {"ink2 on pane", &Palette::ink2, &Palette::pane},
    {"ink2 on sheet", &Palette::ink2, &Palette::sheet},
    {"ink2 on raised", &Palette::ink2, &Palette::raised},
    {"ink2 on sunk", &Palette::ink2, &Palette::sunk},
    {"ink2 on future", &Palette::ink2, &Palette::future},
    {"ink3 on app", &Palette::ink3, &Palette::app},
    {"ink3 on pane", &Palette::ink3, &Palette::pane},
    {"ink3 on sheet", &Palette::ink3, &Palette::sheet},
    {"ink3 on raised", &Palette::ink3, &Palette::raised},
    {"ink3 on sunk", &Palette::ink3, &Palette::sunk},
    {"ink3 on future", &Palette::ink3, &Palette::future},
    {"accent on pane", &Palette::accent, &Palette::pane},
    {"accent on sheet", &Palette::accent, &Palette::sheet},
    {"accent on raised", &Palette::accent, &Palette::raised},
    {"accent on its soft", &Palette::accent, &Palette::accent_soft},
    {"ink on accent", &Palette::on_accent, &Palette::accent},
    {"ink1 on accent soft", &Palette::ink1, &Palette::accent_soft},
    {"ink2 on accent soft", &Palette::ink2, &Palette::accent_soft},
    {"ink3 on accent soft", &Palette::ink3, &Palette::accent_soft},
    {"good on pane", &Palette::good, &Palette::pane},
    {"good on sheet", &Palette::good, &Palette::sheet},
    {"good on raised", &Palette::good, &Palette::raised},
    {"good on its soft", &Palette::good, &Palette::good_soft},
    {"ink1 on good soft", &Palette::ink1, &Palette::good_soft},
    {"bad on pane", &Palette::bad, &Palette::pane},
    {"bad on sheet", &Palette::bad, &Palette::sheet},
    {"bad on raised", &Palette::bad, &Palette::raised},
    {"bad on its soft", &Palette::bad, &Palette::bad_soft},
    {"warn on pane", &Palette::warn, &Palette::pane},
    {"warn on sheet", &Palette::warn, &Palette::sheet},
    {"warn on raised", &Palette::warn, &Palette::raised},
    {"warn on its soft", &Palette::warn, &Palette::warn_soft},
    {"ink2 on bad soft", &Palette::ink2, &Palette::bad_soft},
    {"ink2 on warn soft", &Palette::ink2, &Palette::warn_soft},
    {"ink on marker", &Palette::on_marker, &Palette::marker},
    {"ink2 on marker soft", &Palette::ink2, &Palette::marker_soft},
    {"ink3 on marker soft", &Palette::ink3, &Palette::marker_soft},
    {"badge: pane on ink3", &Palette::pane, &Palette::ink3},
};
// clang-format on

}  // namespace

TEST_CASE("A colour is packed as Dear ImGui packs it", "[ui][theme]") {
    CHECK(rgb(0x102030) == 0xFF302010u);
    CHECK(with_opacity(rgb(0x102030), 0.5f) == 0x80302010u);
    CHECK(mix(rgb(0x000000), rgb(0xFFFFFF), 0.5f) == rgb(0x808080));
}

TEST_CASE("The contrast of black on white is 21 and of the drawing's ink on its sheet 17.6", "[ui][theme]") {
    using Catch::Matchers::WithinAbs;
    CHECK_THAT(contrast(rgb(0x000000), rgb(0xFFFFFF)), WithinAbs(21, 1e-9));
    CHECK_THAT(contrast(light_palette.ink1, light_palette.sheet), WithinAbs(17.6, 0.05));
}

TEST_CASE("Every text has a contrast of 4.5 or more on every ground that it is set on",
          "[ui][theme][WCAG-1.4.3]") {
    for (const Palette* palette : {&light_palette, &dark_palette}) {
        for (const Pair& pair : text_pairs) {
            INFO((palette == &light_palette ? "light: " : "dark: ") << pair.what);
            CHECK(contrast(palette->*pair.ink, palette->*pair.ground) >= 4.5);
        }
    }
}

TEST_CASE("The flags of a segment, set in its colour, are legible where labels lie",
          "[ui][theme][WCAG-1.4.3]") {
    for (const Palette* palette : {&light_palette, &dark_palette}) {
        for (const Colour colour : palette->segments) {
            CHECK(contrast(colour, palette->sheet) >= 4.5);
            CHECK(contrast(colour, palette->future) >= 4.5);
        }
    }
}

TEST_CASE("A state is told from the sheet by its fill or by its edge", "[ui][theme][WCAG-1.4.11]") {
    using enum tcp::State;
    for (const Palette* palette : {&light_palette, &dark_palette}) {
        for (std::uint32_t i = 0; i < tcp::state_count; ++i) {
            const auto state = static_cast<tcp::State>(i);
            const Colour edge = palette->state_edge(state);
            // CLOSED is an outline in ink3; LISTEN leans on its name (2.8 in light).
            const Colour shape = state == Closed ? palette->ink3 : edge != 0 ? edge : palette->state(state);
            INFO(tcp::name_of(state));
            CHECK(contrast(shape, palette->sheet) >= (state == Listen ? 2.7 : 3.0));
        }
    }
}

TEST_CASE("No two states of a palette and no two segment kinds share a colour", "[ui][theme]") {
    for (const Palette* palette : {&light_palette, &dark_palette}) {
        CHECK(std::set<Colour>(palette->states.begin(), palette->states.end()).size() == tcp::state_count);
        CHECK(std::set<Colour>(palette->segments.begin(), palette->segments.end()).size() ==
              segment_kind_count);
    }
}

TEST_CASE("Opening, active and passive close each have a lane pattern of their own", "[ui][theme]") {
    using enum tcp::State;
    CHECK(lane_pattern(SynSent) == lane_pattern(SynReceived));
    CHECK(lane_pattern(FinWait1) == lane_pattern(TimeWait));
    CHECK(lane_pattern(CloseWait) == lane_pattern(LastAck));
    const std::set<LanePattern> families = {lane_pattern(Closed),   lane_pattern(Listen),
                                            lane_pattern(SynSent),  lane_pattern(Established),
                                            lane_pattern(FinWait2), lane_pattern(CloseWait)};
    CHECK(families.size() == 6);
}

}  // namespace hw::ui
