#include "native/desktop/files.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "capture/read.h"

namespace hw::desktop {
namespace {

namespace fs = std::filesystem;

template <class Bytes>
bool read_whole(const fs::path& path, Bytes& out) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return false;
    out.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    return !in.bad();
}

}  // namespace

Result<std::vector<ui::LessonFiles>, FileError> load_lessons(const fs::path& directory) {
    std::error_code error;
    std::vector<fs::path> folders;
    for (const fs::directory_entry& entry : fs::directory_iterator(directory, error))
        if (fs::exists(entry.path() / "lesson.toml")) folders.push_back(entry.path());
    if (error) return FileError{.path = directory.string(), .message = "cannot be read: " + error.message()};
    if (folders.empty())
        return FileError{.path = directory.string(), .message = "expected folders that hold a lesson.toml"};
    std::sort(folders.begin(), folders.end());

    std::vector<ui::LessonFiles> lessons;
    for (const fs::path& folder : folders) {
        ui::LessonFiles files;
        files.id = folder.filename().string();
        if (!read_whole(folder / "lesson.toml", files.toml))
            return FileError{.path = (folder / "lesson.toml").string(), .message = "cannot be read"};
        read_whole(folder / "zh.md", files.zh);
        read_whole(folder / "en.md", files.en);
        lessons.push_back(std::move(files));
    }
    return lessons;
}

void load_table(const fs::path& directory, const std::string& name, ui::LessonFiles& files) {
    const fs::path folder = directory / name;
    if (!fs::exists(folder / "zh.md")) return;
    files = {.id = name, .toml = {}, .zh = {}, .en = {}};
    read_whole(folder / (name + ".toml"), files.toml);
    read_whole(folder / "zh.md", files.zh);
    read_whole(folder / "en.md", files.en);
}

Result<std::vector<std::uint8_t>, FileError> load_capture(const fs::path& file) {
    const auto refused = [&](const char* why) { return FileError{.path = file.string(), .message = why}; };
    std::error_code error;
    const auto size = fs::is_regular_file(file, error) ? fs::file_size(file, error) : 0;
    if (size > capture::max_file_bytes) return refused("is larger than any capture may be");
    std::vector<std::uint8_t> bytes;
    if (!fs::is_regular_file(file, error) || !read_whole(file, bytes)) return refused("cannot be read");
    return bytes;
}

Result<FontFiles, FileError> load_font_files(const fs::path& directory) {
    FontFiles fonts;
    for (const auto& [name, bytes] :
         {std::pair{"handwave-sans.otf", &fonts.sans}, {"handwave-mono.otf", &fonts.mono}})
        if (!read_whole(directory / name, *bytes) || bytes->empty())
            return FileError{.path = (directory / name).string(),
                             .message = "expected a font that ./dev build makes"};
    return fonts;
}

std::vector<std::uint8_t> load_wide_font(const fs::path& directory) {
    std::vector<std::uint8_t> font;
    return read_whole(directory / "handwave-wide.otf", font) ? font : std::vector<std::uint8_t>();
}

fs::path find_near_executable(const char* executable, const char* name) {
    std::error_code error;
    fs::path here = fs::canonical("/proc/self/exe", error);
    if (error) here = fs::absolute(executable, error);
    for (fs::path folder = here.parent_path(); !folder.empty(); folder = folder.parent_path()) {
        if (fs::is_directory(folder / name, error)) return folder / name;
        if (folder == folder.root_path()) break;
    }
    return {};
}

}  // namespace hw::desktop
