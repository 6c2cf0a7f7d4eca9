#include "lesson/lesson.h"

#include <charconv>

#include "lesson/lesson_toml.h"
#include "lesson/part_reader.h"
#include "lesson/words_file.h"

namespace hw::lesson {

std::string_view code_of(Language language) { return language == Language::Zh ? "zh" : "en"; }

Result<Lesson, std::vector<FileError>> parse_lesson(const LessonText& text) {
    std::vector<FileError> errors;
    check_files(text, "lesson.toml", errors);
    if (!errors.empty()) return errors;

    Lesson lesson = parse_lesson_toml(text.toml, text.folder + "/lesson.toml", errors);
    if (lesson.steps.empty()) return errors;  // the words would be nothing but consequential errors
    lesson.words[static_cast<std::uint32_t>(Language::Zh)] =
        parse_words(text.zh, text.folder + "/zh.md", lesson, errors);
    lesson.words[static_cast<std::uint32_t>(Language::En)] =
        parse_words(text.en, text.folder + "/en.md", lesson, errors);
    if (!errors.empty()) return errors;
    return lesson;
}

std::uint32_t order_of(const LessonText& text) {
    constexpr std::string_view key = "\norder = ";
    const std::size_t at = text.toml.find(key);
    std::uint32_t order = 0;
    if (at == std::string::npos) return order;
    const char* const end = text.toml.data() + text.toml.size();
    std::from_chars(text.toml.data() + at + key.size(), end, order);
    return order;
}

}  // namespace hw::lesson
