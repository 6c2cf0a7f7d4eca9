#include <algorithm>

#include "host/nstat.h"
#include "lesson/claim_names.h"
#include "lesson/claim_parser.h"
#include "lesson/segment_words.h"

// The leaves of the grammar: numbers, times, properties of hosts, and functions.

namespace hw::lesson {

namespace {

constexpr const char* a_quantity = "a host, a number, a time, a text or a function";

}  // namespace

ClaimParser::Index ClaimParser::factor() {
    const Token token = take();
    switch (token.kind) {
        case TokenKind::Number:
            return add({.op = Op::Constant, .constant = {ValueKind::Number, token.number, {}}}, token.begin);
        case TokenKind::Time:
            return add({.op = Op::Constant, .constant = {ValueKind::Time, token.number, {}}}, token.begin);
        case TokenKind::Text:
            return add({.op = Op::Constant, .constant = {ValueKind::Text, 0, std::string(token.text)}},
                       token.begin);
        case TokenKind::Name: --at_; return name();
        default: break;
    }
    if (token.text == "(") {
        const Index inner = disjunction();
        expect(")");
        return inner;
    }
    if (token.text == "-") {
        if (++depth_ > max_claim_depth) fail(peek(), "fewer signs in a row");
        const Index operand = has_failed() ? 0 : factor();
        --depth_;
        if (!has_failed()) expect_kind(operand, ValueKind::Number, "a number after -");
        if (has_failed()) return 0;
        return add({.op = Op::Negate, .a = operand, .constant = {ValueKind::Number, 0, {}}}, token.begin);
    }
    fail(token, a_quantity);
    return 0;
}

// client.state · run(two).server[2].state · count(…) · a bare word, to be settled by a comparison
ClaimParser::Index ClaimParser::name() {
    const bool has_run = is("run");
    const std::uint32_t run = run_prefix();
    if (has_failed()) return 0;
    const Token first = take();
    if (first.kind != TokenKind::Name) {
        fail(first, "a host or a function");
        return 0;
    }
    const auto host = std::find(scope_.hosts.begin(), scope_.hosts.end(), first.text);
    const bool is_host = host != scope_.hosts.end();
    if (!is_host && !is("(")) {
        if (is(".") || is("[")) fail(first, "the name of a host");
        if (has_failed()) return 0;
        return add({.op = Op::Constant, .constant = {ValueKind::None, 0, std::string(first.text)}},
                   first.begin);
    }
    const bool is_general = first.text == "first" || first.text == "abs";
    if (!scope_.runs.empty() && !has_run && !is_general) {
        fail_at(first.begin, "expected run(…). before it: the step has more than one run");
        return 0;
    }
    if (!is_host) return call(first, run);
    return property_of(HostId{static_cast<std::uint32_t>(host - scope_.hosts.begin())}, run, first);
}

std::uint32_t ClaimParser::run_prefix() {
    if (!accept("run")) return 0;
    expect("(");
    const Token token = take();
    const auto found = std::find(scope_.runs.begin(), scope_.runs.end(), token.text);
    if (found == scope_.runs.end()) fail(token, "the name of a run of this step");
    expect(")");
    expect(".");
    return has_failed() ? 0 : static_cast<std::uint32_t>(found - scope_.runs.begin());
}

ClaimParser::Index ClaimParser::property_of(HostId host, std::uint32_t run, const Token& first) {
    ClaimNode node{.op = Op::Look, .run = run, .runs_used = 1u << run, .host = host};
    if (accept("[")) {
        const Token number = take();
        if (number.kind != TokenKind::Number || number.number < 1 || number.number > 1'000'000)
            fail(number, "which connection: 1 is the first");
        node.connection = static_cast<std::uint32_t>(number.number);
        expect("]");
    }
    expect(".");
    if (has_failed()) return 0;
    const Token start = take();
    std::string path(start.text);
    while (accept(".")) path += "." + std::string(take().text);
    const auto property = find_property(path);
    if (!property.has_value()) {
        fail_at(start.begin,
                "expected a property such as state, error, delivered or tcb.snd.nxt, found \"" + path + "\"");
        return 0;
    }
    node.property = *property;
    return add(std::move(node), first.begin);
}

ClaimParser::Index ClaimParser::call(const Token& function, std::uint32_t run) {
    expect("(");
    if (function.text == "first") {
        if (in_first_) fail_at(function.begin, "no first() within first()");
        in_first_ = true;
        const Index inner = has_failed() ? 0 : disjunction();
        in_first_ = false;
        expect(")");
        if (!has_failed()) expect_kind(inner, ValueKind::Bool, "a comparison within first()");
        return has_failed() ? 0 : add({.op = Op::First, .a = inner}, function.begin);
    }
    if (function.text == "abs") {
        if (++depth_ > max_claim_depth) fail(peek(), "fewer parentheses within each other");
        const Index inner = has_failed() ? 0 : sum();
        --depth_;
        expect(")");
        if (has_failed()) return 0;
        const ValueKind kind = kind_of(at(inner));
        if (kind != ValueKind::Number && kind != ValueKind::Time)
            fail_at(at(inner).begin, "expected a number");
        return has_failed() ? 0 : add({.op = Op::Abs, .a = inner, .constant = {kind, 0, {}}}, function.begin);
    }
    if (function.text == "retx") return about_host(Op::Retransmissions, run, function);
    if (function.text == "refused") return about_host(Op::Refused, run, function);
    if (function.text == "arrows") return about_host(Op::Arrows, run, function);
    if (function.text == "nstat") return about_host(Op::Counter, run, function);
    if (function.text == "count") return host_and_state(Op::Count, run, function);
    if (function.text == "visited") return host_and_state(Op::Visited, run, function);
    if (const auto item = find_tally_item(function.text)) return tally(*item, run, function);
    ClaimNode node{.op = Op::Segments, .run = run, .runs_used = 1u << run};
    if (const auto fate = find_segment_fate(function.text)) {
        node.fate = *fate;
        return segments(std::move(node), function);
    }
    if (const auto field = find_segment_field(function.text)) {
        node.op = Op::SegmentNumber;
        node.field = *field;
        return segments(std::move(node), function);
    }
    fail(function,
         "first, abs, count, visited, retx, refused, arrows, nstat, seq, ack, len, segs, arrived, dropped, "
         "lost, held, injected, tried, ok, failed, connects, answered, resets, lost_bytes, free_ports, "
         "in_queue, reopened or latency");
    return 0;
}

// retx(client) · nstat(server, TcpExtListenOverflows)
ClaimParser::Index ClaimParser::about_host(Op op, std::uint32_t run, const Token& function) {
    ClaimNode node{.op = op, .run = run, .runs_used = 1u << run, .host = host_argument()};
    if (op == Op::Counter) {
        expect(",");
        const Token name = take();
        const auto all = host::nstat(host::Host{});
        const auto same = [&](const host::NamedCount& c) { return c.name == name.text; };
        if (!has_failed() && std::none_of(all.begin(), all.end(), same))
            fail(name, "a counter of nstat such as TcpExtListenOverflows");
        node.counter = name.text;
    }
    expect(")");
    return has_failed() ? 0 : add(std::move(node), function.begin);
}

// tried(client) · failed(client, EADDRNOTAVAIL)
ClaimParser::Index ClaimParser::tally(TallyItem item, std::uint32_t run, const Token& function) {
    ClaimNode node{.op = Op::Tally, .run = run, .runs_used = 1u << run, .host = host_argument()};
    node.item = item;
    if (item == TallyItem::Failed && accept(",")) {
        const Token word = take();
        const auto error = find_constant(ValueKind::Error, word.text);
        if (!has_failed() && (!error || error->number == 0)) fail(word, "an error such as EADDRNOTAVAIL");
        if (error) node.error = static_cast<host::SocketError>(error->number);
    }
    expect(")");
    return has_failed() ? 0 : add(std::move(node), function.begin);
}

ClaimParser::Index ClaimParser::host_and_state(Op op, std::uint32_t run, const Token& function) {
    ClaimNode node{.op = op, .run = run, .runs_used = 1u << run, .host = host_argument()};
    if (op == Op::Visited && accept(")")) {
        node.is_any_state = true;
        return has_failed() ? 0 : add(std::move(node), function.begin);
    }
    expect(",");
    const Token word = take();
    node.is_any_state = op == Op::Count && word.text == "any";
    const auto state = find_state(word.text);
    if (!has_failed() && !state.has_value() && !node.is_any_state) fail(word, "a state such as TIME-WAIT");
    node.state = state.value_or(tcp::State::Closed);
    expect(")");
    return has_failed() ? 0 : add(std::move(node), function.begin);
}

// segs(client, server, SYN+ACK, seq==5000, t>=1.0)
// seq(client, server, SYN, t>=1.0)
ClaimParser::Index ClaimParser::segments(ClaimNode node, const Token& function) {
    node.host = host_argument();
    expect(",");
    node.to_host = host_argument();
    expect(",");
    const Token kind_token = peek();
    const std::string kind = segment_kind();
    const auto filter = parse_segment_kind(kind);
    if (!has_failed() && !filter.has_value())
        fail_at(kind_token.begin, "expected " + std::string(segment_kinds()));
    if (filter.has_value()) node.filter = *filter;
    while (accept(",") && node.conditions.size() < 4) condition(node);
    expect(")");
    return has_failed() ? 0 : add(std::move(node), function.begin);
}

std::string ClaimParser::segment_kind() {
    std::string kind(take().text);
    while (accept("+")) kind += "+" + std::string(take().text);
    return kind;
}

void ClaimParser::condition(ClaimNode& node) {
    using Field = SegmentCondition::Field;
    const Token field = take();
    SegmentCondition condition;
    if (const auto known = find_segment_field(field.text))
        condition.field = *known;
    else if (field.text == "t")
        condition.field = Field::Time;
    else
        return fail(field, "seq, ack, len or t");
    if (accept("=="))
        condition.op = Op::Equal;
    else if (accept(">="))
        condition.op = Op::GreaterOrEqual;
    else if (accept("<="))
        condition.op = Op::LessOrEqual;
    else
        return fail(peek(), "==, >= or <=");
    if (condition.field == Field::Time) {
        condition.number = time().us;
    } else {
        const Token number = take();
        if (number.kind != TokenKind::Number) return fail(number, "a number");
        condition.number = number.number;
    }
    node.conditions.push_back(condition);
}

HostId ClaimParser::host_argument() {
    const Token token = take();
    if (token.text == "any") return HostId::none();
    const auto host = std::find(scope_.hosts.begin(), scope_.hosts.end(), token.text);
    if (host == scope_.hosts.end()) fail(token, "the name of a host, or any");
    return HostId{static_cast<std::uint32_t>(host - scope_.hosts.begin())};
}

// 0.25 · 250ms · 2 (seconds)
Instant ClaimParser::time() {
    if (has_failed()) return {};
    const Token token = take();
    if (token.kind == TokenKind::Time) return {token.number};
    if (token.kind == TokenKind::Number && token.number <= 10'000'000) return {token.number * 1'000'000};
    fail(token, "a time in seconds");
    return {};
}

}  // namespace hw::lesson
