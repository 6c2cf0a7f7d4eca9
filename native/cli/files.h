#pragma once

#include <string>

#include "base/result.h"

namespace hw::cli {

// The whole of a file; an error without a line when it cannot be read.
Result<std::string, FileError> read_file(const std::string& path);

}  // namespace hw::cli
