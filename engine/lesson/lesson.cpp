#include "lesson/lesson.h"

#include <charconv>

#include "lesson/lesson_toml.h"
#include "lesson/utf8.h"
#include "lesson/words_file.h"

namespace hw::lesson {

namespace {

// What no parser below need worry about: size and encoding.
void check_file(std::string_view text, const std::string& path, std::vector<FileError>& errors) {
    if (text.empty()) errors.push_back({path, 0, "expected a file that is there and not empty"});
    if (text.size() > max_lesson_file_bytes) {
        errors.push_back({path, 0, "expected at most " + std::to_string(max_lesson_file_bytes) + " bytes"});
        return;
    }
    const std::size_t bad = find_bad_text(text);
    if (bad != std::string_view::npos)
        errors.push_back({path, line_of(text, bad), "expected UTF-8 text without control characters"});
}

}  // namespace

std::string_view code_of(Language language) { return language == Language::Zh ? "zh" : "en"; }

Result<Lesson, std::vector<FileError>> parse_lesson(const LessonText& text) {
    std::vector<FileError> errors;
    const std::string toml_path = text.folder + "/lesson.toml";
    const std::string zh_path = text.folder + "/zh.md";
    const std::string en_path = text.folder + "/en.md";
    check_file(text.toml, toml_path, errors);
    check_file(text.zh, zh_path, errors);
    check_file(text.en, en_path, errors);
    if (!errors.empty()) return errors;

    Lesson lesson = parse_lesson_toml(text.toml, toml_path, errors);
    if (lesson.steps.empty()) return errors;  // the words would be nothing but consequential errors
    lesson.words[static_cast<std::uint32_t>(Language::Zh)] = parse_words(text.zh, zh_path, lesson, errors);
    lesson.words[static_cast<std::uint32_t>(Language::En)] = parse_words(text.en, en_path, lesson, errors);
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
