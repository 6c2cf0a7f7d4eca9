#pragma once

#include <string>

#include "lesson/lesson.h"

// The lesson that `handwave lesson new` writes.

namespace hw::cli {

struct TemplateTitles {
    std::string zh = "数据丢了，谁会发现？";
    std::string en = "Data is lost: who notices?";
};

// `folder` is for messages only; `id` is one that a lesson may have.
lesson::LessonText lesson_template(const std::string& folder, const std::string& id,
                                   const TemplateTitles& titles);

}  // namespace hw::cli
