#pragma once

#include <span>

#include "lesson/lesson.h"

namespace hw::lesson {

// The lessons of lessons/, compiled in as text (by engine/lesson/embed_lessons.cmake) so that no program
// has to find or fetch them; in the order of `order`. A lesson from elsewhere goes through
// parse_lesson() just the same.
std::span<const LessonText> embedded_lessons();
// Those of lessons/duels/ and lessons/puzzles/: LessonText::toml is duel.toml, puzzle.toml.
std::span<const LessonText> embedded_duels();
std::span<const LessonText> embedded_puzzles();

// lessons/home/ (for parse_home_table) and lessons/glossary/ (for parse_glossary), in the same way.
const LessonText& embedded_home();
const LessonText& embedded_glossary();

}  // namespace hw::lesson
