#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"

// Which characters an OpenType font can draw: its cmap table, formats 4 and 12.

namespace hw::cli {

// Ascending. The error is one sentence. `font` is the file's bytes; a collection (.ttc) is read at its first font.
Result<std::vector<char32_t>, std::string> glyphs_of_font(std::string_view font);

}  // namespace hw::cli
