#pragma once

#include <span>
#include <string>
#include <vector>

#include "lesson/coverage.h"
#include "lesson/glossary.h"
#include "lesson/home_table.h"
#include "lesson/lesson.h"

namespace hw::lesson {

// A lesson as HTML, to be read before the wasm is there, or without it: semantic, without a style or a
// script. What the run would show is folded away, so that a reader can predict first; its numbers are those
// of the lesson's own runs.
std::string page_html(const Lesson& lesson, Language language);

// The front page's questions as HTML, answers folded, lessons linked as "read/zh/ID.html".
std::string home_html(const HomeTable& table, std::span<const Lesson> lessons, Language language);

// The glossary: each term with its sentences, its clause and the lessons that use it.
std::string glossary_html(const Glossary& glossary, std::span<const Lesson> lessons, Language language);

// The coverage matrix as a table: each row of the step table with the lessons and steps that show it.
struct LessonRows {
    const Lesson& lesson;
    std::vector<RowSet> places{};  // as rows_of_place counts them
};
std::string coverage_html(std::span<const LessonRows> lessons, Language language);

// One whole page for reading, without a script, two folders below the site's root: read/zh/ghosts.html. `name` is
// its file name without ".html", the same in the other language.
struct ReadingPage {
    std::string name{};
    std::string title{};
    std::string body{};
    std::string run{};  // the app's address of the same: "#/lesson/ghosts"
    Language language{};
};
std::string reading_page(const ReadingPage& page);

// The language as HTML's lang attribute has it: "zh-Hans", "en".
std::string_view html_lang(Language language);

}  // namespace hw::lesson
