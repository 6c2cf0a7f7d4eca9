#pragma once

#include <string>
#include <string_view>

// Where a test finds what it reads, wherever it is started.

namespace hw::test {

// A path below the project's folder: "lessons/…", "tests/…".
std::string source_path(std::string_view below);
// All that a file holds; the test fails if it cannot be read.
std::string text_of(const std::string& path);
// The folder of the fonts that the build has cut.
std::string fonts_folder();

}  // namespace hw::test
