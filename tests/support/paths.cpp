#include "support/paths.h"

// Why here alone: a path on every compiler's command line would make each checkout compile all tests anew.

namespace hw::test {

std::string source_path(std::string_view below) {
    return std::string(HANDWAVE_SOURCE_DIR).append(below.empty() ? "" : "/").append(below);
}

std::string fonts_folder() { return HANDWAVE_FONTS_DIR; }

}  // namespace hw::test
