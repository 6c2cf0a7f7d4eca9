#pragma once

#include <cstdint>
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
    bool may_repeat = false;
};

struct Arguments {
    std::vector<std::string> operands{};

    bool has(std::string_view option) const { return value_of(option).has_value(); }
    // The value given to an option ("" if it takes none); nullopt when it was not given.
    std::optional<std::string> value_of(std::string_view option) const;
    // All of them, in their order.
    std::vector<std::string> values_of(std::string_view option) const;

    struct Given {
        std::string_view name;
        std::string value;
    };
    std::vector<Given> given{};
    std::vector<std::string> others{};  // "--mtu=1500": options that the command does not list
};

// May there be options, "--name" or "--name=value", that the command does not list?
enum class OtherOptions : std::uint8_t { Refused, Kept };

// Both "--seeds 1..9" and "--seeds=1..9"; "--" ends the options. The error is one sentence.
Result<Arguments, std::string> parse_arguments(std::span<const std::string> words,
                                               std::span<const OptionSpec> options,
                                               OtherOptions others = OtherOptions::Refused);

}  // namespace hw::cli
