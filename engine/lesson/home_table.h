#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "lesson/lesson.h"

// The front page's table: the questions that the lessons grew from, each with its answer in one sentence. A lesson
// says in its lesson.toml under which of them it stands (`group = 2`); lessons/home/zh.md and en.md hold the words.

namespace hw::lesson {

struct QuestionGroup {
    std::uint32_t number = 0;  // 0: for the lessons that name no group
    std::array<std::string, language_count> question{};
    std::array<Spans, language_count> answer{};  // empty where nothing was asked

    const std::string& question_in(Language language) const {
        return question[static_cast<std::uint32_t>(language)];
    }
    const Spans& answer_in(Language language) const { return answer[static_cast<std::uint32_t>(language)]; }
};

struct HomeTable {
    std::vector<QuestionGroup> groups{};  // by number; the one without a number, if there is one, last

    // The group that a lesson stands in: its own, else the one without a number; nullptr when there is neither.
    const QuestionGroup* group_of(const Lesson& lesson) const;
};

// "## group 2: Why four waves?" and below it the answer; "## others: …" for the rest. `text.toml` is not read.
Result<HomeTable, std::vector<FileError>> parse_home_table(const LessonText& text);

}  // namespace hw::lesson
