#include "native/cli/files.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace hw::cli {

Result<std::string, FileError> read_file(const std::string& path) {
    // Why: a folder opens like a file, and reading it is an error on Linux but an empty file under node.
    std::error_code unknown;
    if (std::filesystem::is_directory(path, unknown))
        return FileError{path, 0, "it cannot be read as a file"};
    std::ifstream file(path, std::ios::binary);
    if (!file) return FileError{path, 0, std::strerror(errno)};
    // Why: read() turns an error into a state; iterators throw it.
    std::string text;
    for (char chunk[1 << 14]; file.read(chunk, sizeof chunk), file.gcount() > 0;)
        text.append(chunk, static_cast<std::size_t>(file.gcount()));
    if (file.bad()) return FileError{path, 0, "it cannot be read as a file"};
    return text;
}

Result<std::uint64_t, FileError> write_file(const std::string& path, std::string_view content) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    if (!file) return FileError{path, 0, std::strerror(errno)};
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.close();
    if (!file) return FileError{path, 0, "it cannot be written"};
    return std::uint64_t{content.size()};
}

}  // namespace hw::cli
