#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

// What stands on the command line after the command's name, read strictly: an option that the command does
// not have, or has twice, is an error that names it.

namespace hw::cli {

struct OptionSpec {
    std::string_view name{};   // "--seeds"
    std::string_view value{};  // what it takes, for the help: "A..B"; "" for an option without a value
    std::string_view help{};
};

struct Arguments {
    std::vector<std::string> operands{};

    bool has(std::string_view option) const { return value_of(option).has_value(); }
    // The value given to an option ("" if it takes none); nullopt when it was not given.
    std::optional<std::string> value_of(std::string_view option) const;

    struct Given {
        std::string_view name;
        std::string value;
    };
    std::vector<Given> given{};
};

// Both "--seeds 1..9" and "--seeds=1..9"; "--" ends the options. The error is one sentence.
Result<Arguments, std::string> parse_arguments(std::span<const std::string> words,
                                               std::span<const OptionSpec> options);

}  // namespace hw::cli
