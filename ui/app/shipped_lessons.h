// The lessons that come with the program, as App takes them.
#pragma once

#include "ui/app/app.h"

#include <vector>

namespace hw::ui {

/// One for each folder of lessons/, compiled in, in order of the folders' names.
std::vector<LessonFiles> shipped_lessons();
/// The front page's questions and the glossary, compiled in likewise.
LessonFiles shipped_home();
LessonFiles shipped_glossary();

}  // namespace hw::ui
