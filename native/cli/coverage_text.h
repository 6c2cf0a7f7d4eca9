#pragma once

#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "lesson/check.h"

// The coverage matrix as text: every row of the step table, and the lessons and steps whose runs go through it.

namespace hw::cli {

// Returns the rows that some lesson should show and none does: "RFC 9293 §3.10.6: STATUS call".
std::vector<std::string> print_coverage(std::span<const lesson::LessonReport> reports, std::ostream& out);

}  // namespace hw::cli
