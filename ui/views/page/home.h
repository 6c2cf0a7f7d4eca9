// The list of lessons: each a question with its answer in one sentence and where the learner stands in it. A
// lesson that cannot be read is a row that says why.
#pragma once

#include "ui/views/commands.h"
#include "ui/widgets/ui.h"

#include <string>
#include <vector>

namespace hw::ui {

struct LessonRow {
    std::string id{};
    std::string question{};
    std::string answer{};
    std::string about{};  // "5 steps, about 10 minutes"
    // Steps explained so far, of all.
    std::size_t steps_done = 0;
    std::size_t steps = 0;
    // Where and what, one line each; empty for a sound lesson.
    std::vector<std::string> errors{};
};

struct HomeScene {
    Rect rect{};
    std::vector<LessonRow> rows{};
    // What the address asked for and did not find; empty if nothing.
    std::string problem{};
    Msg problem_title = Msg::NotFoundTitle;
};

void draw_home(Ui& ui, const HomeScene& scene, Commands& commands);

}  // namespace hw::ui
