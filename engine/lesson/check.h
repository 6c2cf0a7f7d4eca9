#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "lesson/lesson.h"
#include "tcp/rows.h"

namespace hw::lesson {

// What executing a whole lesson says: every step is played as the lesson itself describes it, every claim
// is judged, and the rows of RFC 9293's step table that its runs went through are counted.
struct LessonReport {
    std::uint32_t step_count = 0;
    std::uint32_t claim_count = 0;     // choices, reports, hand actions, goals and the explanations' claims
    std::array<bool, tcp::row_count> rows_hit{};
    std::vector<FileError> failures{};  // a claim that does not hold, a question with no or two answers, …
};

// `folder` is only for messages.
LessonReport check_lesson(const Lesson& lesson, const std::string& folder);

}  // namespace hw::lesson
