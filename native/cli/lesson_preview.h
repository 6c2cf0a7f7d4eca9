#pragma once

#include <string>
#include <vector>

#include "base/result.h"

// What `handwave lesson preview` starts: the window beside this program, on a folder that is read again when saved.

namespace hw::cli {

// The words of its command line, the program's path first. `here` is the folder of this program, `name` a lesson's
// id (below lessons/ or `lessons`) or a folder. The error says what is missing.
Result<std::vector<std::string>, std::string> preview_words(const std::string& here, const std::string& name,
                                                            const std::string& lessons,
                                                            const std::vector<std::string>& more);

}  // namespace hw::cli
