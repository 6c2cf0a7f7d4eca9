#pragma once

#include <string_view>

#include "imgui.h"

namespace hw::web {

// The Dear ImGui key of a DOM KeyboardEvent: letters by `key`, so that shortcuts follow the keyboard's layout,
// everything else by `code`. ImGuiKey_None when the app has no use for it.
ImGuiKey key_of(std::string_view code, std::string_view key);

}  // namespace hw::web
