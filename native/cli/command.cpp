#include "native/cli/command.h"

#include <algorithm>

#include "native/cli/help.h"

namespace hw::cli {
namespace {

std::string joined(std::span<const std::string> words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

// "lesson check" takes two words, "figure" one.
const Command* find_command(std::span<const std::string> words, std::size_t& words_used) {
    for (const Command& command : commands()) {
        words_used = command.name.find(' ') == command.name.npos ? 1 : 2;
        if (words.size() >= words_used && joined(words.first(words_used)) == command.name) return &command;
    }
    return nullptr;
}

// Others have formats of their own, and say so themselves.
bool takes_usual_formats(const Command& command) {
    return std::any_of(command.options.begin(), command.options.end(),
                       [](const OptionSpec& option) { return option.value == format_option.value; });
}

ExitStatus run_one(const Command& command, std::span<const std::string> words, Console& console) {
    for (const std::string& word : words) {
        if (word == "--") break;
        if (word != "--help" && word != "-h") continue;
        print_help(command, console.out);
        return ExitStatus::Good;
    }
    const auto arguments = parse_arguments(words, command.options, command.other_options);
    if (!arguments.ok()) return misuse(console, command.name, arguments.error());
    if (arguments->operands.size() < command.least_operands)
        return misuse(console, command.name, "expected " + std::string(command.operands));
    if (arguments->operands.size() > command.most_operands)
        return misuse(console, command.name,
                      "unexpected '" + arguments->operands[command.most_operands] + "'");
    if (takes_usual_formats(command) && !format_of(*arguments))
        return misuse(console, command.name, "--format is text or json");
    return command.run(*arguments, console);
}

}  // namespace

std::optional<Format> format_of(const Arguments& arguments) {
    const std::string format = arguments.value_of("--format").value_or("text");
    if (format == "text") return Format::Text;
    if (format == "json") return Format::Json;
    return std::nullopt;
}

ExitStatus misuse(Console& console, std::string_view command, std::string_view what) {
    const std::string name = "handwave" + (command.empty() ? "" : " " + std::string(command));
    console.err << name << ": " << what << "\nTry '" << name << " --help'.\n";
    return ExitStatus::Misused;
}

ExitStatus run_command_line(std::span<const std::string> words, Console& console) {
    if (words.empty()) {
        print_help(console.err);
        return ExitStatus::Misused;
    }
    const std::string& first = words.front();
    if (first == "--help" || first == "-h" || first == "help") {
        print_help(console.out);
        return ExitStatus::Good;
    }
    std::size_t words_used = 0;
    if (const Command* command = find_command(words, words_used))
        return run_one(*command, words.subspan(words_used), console);
    if (first[0] == '-') return misuse(console, "", "unknown option '" + first + "'");
    for (const Command& command : commands())
        if (command.name.substr(0, first.size() + 1) == first + " ") {
            print_help(words.size() > 1 && words[1] == "--help" ? console.out : console.err);
            return words.size() > 1 && words[1] == "--help" ? ExitStatus::Good : ExitStatus::Misused;
        }
    return misuse(console, "", "there is no command '" + first + "'");
}

}  // namespace hw::cli
