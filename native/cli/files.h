#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace hw::cli {

// The whole of a file; an error without a line when it cannot be read.
Result<std::string, FileError> read_file(const std::string& path);

// Writes all of it, over what was there; an error without a line when it cannot.
Result<std::uint64_t, FileError> write_file(const std::string& path, std::string_view content);

}  // namespace hw::cli
