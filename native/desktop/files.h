#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"
#include "ui/app/app.h"

// What the desktop program reads from disk: the lessons' folders and the two fonts.

namespace hw::desktop {

struct FontFiles {
    std::vector<std::uint8_t> sans{};
    std::vector<std::uint8_t> mono{};
};

// One LessonFiles for each folder in `directory` that holds a lesson.toml, in order of name. A missing
// language is an empty text: the lesson's own check says so on the screen.
Result<std::vector<ui::LessonFiles>, FileError> load_lessons(const std::filesystem::path& directory);

// `directory`/home or `directory`/glossary into `files`, which stays as it is when there is no such folder.
void load_table(const std::filesystem::path& directory, const std::string& name, ui::LessonFiles& files);

// sans and mono as the build made them (handwave-sans.otf, handwave-mono.otf).
Result<FontFiles, FileError> load_font_files(const std::filesystem::path& directory);

// handwave-wide.otf, for lessons from elsewhere; empty when it is not there.
std::vector<std::uint8_t> load_wide_font(const std::filesystem::path& directory);

// The whole of a file; an error without a line when it cannot be read, or is larger than any capture may be.
Result<std::vector<std::uint8_t>, FileError> load_capture(const std::filesystem::path& file);

// The first folder called `name` beside the executable or above it; empty when there is none.
std::filesystem::path find_near_executable(const char* executable, const char* name);

}  // namespace hw::desktop
