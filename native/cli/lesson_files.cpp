#include "native/cli/lesson_files.h"

#include <algorithm>
#include <filesystem>

#include "lesson/library.h"
#include "native/cli/files.h"

namespace hw::cli {

Result<lesson::LessonText, FileError> read_lesson(std::string folder) {
    return read_game(std::move(folder), "lesson.toml");
}

Result<lesson::LessonText, FileError> read_game(std::string folder, const char* toml_name) {
    while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
    lesson::LessonText text{.folder = folder};
    struct File {
        const char* name;
        std::string& content;
    };
    for (const File& file : {File{toml_name, text.toml}, {"zh.md", text.zh}, {"en.md", text.en}}) {
        auto content = read_file(folder + "/" + file.name);
        if (!content.ok()) return content.error();
        file.content = std::move(*content);
    }
    return text;
}

Result<std::vector<lesson::LessonText>, FileError> find_lessons(const Arguments& arguments) {
    const auto folder = arguments.value_of("--lessons");
    if (!folder) {
        const auto embedded = lesson::embedded_lessons();
        return std::vector<lesson::LessonText>(embedded.begin(), embedded.end());
    }
    std::error_code error;
    std::vector<std::string> names;
    for (std::filesystem::directory_iterator entry(*folder, error), end; !error && entry != end;
         entry.increment(error))
        if (std::filesystem::exists(entry->path() / "lesson.toml"))
            names.push_back(entry->path().filename().string());
    if (error) return FileError{*folder, 0, error.message()};
    if (names.empty()) return FileError{*folder, 0, "there is no lesson here: no folder with a lesson.toml"};

    std::sort(names.begin(), names.end());
    std::vector<lesson::LessonText> lessons;
    for (const std::string& name : names) {
        auto text = read_lesson(*folder + "/" + name);
        if (!text.ok()) return text.error();
        lessons.push_back(std::move(*text));
    }
    std::stable_sort(lessons.begin(), lessons.end(),
                     [](const auto& a, const auto& b) { return lesson::order_of(a) < lesson::order_of(b); });
    return lessons;
}

std::string id_of(const lesson::LessonText& text) { return text.folder.substr(text.folder.rfind('/') + 1); }

}  // namespace hw::cli
