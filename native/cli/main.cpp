#include <iostream>

#include "native/cli/command.h"

int main(int argument_count, char** arguments) {
    const std::vector<std::string> words(arguments + 1, arguments + argument_count);
    hw::cli::Console console{std::cout, std::cerr};
    const hw::cli::ExitStatus status = hw::cli::run_command_line(words, console);
    std::cout.flush();
    return static_cast<int>(status);
}
