// "+0 setsockopt(3, SOL_SOCKET, SO_REUSEADDR, [1], 4) = 0": a system call as strace writes it.

#include <utility>

#include "script/packetdrill/parse.h"

namespace hw::packetdrill {
namespace {

using Kind = Expression::Kind;

void parse_list(Cursor& cursor, const Definitions& definitions, Expression& list, std::string_view closing,
                std::uint32_t depth) {
    if (cursor.take(closing)) return;
    do list.items.push_back(parse_expression(cursor, definitions, depth + 1));
    while (!cursor.failed() && cursor.take(","));
    cursor.need(closing);
}

// A name, what follows it in parentheses, and the value that "=" gives it. "msg_iov(1)=[…]" has both.
Expression parse_named(Cursor& cursor, const Definitions& definitions, std::uint32_t depth) {
    Expression word{.kind = Kind::Word, .text = std::string(cursor.take_any_word())};
    if (const auto known = definitions.find(word.text); known != definitions.end()) {
        const std::string& value = known->second;
        Cursor digits(value);
        if (const auto number = digits.take_number(); number && digits.at_end())
            return {.kind = Kind::Number, .number = *number};
        const bool is_text = value.size() > 1 && value.front() == '"';
        return {.kind = is_text ? Kind::Text : Kind::Word,
                .text = is_text ? value.substr(1, value.size() - 2) : value};
    }
    if (cursor.take("(")) {
        word.kind = Kind::Call;
        parse_list(cursor, definitions, word, ")", depth);
    }
    if (cursor.peek() != '=' || cursor.peek(1) == '=') return word;
    cursor.take("=");
    Expression named{.kind = Kind::Named, .text = word.text};
    named.items.push_back(parse_expression(cursor, definitions, depth + 1));
    return named;
}

Expression parse_operand(Cursor& cursor, const Definitions& definitions, std::uint32_t depth) {
    if (cursor.take("...")) return {};
    if (cursor.peek() == '"') {
        Expression text{.kind = Kind::Text};
        while (cursor.peek() == '"' && !cursor.failed()) text.text += cursor.take_text().value_or("");
        cursor.take("...");  // "abc"...: the beginning of a longer one
        return text;
    }
    if (cursor.take("[")) {
        Expression list{.kind = Kind::List};
        parse_list(cursor, definitions, list, "]", depth);
        return list;
    }
    if (cursor.take("{")) {
        Expression braces{.kind = Kind::Braces};
        parse_list(cursor, definitions, braces, "}", depth);
        return braces;
    }
    if (const auto number = cursor.take_number()) return {.kind = Kind::Number, .number = *number};
    if (!cursor.peek_word().empty()) return parse_named(cursor, definitions, depth);
    cursor.expected("an argument: a number, a name, \"text\", [list], {structure} or ...");
    return {};
}

// "(Operation now in progress)", "(flags O_RDWR|O_NONBLOCK)": for the reader.
void skip_note(Cursor& cursor) {
    if (!cursor.take("(")) return;
    while (!cursor.failed() && !cursor.at_end() && cursor.peek() != ')') {
        const char c = cursor.peek();
        cursor.take(std::string_view(&c, 1));
    }
    cursor.need(")");
}

bool begins_errno(std::string_view word) { return word.size() > 1 && word[0] == 'E' && word[1] >= 'A'; }

}  // namespace

Expression parse_expression(Cursor& cursor, const Definitions& definitions, std::uint32_t depth) {
    if (depth > deepest_expression) {
        cursor.fail("this is nested too deeply");
        return {};
    }
    Expression first = parse_operand(cursor, definitions, depth);
    if (cursor.peek() != '|') return first;
    Expression either{.kind = Kind::Either};
    either.items.push_back(std::move(first));
    while (!cursor.failed() && cursor.take("|"))
        either.items.push_back(parse_operand(cursor, definitions, depth + 1));
    return either;
}

SystemCall parse_system_call(Cursor& cursor, const Definitions& definitions) {
    SystemCall call;
    if (cursor.take("...")) {
        call.end = cursor.take_seconds();
        if (!call.end) cursor.expected("the time at which the call returns");
    }
    call.name = cursor.take_any_word();
    if (call.name.empty()) cursor.expected("the name of a system call");
    cursor.need("(");
    Expression arguments;
    if (!cursor.failed()) parse_list(cursor, definitions, arguments, ")", 0);
    call.arguments = std::move(arguments.items);
    cursor.need("=");
    if (!cursor.failed()) call.result = parse_expression(cursor, definitions);
    if (begins_errno(cursor.peek_word())) call.error = cursor.take_any_word();
    skip_note(cursor);
    return call;
}

}  // namespace hw::packetdrill
