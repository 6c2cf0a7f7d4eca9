#include "support/paths.h"

#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

// Why here alone: a path on every compiler's command line would make each checkout compile all tests anew.

namespace hw::test {

std::string source_path(std::string_view below) {
    return std::string(HANDWAVE_SOURCE_DIR).append(below.empty() ? "" : "/").append(below);
}

std::string text_of(const std::string& path) {
    INFO(path);
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file.good());
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string fonts_folder() { return HANDWAVE_FONTS_DIR; }

}  // namespace hw::test
