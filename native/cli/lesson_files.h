#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "lesson/lesson.h"
#include "native/cli/arguments.h"

namespace hw::cli {

inline constexpr OptionSpec lessons_option = {"--lessons", "DIR",
                                              "take the lessons from this folder, not those compiled in"};

// The three files of one lesson's folder.
Result<lesson::LessonText, FileError> read_lesson(std::string folder);
// The same of a duel or a puzzle, whose first file has another name.
Result<lesson::LessonText, FileError> read_game(std::string folder, const char* toml_name);

// Every lesson that --lessons names, or else those compiled in; in their order.
Result<std::vector<lesson::LessonText>, FileError> find_lessons(const Arguments& arguments);

// The id of a lesson: the last part of its folder's name.
std::string id_of(const lesson::LessonText& text);

}  // namespace hw::cli
