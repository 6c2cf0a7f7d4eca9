#pragma once

#include <string>

#include "lesson/history.h"
#include "lesson/lesson.h"

// A still ladder of a run, for where no engine may run: the poster of a lesson that is embedded in a page. It is
// drawn from a run that was really made, like everything else.

namespace hw::lesson {

// The run that makes the best picture: what happens in a step as long as the learner does nothing, so that it gives no
// answer away.
History still_run(const Lesson& lesson);

// That run as SVG, 424 by 440: the first two hosts and at most ten segments between them. Its colours are those of the
// light theme; shown as "….svg#dark" those of the dark one.
std::string still_svg(const Lesson& lesson, Language language);

}  // namespace hw::lesson
