#include "native/desktop/progress_file.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace hw::desktop {

namespace fs = std::filesystem;

namespace {

constexpr std::uintmax_t largest_file = 1'000'000;

}  // namespace

fs::path usual_progress_file() {
    const char* state = std::getenv("XDG_STATE_HOME");
    // XDG: "All paths set in these environment variables must be absolute", others are to be ignored.
    if (state != nullptr && fs::path(state).is_absolute()) return fs::path(state) / "handwave" / "progress";
    const char* home = std::getenv("HOME");
    if (home == nullptr || !fs::path(home).is_absolute()) return {};
    return fs::path(home) / ".local" / "state" / "handwave" / "progress";
}

std::string load_progress(const fs::path& file) {
    std::error_code error;
    if (file.empty() || !fs::is_regular_file(file, error) || fs::file_size(file, error) > largest_file)
        return {};
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void keep_progress(const fs::path& file, const std::string& text) {
    if (file.empty()) return;
    std::error_code error;
    fs::create_directories(file.parent_path(), error);
    const fs::path fresh = file.string() + ".new";
    std::ofstream out(fresh, std::ios::binary);
    out << text;
    out.close();
    if (out.good()) fs::rename(fresh, file, error);
}

}  // namespace hw::desktop
