#pragma once

#include <string>

#include "lesson/lesson.h"

// A duel and a puzzle for tests, small and right, to be broken a line at a time.

namespace hw::lesson::test {

// "The client waits three seconds before it tries again": it waits one. One run, one row.
LessonText small_duel();

// Let the client's SYN be sent twice. Two goals, one of them extra.
LessonText small_puzzle();

// What is wrong with them, a line each: with the files, or else with what they say; "" when nothing is.
std::string problems_of_duel(const LessonText& text);
std::string problems_of_puzzle(const LessonText& text);

}  // namespace hw::lesson::test
