#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "script/packetdrill/python.h"

// What operators make of values. Each gives nothing where Python would raise an exception.

namespace hw::packetdrill {

using MaybeValue = std::optional<PythonValue>;

inline PythonValue number_value(Rational number) {
    return {.kind = PythonValue::Kind::Number, .number = number};
}
inline PythonValue truth_value(bool truth) { return number_value({truth ? 1 : 0, 1}); }

bool is_true(const PythonValue& value);
std::string to_text(const PythonValue& value);

MaybeValue apply(std::string_view op, const PythonValue& a, const PythonValue& b);    // "+", "<<", "//" …
MaybeValue compare(std::string_view op, const PythonValue& a, const PythonValue& b);  // "==", "<=", "in" …
// abs, min, max, len, int, round, sum; "str" and "float" give their argument.
MaybeValue call_function(std::string_view name, const PythonValue& arguments);

}  // namespace hw::packetdrill
