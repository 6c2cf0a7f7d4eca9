#pragma once

#include <ostream>
#include <span>
#include <string>
#include <string_view>

#include "native/cli/arguments.h"

// The contract of the command line: results on `out`, messages on `err`; exit status 0 when what was checked
// is good, 1 when it failed, 2 when the program was misused.

namespace hw::cli {

enum class ExitStatus : int { Good = 0, Failed = 1, Misused = 2 };

struct Console {
    std::ostream& out;
    std::ostream& err;
};

struct Command {
    std::string_view name{};                // "figure", "lesson check"
    std::string_view operands{};            // for the help: "FILE…"
    std::string_view summary{};             // one line
    std::string_view details{};             // paragraphs for --help
    std::span<const OptionSpec> options{};  // --help is everybody's
    OtherOptions other_options = OtherOptions::Refused;
    std::size_t least_operands = 0;
    std::size_t most_operands = 0;
    ExitStatus (*run)(const Arguments&, Console&) = nullptr;
};

// Every command, in the order in which help lists them.
std::span<const Command> commands();

// Says what is wrong with how a command was called, and how to learn more.
ExitStatus misuse(Console& console, std::string_view command, std::string_view what);

// The whole program: `words` are the arguments after its name.
ExitStatus run_command_line(std::span<const std::string> words, Console& console);

// ---- shared by commands ------------------------------------------------------------------------------

enum class Format : std::uint8_t { Text, Json };
inline constexpr OptionSpec format_option = {"--format", "text|json", "how results are written (text)"};
// nullopt: the value is neither.
std::optional<Format> format_of(const Arguments& arguments);

}  // namespace hw::cli
