#include "lesson/claim_parser.h"

#include <algorithm>
#include <array>

#include "lesson/claim_names.h"

// The grammar of sentences: || over && over ! over comparisons over sums, and what says when they hold.

namespace hw::lesson {

namespace {

struct Comparison {
    std::string_view symbol;
    Op op;
};
constexpr std::array comparisons{
    Comparison{"==", Op::Equal},          Comparison{"!=", Op::NotEqual}, Comparison{"<=", Op::LessOrEqual},
    Comparison{">=", Op::GreaterOrEqual}, Comparison{"<", Op::Less},      Comparison{">", Op::Greater},
};

}  // namespace

ClaimParser::ClaimParser(std::string_view source, const ClaimScope& scope, std::vector<Token> tokens)
    : source_(source), scope_(scope), tokens_(std::move(tokens)) {
    claim_.source = source;
}

Result<Claim, ClaimError> ClaimParser::run(Wants wants) {
    const Index root = disjunction();
    if (!has_failed() && peek().kind != TokenKind::End)
        fail(peek(), "&&, ||, at, by, always, before, in or the end");
    if (!has_failed() && wants == Wants::Sentence)
        expect_kind(root, ValueKind::Bool, "a comparison, true or false");
    if (!has_failed() && kind_of(at(root)) == ValueKind::None)
        fail_at(at(root).begin, "expected a value of the run");
    if (!has_failed() && scope_.is_measured) refuse_what_is_not_sampled();
    if (has_failed()) return error_;
    return std::move(claim_);
}

void ClaimParser::refuse_what_is_not_sampled() {
    for (const ClaimNode& node : claim_.nodes) {
        const bool is_of_host = node.op == Op::Look && node.connection == 0 &&
                                (node.property == Property::Error || node.property == Property::Descriptors ||
                                 node.property == Property::Accepted);
        const bool is_known = is_of_host || node.op == Op::Constant || node.op == Op::Count ||
                              node.op == Op::Counter || node.op == Op::Refused || node.op == Op::Tally ||
                              node.op == Op::Retransmissions || node.op >= Op::Negate;
        if (is_known) continue;
        return fail_at(node.begin,
                       std::string(source_.substr(node.begin, node.end - node.begin)) +
                           " is not known of a measured run: count, nstat, refused, retx, tried, ok, failed, "
                           "…, error, fds and accepted of a host are");
    }
}

ClaimParser::Index ClaimParser::disjunction() {
    if (++depth_ > max_claim_depth) fail(peek(), "fewer parentheses within each other");
    Index left = has_failed() ? 0 : conjunction();
    while (!has_failed() && accept("||")) {
        const Index right = conjunction();
        if (!has_failed()) left = combine(Op::Or, left, right);
    }
    --depth_;
    return left;
}

// A suffix that says when (at, by, always, before) reaches back over && to the suffix before it:
// "a && b at t=1" means both at 1.
ClaimParser::Index ClaimParser::conjunction() {
    std::vector<Index> waiting;  // terms that a later suffix may still claim
    std::vector<Index> settled;
    do {
        bool is_timed = false;
        Index node = term(is_timed);
        if (!has_failed()) node = suffixed(node, waiting, is_timed);
        if (has_failed()) return 0;
        (is_timed ? settled : waiting).push_back(node);
    } while (accept("&&"));
    settled.insert(settled.end(), waiting.begin(), waiting.end());
    Index left = settled.front();
    for (std::size_t i = 1; i < settled.size() && !has_failed(); ++i)
        left = combine(Op::And, left, settled[i]);
    return left;
}

// never X · never X by t=T · never X before Y · X
ClaimParser::Index ClaimParser::term(bool& is_timed) {
    if (!accept("never")) return negation();
    const std::uint32_t begin = tokens_[at_ - 1].begin;
    if (in_first_) fail_at(begin, "first() asks moment by moment: no \"never\" within it");
    Index node = negation();
    std::vector<Index> none;
    if (!has_failed() && !is("at") && !is("always")) node = suffixed(node, none, is_timed);
    if (!has_failed() && !is_timed) {
        expect_kind(node, ValueKind::Bool, "a comparison after never");
        node = add({.op = Op::By, .a = node}, begin);
    }
    is_timed = true;
    return has_failed() ? 0 : add({.op = Op::Not, .a = node}, begin);
}

ClaimParser::Index ClaimParser::suffixed(Index node, std::vector<Index>& waiting, bool& is_timed) {
    if (is_timed) return node;
    const bool has_suffix = is("at") || is("by") || is("always") || is("before");
    if (!has_suffix) return node;
    if (in_first_) fail(peek(), "no at, by, always or before within first()");
    for (auto it = waiting.rbegin(); it != waiting.rend() && !has_failed(); ++it)
        node = combine(Op::And, *it, node);
    waiting.clear();
    is_timed = true;
    if (has_failed()) return 0;
    const std::uint32_t begin = at(node).begin;
    const std::string_view word = take().text;
    // Any value may be asked for at one time: {client.state at t=0.2}.
    if (word != "at") expect_kind(node, ValueKind::Bool, "a comparison before by, always or before");
    if (word == "before") {
        const Index event = negation();
        if (!has_failed()) expect_kind(event, ValueKind::Bool, "a comparison after before");
        return has_failed() ? 0 : add({.op = Op::Before, .a = node, .b = event}, begin);
    }
    if (has_failed()) return 0;
    ClaimNode timed{.op = word == "at" ? Op::At : word == "by" ? Op::By : Op::Always, .a = node};
    timed.constant.kind = kind_of(at(node));
    if (word == "always") {
        timed.from = time();
        expect("..");
        timed.to = time();
        if (!has_failed() && timed.to < timed.from) fail_at(begin, "expected the earlier time first");
    } else {
        expect("t");
        expect("=");
        (word == "at" ? timed.from : timed.to) = time();
    }
    return has_failed() ? 0 : add(std::move(timed), begin);
}

ClaimParser::Index ClaimParser::negation() {
    if (!is("!")) return comparison();
    const std::uint32_t begin = take().begin;
    if (++depth_ > max_claim_depth) fail(peek(), "fewer ! in a row");
    const Index node = has_failed() ? 0 : negation();
    --depth_;
    if (!has_failed()) expect_kind(node, ValueKind::Bool, "a comparison after !");
    return has_failed() ? 0 : add({.op = Op::Not, .a = node}, begin);
}

ClaimParser::Index ClaimParser::comparison() {
    const Index left = sum();
    if (has_failed()) return 0;
    for (const Comparison& c : comparisons) {
        if (!accept(c.symbol)) continue;
        const Index right = sum();
        return has_failed() ? 0 : compare(c.op, left, right);
    }
    if (!is("in")) return left;
    take();
    ClaimNode within{.op = Op::Within, .a = left};
    within.from = time();
    expect("..");
    within.to = time();
    if (!has_failed()) expect_kind(left, ValueKind::Time, "a time, such as first(…), before in");
    return has_failed() ? 0 : add(std::move(within), at(left).begin);
}

ClaimParser::Index ClaimParser::sum() {
    Index left = product();
    while (!has_failed() && (is("+") || is("-"))) {
        const Op op = take().text == "+" ? Op::Add : Op::Subtract;
        const Index right = product();
        if (!has_failed()) left = combine(op, left, right);
    }
    return left;
}

ClaimParser::Index ClaimParser::product() {
    Index left = factor();
    while (!has_failed() && accept("*")) {
        const Index right = factor();
        if (!has_failed()) left = combine(Op::Multiply, left, right);
    }
    return left;
}

// ---- kinds -------------------------------------------------------------------------------------------

ClaimParser::Index ClaimParser::compare(Op op, Index a, Index b) {
    settle_word(a, b);
    settle_word(b, a);
    if (has_failed()) return 0;
    // A whole number beside a time is one of seconds: first(…) == 1.
    for (const auto& [number, other] : {std::pair{a, b}, std::pair{b, a}}) {
        ClaimNode& node = claim_.nodes[number];
        if (node.op == Op::Constant && node.constant.kind == ValueKind::Number &&
            kind_of(at(other)) == ValueKind::Time)
            node.constant = {ValueKind::Time, node.constant.number * 1'000'000, {}};
    }
    const ValueKind kind = kind_of(at(a));
    if (kind != kind_of(at(b)))
        fail_at(at(b).begin, "expected something to compare the left side with: both are of one kind");
    const bool has_order = kind == ValueKind::Number || kind == ValueKind::Time;
    if (!has_failed() && !has_order && op != Op::Equal && op != Op::NotEqual)
        fail_at(at(a).begin, "only numbers and times have an order: use == or !=");
    return has_failed() ? 0 : combine(op, a, b);
}

// A bare word means what the other side of the comparison needs.
void ClaimParser::settle_word(Index word, Index other) {
    ClaimNode& node = claim_.nodes[word];
    if (has_failed() || kind_of(node) != ValueKind::None) return;
    const ValueKind kind = kind_of(at(other));
    const auto constant = find_constant(kind, node.constant.text);
    if (constant.has_value()) {
        node.constant = *constant;
        return;
    }
    const char* expected = kind == ValueKind::State      ? "a state such as SYN-RECEIVED"
                           : kind == ValueKind::Error    ? "an error such as ECONNRESET, or none"
                           : kind == ValueKind::ClosedBy ? "how it was closed, such as RST"
                                                         : "a host, a number or a function";
    fail_at(node.begin, std::string("expected ") + expected + ", found \"" + node.constant.text + "\"");
}

void ClaimParser::expect_kind(Index node, ValueKind kind, const char* what) {
    if (!has_failed() && kind_of(at(node)) != kind) fail_at(at(node).begin, std::string("expected ") + what);
}

ValueKind kind_of(const ClaimNode& node) {
    switch (node.op) {
        case Op::Constant: return node.constant.kind;
        case Op::Count:
        case Op::Segments:
        case Op::SegmentNumber:
        case Op::Counter:
        case Op::Refused:
        case Op::Arrows:
        case Op::Retransmissions: return ValueKind::Number;
        case Op::Tally: return node.item == TallyItem::Latency ? ValueKind::Time : ValueKind::Number;
        case Op::Visited: return node.is_any_state ? ValueKind::Number : ValueKind::Bool;
        case Op::First: return ValueKind::Time;
        case Op::Negate:
        case Op::Abs:
        case Op::Add:
        case Op::Subtract:
        case Op::Multiply:
        case Op::At: return node.constant.kind;
        case Op::Look:
            switch (node.property) {
                case Property::State: return ValueKind::State;
                case Property::Error: return ValueKind::Error;
                case Property::ClosedBy: return ValueKind::ClosedBy;
                case Property::Content:
                case Property::SentContent: return ValueKind::Text;
                case Property::Rto:
                case Property::Srtt: return ValueKind::Time;
                default: return ValueKind::Number;
            }
        default: return ValueKind::Bool;
    }
}

// ---- nodes -------------------------------------------------------------------------------------------

ClaimParser::Index ClaimParser::add(ClaimNode node, std::uint32_t begin) {
    if (claim_.nodes.size() >= max_claim_nodes) {
        fail_at(begin, "expected a shorter claim");
        return 0;
    }
    node.begin = begin;
    node.end = at_ > 0 ? tokens_[at_ - 1].end : begin;
    if (node.op >= Op::Negate) node.runs_used |= at(node.a).runs_used;
    if (node.op == Op::Before) node.runs_used |= at(node.b).runs_used;
    claim_.nodes.push_back(std::move(node));
    return static_cast<Index>(claim_.nodes.size() - 1);
}

ClaimParser::Index ClaimParser::combine(Op op, Index a, Index b) {
    const bool is_sentence = op == Op::And || op == Op::Or;
    const bool is_arithmetic = op == Op::Add || op == Op::Subtract || op == Op::Multiply;
    if (is_sentence) {
        expect_kind(a, ValueKind::Bool, "a comparison on either side of && and ||");
        expect_kind(b, ValueKind::Bool, "a comparison on either side of && and ||");
    }
    ClaimNode node{.op = op, .a = a, .b = b};
    if (is_arithmetic) {
        const ValueKind kind = kind_of(at(a));
        const bool is_time_too = kind == ValueKind::Time && op != Op::Multiply;
        if (kind != ValueKind::Number && !is_time_too) fail_at(at(a).begin, "expected a number");
        expect_kind(b, kind, "the same kind of number on both sides");
        node.constant.kind = kind;
    }
    if (has_failed()) return 0;
    node.runs_used = at(b).runs_used;
    return add(std::move(node), at(a).begin);
}

// ---- tokens ------------------------------------------------------------------------------------------

Token ClaimParser::take() {
    const Token token = tokens_[at_];
    if (token.kind != TokenKind::End) ++at_;
    return token;
}

bool ClaimParser::is(std::string_view text) const {
    const bool can_be = peek().kind == TokenKind::Name || peek().kind == TokenKind::Symbol;
    return can_be && peek().text == text;
}

bool ClaimParser::accept(std::string_view text) {
    if (has_failed() || !is(text)) return false;
    take();
    return true;
}

void ClaimParser::expect(std::string_view text) {
    if (!has_failed() && !accept(text)) fail(peek(), std::string(text));
}

void ClaimParser::fail(const Token& token, std::string expected) {
    const std::string found =
        token.kind == TokenKind::End ? "the end" : "\"" + std::string(token.text) + "\"";
    fail_at(token.begin, "expected " + expected + ", found " + found);
}

void ClaimParser::fail_at(std::uint32_t begin, std::string message) {
    if (!has_failed()) error_ = {begin + 1, std::move(message)};
}

}  // namespace hw::lesson
