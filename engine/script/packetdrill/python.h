#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "script/packetdrill/rational.h"

// The little Python that scripts write between %{ and }%: assert, assignment and print; comparisons, which may be
// chained, arithmetic, the operators on bits, and/or/not/in, a if b else c, lists and tuples, abs, min, max, len, int.
// It is evaluated as it is read; the side of an "and" that does not count is only read.

namespace hw::packetdrill {

struct PythonValue {
    enum class Kind : std::uint8_t { None, Number, Text, List };
    Kind kind = Kind::None;
    Rational number{};
    std::string text{};
    std::vector<PythonValue> items{};
    friend bool operator==(const PythonValue&, const PythonValue&) = default;
};

// What the names of TCP_INFO are worth now; and what the script has assigned.
using PythonNames = std::map<std::string, std::int64_t, std::less<>>;
using PythonVariables = std::map<std::string, PythonValue, std::less<>>;

struct PythonTrouble {
    int line = 0;  // of the code, from 0
    std::string message{};
};

// Runs the statements; nothing when no assertion failed. What is printed goes to `printed`.
std::optional<PythonTrouble> run_python(std::string_view code, const PythonNames& names,
                                        PythonVariables& variables, std::string& printed);

}  // namespace hw::packetdrill
