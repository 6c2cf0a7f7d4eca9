#pragma once

#include <ostream>
#include <span>

#include "lesson/check.h"

// The coverage matrix as text: every row of the step table, and the lessons and steps whose runs go through it.

namespace hw::cli {

void print_coverage(std::span<const lesson::LessonReport> reports, std::ostream& out);

}  // namespace hw::cli
