#include "native/cli/arguments.h"

#include <algorithm>

namespace hw::cli {

std::optional<std::string> Arguments::value_of(std::string_view option) const {
    const auto found =
        std::find_if(given.begin(), given.end(), [&](const Given& g) { return g.name == option; });
    if (found == given.end()) return std::nullopt;
    return found->value;
}

std::vector<std::string> Arguments::values_of(std::string_view option) const {
    std::vector<std::string> values;
    for (const Given& one : given)
        if (one.name == option) values.push_back(one.value);
    return values;
}

Result<Arguments, std::string> parse_arguments(std::span<const std::string> words,
                                               std::span<const OptionSpec> options, OtherOptions others) {
    Arguments arguments;
    bool options_are_over = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (options_are_over || word.size() < 2 || word[0] != '-') {
            arguments.operands.push_back(word);
            continue;
        }
        if (word == "--") {
            options_are_over = true;
            continue;
        }
        const std::size_t equals = word.find('=');
        const std::string name = word.substr(0, equals);
        const auto spec = std::find_if(options.begin(), options.end(),
                                       [&](const OptionSpec& option) { return option.name == name; });
        if (spec == options.end() && others == OtherOptions::Kept && word.rfind("--", 0) == 0) {
            arguments.others.push_back(word);
            continue;
        }
        if (spec == options.end()) return "unknown option '" + name + "'";
        if (!spec->may_repeat && arguments.has(spec->name)) return "option '" + name + "' is given twice";

        std::string value;
        if (!spec->value.empty()) {
            if (equals == std::string::npos && i + 1 == words.size())
                return "option '" + name + "' needs a value: " + std::string(spec->value);
            value = equals == std::string::npos ? words[++i] : word.substr(equals + 1);
        } else if (equals != std::string::npos) {
            return "option '" + name + "' takes no value";
        }
        arguments.given.push_back({spec->name, std::move(value)});
    }
    return arguments;
}

}  // namespace hw::cli
