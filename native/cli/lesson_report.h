#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "lesson/lesson.h"
#include "lesson/observation.h"
#include "tcp/rows.h"

// Everything that a lesson says would happen, executed: the run that each step describes is made, and its
// claims are judged there.

namespace hw::cli {

struct ClaimReport {
    std::string place{};  // "lose-the-syn", or "challenge"
    std::string kind{};   // "choice", "report", "hand", "claim", "goal"
    std::string id{};
    std::string claim{};  // its text
    int line = 0;         // in lesson.toml
    bool holds = false;
    Instant at{};  // when that was decided
    std::vector<lesson::Witness> witnesses{};
};

struct LessonReport {
    std::string id{};
    std::string toml_path{};
    std::uint32_t steps = 0;
    std::vector<ClaimReport> claims{};
    std::array<bool, tcp::row_count> rows{};  // of the step table, that some run reached
    std::vector<FileError> problems{};        // none: the lesson is good

    bool is_good() const { return problems.empty(); }
    std::uint32_t rows_reached() const;
};

// What makes a lesson bad: a hand action that is not done by its own acts, claims of the explanation that do
// not hold, choices or reports of which not exactly one holds, a run that never ends, a challenge that its own
// way does not meet or that is met before anything is done.
LessonReport check_lesson(const lesson::Lesson& lesson, std::string folder);

}  // namespace hw::cli
