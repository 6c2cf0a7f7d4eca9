#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lesson/history.h"
#include "lesson/lesson.h"

// Lessons and runs for tests: one that is small and right, to be broken a line at a time, and the usual world.

namespace hw::lesson::test {

// A correct lesson of one step, in three short files.
LessonText small_lesson();

// The text with the first `from` replaced by `to`; the test fails if there is none.
std::string replaced(std::string text, std::string_view from, std::string_view to);

// Every error of a lesson as one text, a line each; "" when it can be read.
std::string errors_of(const LessonText& text);

// The usual world in which the client connects at 0, with further acts: {"0.05 drop client SYN"}.
History usual_run(const std::vector<std::string>& acts, Instant until = Instant{} + 5_s);

// client and server, one run.
ClaimScope usual_scope();

// Does the claim hold in the run? The test fails if it cannot be read.
Judgement judged(std::string_view claim, const History& run);
std::string value_in(std::string_view expression, const History& run);

}  // namespace hw::lesson::test
