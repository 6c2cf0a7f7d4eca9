#pragma once

#include <ostream>

#include "native/cli/command.h"

namespace hw::cli {

// What the program is and which commands it has.
void print_help(std::ostream& to);

// How one command is called, and what its options are.
void print_help(const Command& command, std::ostream& to);

}  // namespace hw::cli
