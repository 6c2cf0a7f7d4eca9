#pragma once

#include <string>

#include "lesson/lesson.h"

namespace hw::lesson {

// A lesson as HTML, to be read before the wasm is there, or without it: semantic, without a style or a
// script. What the run would show is folded away, so that a reader can predict first; its numbers are those
// of the lesson's own runs.
std::string page_html(const Lesson& lesson, Language language);

// The language as HTML's lang attribute has it: "zh-Hans", "en".
std::string_view html_lang(Language language);

}  // namespace hw::lesson
