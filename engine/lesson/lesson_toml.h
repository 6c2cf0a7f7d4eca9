#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lesson/lesson.h"

namespace hw::lesson {

// lesson.toml without the words: scenes, steps, claims. Every mistake is appended to `errors`.
Lesson parse_lesson_toml(std::string_view text, const std::string& path, std::vector<FileError>& errors);

}  // namespace hw::lesson
