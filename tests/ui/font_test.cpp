#include "support/ui/ui_harness.h"
#include "ui/fonts/font_set.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

#include <array>
#include <cmath>

namespace hw::ui {

using Catch::Matchers::WithinAbs;

namespace {

double distance_to_whole(double value) { return std::fabs(value - std::round(value)); }

}  // namespace

TEST_CASE("Glyphs lie on whole device pixels, texel for pixel, at every pixel ratio and size",
          "[ui][fonts]") {
    const float pixel_ratio = GENERATE(1.0f, 1.25f, 1.5f, 2.0f);
    const float size = GENERATE(11.0f, 11.5f, 12.5f, 13.5f, 21.0f);
    test::UiHarness harness(pixel_ratio);
    bool was_drawn = false;
    harness.page = [&](Ui& ui) {
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const int first = list.VtxBuffer.Size;
        paint_text(list, ui.fonts, {20.3f, 50.7f}, "Hx三", {.size = size}, 0xFFFFFFFFu);
        const ImTextureData* texture = ImGui::GetIO().Fonts->TexData;
        for (int i = first; i < list.VtxBuffer.Size; i += 4) {
            const ImDrawVert& low = list.VtxBuffer[i];
            const ImDrawVert& high = list.VtxBuffer[i + 2];
            CHECK(distance_to_whole(low.pos.y * pixel_ratio) < 0.01);
            const float texels = (high.uv.y - low.uv.y) * static_cast<float>(texture->Height);
            CHECK_THAT((high.pos.y - low.pos.y) * pixel_ratio, WithinAbs(texels, 0.01));
            was_drawn = true;
        }
    };
    harness.frames();
    CHECK(was_drawn);
}

TEST_CASE("A width grows in proportion to the size, whatever size is baked", "[ui][fonts]") {
    test::UiHarness harness;
    harness.page = [](Ui& ui) {
        const std::string_view text = "SYN,ACK seq=300 三次握手";
        const float at_10 = text_width(ui.fonts, text, {.size = 10});
        for (const float size : {11.0f, 11.5f, 12.5f, 13.5f, 30.0f}) {
            CHECK_THAT(text_width(ui.fonts, text, {.size = size}), WithinAbs(at_10 * size / 10, 0.02));
        }
        // A Chinese character is one em wide, a digit of the monospaced face half an em.
        CHECK_THAT(text_width(ui.fonts, "三", {.size = 13}), WithinAbs(13, 0.01));
        CHECK_THAT(text_width(ui.fonts, "7777", {.size = 12, .face = Face::Mono}), WithinAbs(24, 0.01));
    };
    harness.frames();
}

TEST_CASE("Painting returns the x that measuring promised", "[ui][fonts]") {
    test::UiHarness harness(1.5f);
    harness.page = [](Ui& ui) {
        const float end =
            paint_text(*ImGui::GetWindowDrawList(), ui.fonts, {10, 40}, "ack=91", {.size = 12}, ~0u);
        CHECK_THAT(end - 10, WithinAbs(text_width(ui.fonts, "ack=91", {.size = 12}), 0.01));
    };
    harness.frames();
}

TEST_CASE("Every character of every message has a glyph in the shipped font", "[ui][fonts][words]") {
    test::UiHarness harness;
    for (std::size_t i = 0; i < message_count; ++i) {
        const auto id = static_cast<Msg>(i);
        INFO(message_name(id));
        CHECK(covers(harness.ui.fonts, message(Language::En, id), Face::Sans));
        CHECK(covers(harness.ui.fonts, message(Language::Zh, id), Face::Sans));
    }
}

TEST_CASE("Bytes that are no font are refused", "[ui][fonts]") {
    test::UiHarness harness;
    const std::array<std::uint8_t, 64> noise{};
    CHECK_FALSE(load_fonts(*ImGui::GetIO().Fonts, {.sans = noise, .mono = noise}));
    CHECK_FALSE(load_fonts(*ImGui::GetIO().Fonts, {}));
}

}  // namespace hw::ui
