#pragma once

#include <cstdint>
#include <vector>

// What every windowless Dear ImGui of the tests needs: the built fonts, and somebody who takes the textures.

namespace hw::ui::test {

// One of the fonts that the build made, such as "handwave-sans.otf".
std::vector<std::uint8_t> read_font(const char* name);

// Does what a renderer would do with the glyph atlas: says that it has been taken over.
void accept_textures();

}  // namespace hw::ui::test
