#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/glossary.h"
#include "lesson/lesson.h"

// What makes a lesson that can be read and whose claims hold a bad lesson all the same: too many words, a clause that
// does not exist, a link to nowhere, two languages that tell different things, loose typography, a character that the
// screen cannot draw. lessons/WRITING.md says why each is so.

namespace hw::lesson {

struct LintOptions {
    // The ids of all lessons that a link or `needs` may name; empty: not checked, as for a lesson from elsewhere.
    std::span<const std::string> lesson_ids{};
    // The characters that the font can draw, ascending; empty: not checked.
    std::span<const char32_t> glyphs{};
    // The terms that a link may lead to; null: not checked.
    const Glossary* glossary = nullptr;
};

// `text` is what `lesson` was read from. Each with its line; ascending within a file.
std::vector<FileError> lint_lesson(const LessonText& text, const Lesson& lesson, const LintOptions& options);
// What can be wrong with the words of anything else: a duel, a puzzle, the glossary. `toml` is the name of the file
// beside them, "duel.toml".
std::vector<FileError> lint_text(const LessonText& text, std::string_view toml, const LintOptions& options);

// ---- the parts, one file each ---------------------------------------------------------------------------------

// How much a reader can take at once, in words; in Chinese a character counts as one. A step's explanation is half a
// minute of reading, what stands before the question a quarter.
struct WordBudget {
    std::string_view section{};  // "explain"; "choice", "detail": one answer and what stands below it
    std::uint32_t english = 0;
    std::uint32_t chinese = 0;
};
std::span<const WordBudget> word_budgets();
// Words of running text: Chinese characters one by one, everything else between blanks; a {value} is one,
// what a link leads to is none.
std::uint32_t count_words(std::string_view text);

void lint_words(std::string_view text, const std::string& path, Language language,
                std::vector<FileError>& problems);
void lint_typography(std::string_view text, const std::string& path, Language language,
                     std::vector<FileError>& problems);
void lint_same_in_both(const LessonText& text, const Lesson& lesson, std::vector<FileError>& problems);
// Sections that the RFC does not have.
void lint_citations(std::string_view text, const std::string& path, std::vector<FileError>& problems);
// Links to lessons and to terms that there are not.
void lint_links(std::string_view text, const std::string& path, const LintOptions& options,
                std::vector<FileError>& problems);
void lint_needs(const LessonText& text, const Lesson& lesson, const LintOptions& options,
                std::vector<FileError>& problems);
void lint_glyphs(std::string_view text, const std::string& path, std::span<const char32_t> glyphs,
                 std::vector<FileError>& problems);

}  // namespace hw::lesson
