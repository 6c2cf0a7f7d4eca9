#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lesson/coverage.h"
#include "lesson/lesson.h"

// Everything that a lesson says would happen, executed: the run that each step describes is made, its
// claims are judged there, and the rows of RFC 9293's step table that it went through are noted.

namespace hw::lesson {

struct ClaimReport {
    std::string place{};  // "lose-the-syn", or "challenge"
    std::string kind{};   // "hand", "choice", "report", "claim", "goal"
    std::string id{};     // "" for a claim of the explanation
    std::string claim{};  // its text
    int line = 0;         // in lesson.toml
    bool holds = false;
    Evidence evidence{};
};

struct LessonReport {
    std::string id{};
    std::uint32_t steps = 0;
    std::vector<ClaimReport> claims{};
    RowSet rows{};                        // of the step table, that some run reached
    std::vector<RowSet> rows_by_place{};  // that each step's runs show, and the challenge's after them
    std::vector<FileError> problems{};    // none: the lesson is good

    bool is_good() const { return problems.empty(); }
    std::uint32_t rows_reached() const;
};

// What makes a lesson bad: choices or reports of which not exactly one holds, a claim of the explanation that
// does not, a hand action that its own acts do not do or that is done without the learner, a value that an
// explanation needs and the run does not have, a run without an end, a challenge that its own way does not
// meet or that is met before anything is done. `folder` is for the messages.
LessonReport check_lesson(const Lesson& lesson, const std::string& folder);

}  // namespace hw::lesson
