// The theme in force: which palette, and how Dear ImGui's own style follows from it. A theme is a value;
// switching it is assigning another one.
#pragma once

#include "ui/theme/palette.h"

#include <cstdint>

namespace hw::ui {

enum class ThemeMode : std::uint8_t { Light, Dark };

struct Theme {
    ThemeMode mode = ThemeMode::Light;

    const Palette& palette() const { return mode == ThemeMode::Light ? light_palette : dark_palette; }

    friend bool operator==(const Theme&, const Theme&) = default;
};

// Writes colours, paddings and roundings into the current ImGui context's style. Needs a context; call it
// once at the start and again after a change of theme. Font sizes stay with `load_fonts`.
void apply_imgui_style(const Theme& theme);

}  // namespace hw::ui
