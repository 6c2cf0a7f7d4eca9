#include "script/packetdrill/python_value.h"

#include <algorithm>

namespace hw::packetdrill {
namespace {

using Kind = PythonValue::Kind;

MaybeValue from(MaybeRational number) { return number ? MaybeValue(number_value(*number)) : MaybeValue(); }

MaybeRational power(Rational base, Rational exponent) {
    if (!exponent.is_whole() || exponent.num < 0 || exponent.num > 64) return {};
    MaybeRational result = Rational{1, 1};
    for (std::int64_t i = 0; result && i < exponent.num; ++i) result = times(*result, base);
    return result;
}

// Python's shifts and the operators on bits are for whole numbers.
MaybeValue apply_to_bits(std::string_view op, std::int64_t a, std::int64_t b) {
    const auto bits = static_cast<std::uint64_t>(a);
    if (op == "|") return number_value({a | b, 1});
    if (op == "&") return number_value({a & b, 1});
    if (op == "^") return number_value({a ^ b, 1});
    if (b < 0 || b > 62) return {};
    if (op == ">>") return number_value({a >> b, 1});
    if (a < 0 || (bits << b) >> b != bits || (bits << b) >> 63u != 0) return {};
    return number_value({static_cast<std::int64_t>(bits << b), 1});
}

// -1, 0, 1; nothing when the two cannot be ordered.
std::optional<int> order(const PythonValue& a, const PythonValue& b) {
    if (a.kind == Kind::Number && b.kind == Kind::Number) {
        const MaybeRational difference = minus(a.number, b.number);
        if (!difference) return {};
        return difference->num < 0 ? -1 : difference->num > 0 ? 1 : 0;
    }
    if (a.kind != Kind::Text || b.kind != Kind::Text) return {};
    return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}

bool holds(const PythonValue& list, const PythonValue& value) {
    if (list.kind == Kind::Text) return list.text.find(value.text) != std::string::npos;
    return std::find(list.items.begin(), list.items.end(), value) != list.items.end();
}

MaybeValue extreme(const std::vector<PythonValue>& items, int sign) {
    if (items.empty()) return {};
    PythonValue best = items[0];
    for (const PythonValue& item : items) {
        const auto found = order(item, best);
        if (!found) return {};
        if (*found == sign) best = item;
    }
    return best;
}

}  // namespace

bool is_true(const PythonValue& value) {
    switch (value.kind) {
        case Kind::Number: return value.number.num != 0;
        case Kind::Text: return !value.text.empty();
        case Kind::List: return !value.items.empty();
        case Kind::None: break;
    }
    return false;
}

std::string to_text(const PythonValue& value) {
    switch (value.kind) {
        case Kind::Number: return to_text(value.number);
        case Kind::Text: return value.text;
        case Kind::None: return "None";
        case Kind::List: break;
    }
    std::string text = "[";
    for (const PythonValue& item : value.items) text += (text.size() == 1 ? "" : ", ") + to_text(item);
    return text + "]";
}

MaybeValue apply(std::string_view op, const PythonValue& a, const PythonValue& b) {
    if (a.kind == Kind::Text && op == "%")
        return a;  // the text of a message: its numbers are shown beside it
    if (a.kind == Kind::Text && b.kind == Kind::Text && op == "+")
        return PythonValue{.kind = Kind::Text, .text = a.text + b.text};
    if (a.kind != Kind::Number || b.kind != Kind::Number) return {};
    const Rational x = a.number, y = b.number;
    if (op == "+") return from(plus(x, y));
    if (op == "-") return from(minus(x, y));
    if (op == "*") return from(times(x, y));
    if (op == "/") return from(divided(x, y));
    if (op == "//") return from(floor_divided(x, y));
    if (op == "%") return from(remainder(x, y));
    if (op == "**") return from(power(x, y));
    return x.is_whole() && y.is_whole() ? apply_to_bits(op, x.num, y.num) : MaybeValue();
}

MaybeValue compare(std::string_view op, const PythonValue& a, const PythonValue& b) {
    if (op == "==") return truth_value(a == b);
    if (op == "!=") return truth_value(!(a == b));
    if (op == "in" || op == "not in") {
        const bool can = b.kind == Kind::List || (b.kind == Kind::Text && a.kind == Kind::Text);
        return can ? MaybeValue(truth_value(holds(b, a) == (op == "in"))) : MaybeValue();
    }
    const auto found = order(a, b);
    if (!found) return {};
    if (op == "<") return truth_value(*found < 0);
    if (op == "<=") return truth_value(*found <= 0);
    if (op == ">") return truth_value(*found > 0);
    return truth_value(*found >= 0);
}

MaybeValue call_function(std::string_view name, const PythonValue& arguments) {
    const auto& items = arguments.items;
    if (items.empty()) return {};
    const bool is_one_list = items.size() == 1 && items[0].kind == Kind::List;
    if (name == "min") return extreme(is_one_list ? items[0].items : items, -1);
    if (name == "max") return extreme(is_one_list ? items[0].items : items, 1);
    if (name == "len")
        return number_value({static_cast<std::int64_t>(items[0].kind == Kind::List ? items[0].items.size()
                                                                                   : items[0].text.size()),
                             1});
    if (name == "str" || name == "float") return items[0];
    if (items[0].kind != Kind::Number) return {};
    const Rational x = items[0].number;
    if (name == "abs")
        return x.num == INT64_MIN ? MaybeValue() : number_value({x.num < 0 ? -x.num : x.num, x.den});
    if (name == "int") return number_value({x.num / x.den, 1});
    if (name == "round") {
        const MaybeRational half = plus(x, {1, 2});
        return half ? from(floor_divided(*half, {1, 1})) : MaybeValue();
    }
    return {};
}

}  // namespace hw::packetdrill
