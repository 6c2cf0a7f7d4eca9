#include "script/packetdrill/python.h"

#include <array>
#include <utility>

#include "script/packetdrill/python_value.h"
#include "script/quoted.h"

namespace hw::packetdrill {
namespace {

using Kind = PythonValue::Kind;

constexpr int deepest = 64;

bool is_digit(char c) { return '0' <= c && c <= '9'; }
bool is_letter(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '_'; }

// The binary operators by rising precedence; the longer of two that begin alike comes first.
constexpr std::array<std::array<std::string_view, 4>, 6> levels{
    {{"|"}, {"^"}, {"&"}, {"<<", ">>"}, {"+", "-"}, {"//", "*", "/", "%"}}};
constexpr std::array<std::string_view, 6> comparisons{"==", "!=", "<=", ">=", "<", ">"};
constexpr std::array<std::string_view, 8> keywords{"and", "or", "not", "in", "is", "if", "else", "assert"};

class Interpreter {
  public:
    Interpreter(std::string_view code, const PythonNames& names, PythonVariables& variables)
        : code_(code), names_(names), variables_(variables) {}

    std::optional<PythonTrouble> run() {
        for (skip_lines(); !failed() && at_ < code_.size(); skip_lines()) statement();
        return trouble_;
    }
    std::string printed{};

  private:
    // ---- characters
    char peek(std::size_t ahead = 0) const { return at_ + ahead < code_.size() ? code_[at_ + ahead] : '\0'; }
    bool failed() const { return trouble_.has_value(); }
    void fail(std::string message) {
        if (!failed()) trouble_ = PythonTrouble{line_, std::move(message)};
    }
    void skip_blanks();
    void skip_lines();
    bool take(std::string_view mark);
    bool take_word(std::string_view word);
    std::string_view peek_word() const;

    // ---- statements
    void statement();
    void assertion();
    void print();

    // ---- expressions
    PythonValue expression();
    PythonValue disjunction();
    PythonValue conjunction();
    PythonValue negation();
    PythonValue comparison();
    PythonValue binary(std::size_t level);
    PythonValue unary();
    PythonValue atom();
    PythonValue number();
    PythonValue text(char quote);
    PythonValue name_or_call();
    PythonValue list(char closing, bool is_tuple);
    std::string_view take_comparison();
    std::string_view take_augmented();
    PythonValue checked(MaybeValue value, std::string_view what);

    std::string_view code_;
    const PythonNames& names_;
    PythonVariables& variables_;
    std::size_t at_ = 0;
    int line_ = 0;
    int depth_ = 0;     // of nested expressions
    int brackets_ = 0;  // within which a line may end
    bool is_skipping_ = false;
    std::string looked_up_{};  // the names that the present assertion asked for, and what they were
    std::optional<PythonTrouble> trouble_{};
};

void Interpreter::skip_blanks() {
    for (;;) {
        const char c = peek();
        const bool continues = c == '\\' && (peek(1) == '\n' || (peek(1) == '\r' && peek(2) == '\n'));
        if (c == '#') {
            while (at_ < code_.size() && peek() != '\n') ++at_;
        } else if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && brackets_ > 0)) {
            line_ += c == '\n' ? 1 : 0;
            ++at_;
        } else if (continues) {
            at_ += peek(1) == '\n' ? 2 : 3;
            ++line_;
        } else {
            return;
        }
    }
}

void Interpreter::skip_lines() {
    skip_blanks();
    for (; peek() == '\n' || peek() == ';'; skip_blanks()) {
        line_ += peek() == '\n' ? 1 : 0;
        ++at_;
    }
}

bool Interpreter::take(std::string_view mark) {
    if (failed() || code_.substr(at_, mark.size()) != mark) return false;
    at_ += mark.size();
    skip_blanks();
    return true;
}

std::string_view Interpreter::peek_word() const {
    std::size_t end = at_;
    while (end < code_.size() && (is_letter(code_[end]) || (end > at_ && is_digit(code_[end])))) ++end;
    return code_.substr(at_, end - at_);
}

bool Interpreter::take_word(std::string_view word) { return peek_word() == word && take(word); }

PythonValue Interpreter::checked(MaybeValue value, std::string_view what) {
    if (is_skipping_) return {};
    if (!value) fail("Python cannot do this: " + std::string(what));
    return value.value_or(PythonValue{});
}

void Interpreter::assertion() {
    const std::size_t begin = at_;
    looked_up_.clear();
    const bool holds = is_true(expression());
    const std::string text(code_.substr(begin, at_ - begin));
    const std::string found = looked_up_;
    if (take(",")) {  // the message: whatever it is, the numbers are shown
        is_skipping_ = true;
        (void)expression();
        is_skipping_ = false;
    }
    if (!holds) fail("assertion failed: " + script::quoted(text) + found);
}

void Interpreter::print() {
    const bool has_parentheses = peek() == '(';
    const PythonValue value = expression();
    if (value.kind == Kind::List && has_parentheses) {
        for (const PythonValue& item : value.items) printed += to_text(item) + " ";
    } else {
        printed += to_text(value);
    }
    printed += '\n';
}

// "+=" gives "+".
std::string_view Interpreter::take_augmented() {
    for (const auto& level : levels)
        for (const std::string_view op : level)
            if (!op.empty() && take(std::string(op) + "=")) return op;
    return "";
}

void Interpreter::statement() {
    if (take_word("assert")) {
        assertion();
    } else if (take_word("print")) {
        print();
    } else if (take_word("import")) {
        while (at_ < code_.size() && peek() != '\n' && peek() != ';') ++at_;
    } else if (!take_word("pass")) {
        const std::size_t begin = at_;
        const std::string name(peek_word());
        take(name);
        if (!name.empty() && peek() == '=' && peek(1) != '=') {
            take("=");
            PythonValue value = expression();
            if (!failed()) variables_.insert_or_assign(name, std::move(value));
        } else if (const std::string_view op = take_augmented(); !name.empty() && !op.empty()) {
            const auto known = variables_.find(name);
            if (known == variables_.end()) fail("the name '" + name + "' is not known here");
            const PythonValue right = expression();
            if (!failed()) known->second = checked(apply(op, known->second, right), op);
        } else {
            at_ = begin;
            (void)expression();
        }
    }
    if (!failed() && at_ < code_.size() && peek() != '\n' && peek() != ';')
        fail("not understood: " + script::quoted(code_.substr(at_, code_.find('\n', at_) - at_)));
}

// ---- expressions

PythonValue Interpreter::expression() {
    if (++depth_ > deepest) fail("this is nested too deeply");
    PythonValue value = failed() ? PythonValue{} : disjunction();
    if (take_word("if")) {
        const bool chosen = is_true(disjunction());
        if (!take_word("else")) fail("expected else");
        const bool was_skipping = std::exchange(is_skipping_, is_skipping_ || chosen);
        PythonValue other = expression();
        is_skipping_ = was_skipping;
        if (!chosen) value = std::move(other);
    }
    --depth_;
    return value;
}

PythonValue Interpreter::disjunction() {
    PythonValue value = conjunction();
    while (take_word("or")) {
        const bool is_decided = is_true(value);
        const bool was_skipping = std::exchange(is_skipping_, is_skipping_ || is_decided);
        PythonValue other = conjunction();
        is_skipping_ = was_skipping;
        if (!is_decided) value = std::move(other);
    }
    return value;
}

PythonValue Interpreter::conjunction() {
    PythonValue value = negation();
    while (take_word("and")) {
        const bool is_decided = !is_true(value);
        const bool was_skipping = std::exchange(is_skipping_, is_skipping_ || is_decided);
        PythonValue other = negation();
        is_skipping_ = was_skipping;
        if (!is_decided) value = std::move(other);
    }
    return value;
}

PythonValue Interpreter::negation() {
    bool is_negated = false, any = false;
    for (; take_word("not"); any = true) is_negated = !is_negated;
    PythonValue value = comparison();
    return any ? truth_value(is_true(value) != is_negated) : value;
}

std::string_view Interpreter::take_comparison() {
    for (const std::string_view op : comparisons)
        if (take(op)) return op;
    if (take_word("in")) return "in";
    if (peek_word() != "not") return "";
    take_word("not");
    if (!take_word("in")) fail("expected in");
    return "not in";
}

PythonValue Interpreter::comparison() {
    PythonValue left = binary(0);
    std::string_view op = take_comparison();
    if (op.empty()) return left;
    bool holds = true;  // a < b < c: a < b and b < c
    for (; !op.empty() && !failed(); op = take_comparison()) {
        PythonValue right = binary(0);
        holds = holds && is_true(checked(compare(op, left, right), op));
        left = std::move(right);
    }
    return truth_value(holds);
}

PythonValue Interpreter::binary(std::size_t level) {
    if (level == levels.size()) return unary();
    PythonValue left = binary(level + 1);
    for (bool found = true; found && !failed();) {
        found = false;
        for (const std::string_view op : levels[level]) {
            const bool is_power = op == "*" && peek(1) == '*';
            if (op.empty() || is_power || !take(op)) continue;
            const PythonValue right = binary(level + 1);
            left = checked(apply(op, left, right), op);
            found = true;
            break;
        }
    }
    return left;
}

PythonValue Interpreter::unary() {
    int signs = 0;
    bool is_inverted = false;
    for (; peek() == '-' || peek() == '+' || peek() == '~'; take(code_.substr(at_, 1))) {
        signs += peek() == '-' ? 1 : 0;
        is_inverted = is_inverted != (peek() == '~');
    }
    PythonValue value = atom();
    if (take("**")) value = checked(apply("**", value, atom()), "**");
    if (is_inverted) value = checked(apply("-", number_value({-1, 1}), value), "~");
    return signs % 2 == 1 ? checked(apply("-", number_value({0, 1}), value), "-") : value;
}

PythonValue Interpreter::number() {
    const bool is_hexadecimal = peek() == '0' && (peek(1) == 'x' || peek(1) == 'X');
    if (is_hexadecimal) at_ += 2;
    const std::int64_t base = is_hexadecimal ? 16 : 10;
    MaybeRational value = Rational{};
    std::int64_t den = 1;
    for (bool behind_point = false; value; ++at_) {
        const char c = peek();
        const int low = c | 0x20;
        int digit = is_digit(c) ? c - '0' : -1;
        if (is_hexadecimal && 'a' <= low && low <= 'f') digit = low - 'a' + 10;
        if (c == '.' && !behind_point && !is_hexadecimal && is_digit(peek(1))) {
            behind_point = true;
            continue;
        }
        if (c == '_') continue;
        if (digit < 0) break;
        const MaybeRational shifted = times(*value, {base, 1});
        value = shifted ? plus(*shifted, {digit, 1}) : MaybeRational();
        if (behind_point && __builtin_mul_overflow(den, std::int64_t{10}, &den)) value.reset();
    }
    if (value) value = make_rational(value->num, den);
    if (!value) fail("this number is too large");
    skip_blanks();
    return number_value(value.value_or(Rational{}));
}

PythonValue Interpreter::text(char quote) {
    PythonValue value{.kind = Kind::Text};
    for (++at_; at_ < code_.size() && peek() != quote && peek() != '\n'; ++at_) {
        if (peek() == '\\' && at_ + 1 < code_.size()) ++at_;
        value.text += peek();
    }
    if (peek() == quote && at_ < code_.size())
        ++at_;
    else
        fail("this string has no end");
    skip_blanks();
    return value;
}

PythonValue Interpreter::list(char closing, bool is_tuple) {
    ++brackets_;
    take(code_.substr(at_, 1));
    PythonValue all{.kind = Kind::List};
    bool has_comma = false;
    while (!failed() && peek() != closing) {
        all.items.push_back(expression());
        if (peek() != closing && !take(",")) fail(std::string("expected ") + closing);
        has_comma = has_comma || all.items.size() > 1 || (peek() == closing && code_[at_ - 1] == ',');
    }
    --brackets_;
    take(std::string_view(&closing, 1));
    // In plain parentheses one value is that value.
    if (is_tuple && all.items.size() == 1 && !has_comma) return std::move(all.items[0]);
    return all;
}

PythonValue Interpreter::name_or_call() {
    const std::string name(peek_word());
    take(name);
    if (name == "True" || name == "False") return truth_value(name == "True");
    if (name == "None") return {};
    if (peek() == '(') return checked(call_function(name, list(')', false)), name + "()");
    if (is_skipping_) return {};
    if (const auto variable = variables_.find(name); variable != variables_.end()) return variable->second;
    const auto known = names_.find(name);
    if (known == names_.end()) {
        fail("the name '" + name + "' is not known here");
        return {};
    }
    if (name.rfind("tcpi_", 0) == 0) looked_up_ += "; " + name + " is " + std::to_string(known->second);
    return number_value({known->second, 1});
}

PythonValue Interpreter::atom() {
    if (failed()) return {};
    const char c = peek();
    if (c == '(') return list(')', true);
    if (c == '[') return list(']', false);
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return number();
    if (c == '"' || c == '\'') {
        PythonValue value = text(c);
        while (!failed() && (peek() == '"' || peek() == '\'')) value.text += text(peek()).text;
        return value;
    }
    for (const std::string_view keyword : keywords)
        if (peek_word() == keyword) fail("expected a value, found " + std::string(keyword));
    if (is_letter(c) && !failed()) return name_or_call();
    fail("expected a value, found " + script::quoted(code_.substr(at_, code_.find('\n', at_) - at_)));
    return {};
}

}  // namespace

std::optional<PythonTrouble> run_python(std::string_view code, const PythonNames& names,
                                        PythonVariables& variables, std::string& printed) {
    Interpreter interpreter(code, names, variables);
    auto trouble = interpreter.run();
    printed += interpreter.printed;
    return trouble;
}

}  // namespace hw::packetdrill
