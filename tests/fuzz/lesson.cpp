#include "lesson/lesson.h"

#include <cstdlib>
#include <string>

#include "lesson/glossary.h"
#include "lesson/home_table.h"
#include "lesson/library.h"
#include "lesson/markdown.h"
#include "tests/fuzz/target.h"

// libFuzzer target: any text as one of a lesson's three files, which the first byte chooses, and as Markdown alone.
// It is refused with paths and sentences, or it is a lesson. The same text as a file of the glossary and of the front
// page.

using namespace hw::lesson;

HW_FUZZ_TARGET(lesson) {
    if (size < 1 || embedded_lessons().empty()) return 0;
    LessonText text = embedded_lessons().front();
    std::string* files[] = {&text.toml, &text.zh, &text.en};
    const std::string given(reinterpret_cast<const char*>(data) + 1, size - 1);
    *files[data[0] % 3] = given;
    const auto lesson = parse_lesson(text);
    if (!lesson.ok() && lesson.error().empty()) std::abort();

    LessonText words = embedded_glossary();
    std::string* word_files[] = {&words.toml, &words.zh, &words.en};
    *word_files[data[0] % 3] = given;
    const auto glossary = parse_glossary(words);
    if (!glossary.ok() && glossary.error().empty()) std::abort();
    words.zh = given;
    const auto table = parse_home_table(words);
    if (!table.ok() && table.error().empty()) std::abort();

    std::vector<hw::FileError> errors;
    const Document document = parse_document(given, {.path = "fuzz"}, errors);
    for (const Block& block : document) static_cast<void>(plain_text(block.spans));
    for (const hw::FileError& error : errors)
        if (error.message.empty()) std::abort();
    return 0;
}
