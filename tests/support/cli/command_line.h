#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "native/cli/command.h"

// handwave, as somebody types it.

namespace hw::test {

struct CommandResult {
    cli::ExitStatus status;
    std::string out;
    std::string err;
};

inline CommandResult run_command(const std::vector<std::string>& words) {
    std::ostringstream out, err;
    cli::Console console{out, err};
    const cli::ExitStatus status = cli::run_command_line(words, console);
    return {status, out.str(), err.str()};
}

}  // namespace hw::test
