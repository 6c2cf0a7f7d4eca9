#include "native/cli/files.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace hw::cli {

Result<std::string, FileError> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return FileError{path, 0, std::strerror(errno)};
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    // A folder opens like a file; only reading from it fails.
    if (file.bad()) return FileError{path, 0, std::strerror(errno)};
    return text;
}

}  // namespace hw::cli
