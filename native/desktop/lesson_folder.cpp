#include "native/desktop/lesson_folder.h"

#include <fstream>
#include <iterator>

#include "lesson/check.h"
#include "lesson/lint.h"

namespace hw::desktop {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 3> names = {"lesson.toml", "zh.md", "en.md"};

std::string text_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    return text;
}

}  // namespace

LessonFolder::LessonFolder(fs::path folder) : folder_(std::move(folder)) {
    if (folder_.filename().empty()) folder_ = folder_.parent_path();
}

bool LessonFolder::has_changed() {
    std::array<fs::file_time_type, names.size()> now{};
    for (std::size_t i = 0; i < names.size(); ++i) {
        std::error_code error;
        now[i] = fs::last_write_time(folder_ / names[i], error);
        if (error) now[i] = {};
    }
    const bool is_other = !is_known_ || now != saved_at_;
    is_known_ = true;
    saved_at_ = now;
    return is_other;
}

ui::LessonFiles LessonFolder::read() const {
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(folder_, error);
    return {.id = (error ? folder_ : whole).filename().string(),
            .toml = text_of(folder_ / names[0]),
            .zh = text_of(folder_ / names[1]),
            .en = text_of(folder_ / names[2]),
            .folder = folder_.string()};
}

std::vector<std::string> LessonFolder::remarks(const ui::LessonFiles& files) const {
    const lesson::LessonText text{.folder = files.folder, .toml = files.toml, .zh = files.zh, .en = files.en};
    const auto lesson = lesson::parse_lesson(text);
    std::vector<std::string> remarks;
    if (!lesson.ok()) return remarks;
    for (const FileError& problem : lesson::check_lesson(*lesson, text.folder).problems)
        remarks.push_back(problem.to_text());
    for (const FileError& problem : lesson::lint_lesson(text, *lesson, {}))
        remarks.push_back(problem.to_text());
    return remarks;
}

bool is_lesson_folder(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path / names[0], error);
}

}  // namespace hw::desktop
