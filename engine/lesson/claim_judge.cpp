#include <algorithm>
#include <array>

#include "lesson/claim.h"
#include "lesson/claim_look.h"
#include "lesson/claim_nodes.h"

// Decides a claim over whole runs, and remembers which event decided it.

namespace hw::lesson {

namespace {

// A moment of every run at once. With one run they are its events one by one; with two they are the
// instants at which either did something, so that neither is seen half-way through an instant.
struct Tick {
    Instant at{};
    std::array<std::uint32_t, max_runs> moment{};
    std::uint32_t run = 0;  // the run whose event made it
    friend bool operator==(const Tick&, const Tick&) = default;
};

class Judge {
  public:
    Judge(const Claim& claim, std::span<const History> runs) : claim_(claim), runs_(runs) {
        for (const History& run : runs) horizon_ = std::max(horizon_, run.until);
    }

    Judgement judge() {
        Judgement result = decide(root(), at_time(horizon_));
        result.is_truncated =
            std::any_of(runs_.begin(), runs_.end(), [](const History& r) { return r.is_truncated; });
        return result;
    }
    Value evaluate() { return value_of(root(), at_time(horizon_)); }

  private:
    const ClaimNode& root() const { return claim_.nodes.back(); }
    const ClaimNode& child(std::uint32_t i) const { return claim_.nodes[i]; }

    // ---- moments

    Tick at_time(Instant t) const {
        Tick tick{.at = t};
        Instant latest{-1};
        for (std::uint32_t r = 0; r < runs_.size(); ++r) {
            tick.moment[r] = runs_[r].moment_at(t);
            if (runs_[r].begins_at(tick.moment[r]) > latest) {
                latest = runs_[r].begins_at(tick.moment[r]);
                tick.run = r;
            }
        }
        return tick;
    }

    std::vector<Tick> ticks_of(const ClaimNode& node) const {
        const std::uint32_t used = node.runs_used == 0 ? 1u : node.runs_used;
        std::vector<Tick> ticks;
        for (std::uint32_t r = 0; r < runs_.size(); ++r) {
            if ((used >> r & 1u) == 0) continue;
            const bool is_only_one = used == 1u << r;
            for (std::uint32_t m = 0; m <= runs_[r].last_moment(); ++m) {
                Tick tick = at_time(runs_[r].begins_at(m));
                tick.run = r;
                if (is_only_one) tick.moment[r] = m;
                ticks.push_back(tick);
            }
        }
        std::stable_sort(ticks.begin(), ticks.end(),
                         [](const Tick& a, const Tick& b) { return a.at < b.at; });
        return ticks;
    }

    // ---- values

    Value value_of(const ClaimNode& node, const Tick& tick) {
        switch (node.op) {
            case Op::Constant: return node.constant;
            case Op::First: {
                const auto tick_of_first = first_tick(child(node.a), Instant::never());
                return tick_of_first ? Value{ValueKind::Time, tick_of_first->at.us, {}} : Value{};
            }
            case Op::Negate:
                return arithmetic(Op::Subtract, Value{node.constant.kind, 0, {}},
                                  value_of(child(node.a), tick));
            case Op::Abs: {
                const Value value = value_of(child(node.a), tick);
                return value.number < 0 ? arithmetic(Op::Subtract, Value{value.kind, 0, {}}, value) : value;
            }
            case Op::Add:
            case Op::Subtract:
            case Op::Multiply:
                return arithmetic(node.op, value_of(child(node.a), tick), value_of(child(node.b), tick));
            case Op::Look:
            case Op::Count:
            case Op::Visited:
            case Op::Segments:
            case Op::SegmentNumber:
            case Op::Counter:
            case Op::Refused:
            case Op::Arrows:
            case Op::Tally:
            case Op::Retransmissions: return look(node, runs_[node.run], tick.moment[node.run]);
            case Op::At: return value_of(child(node.a), at_time(node.from));
            default: return {ValueKind::Bool, holds(node, tick) ? 1 : 0, {}};
        }
    }

    // None when a side is missing or the result would not fit.
    static Value arithmetic(Op op, const Value& a, const Value& b) {
        if (a.kind == ValueKind::None || b.kind == ValueKind::None) return {};
        Value result{a.kind, 0, {}};
        const bool overflows = op == Op::Add ? __builtin_add_overflow(a.number, b.number, &result.number)
                               : op == Op::Subtract
                                   ? __builtin_sub_overflow(a.number, b.number, &result.number)
                                   : __builtin_mul_overflow(a.number, b.number, &result.number);
        return overflows ? Value{} : result;
    }

    // What is not there equals nothing and has no order.
    static bool compare(Op op, const Value& a, const Value& b) {
        const bool are_there = a.kind != ValueKind::None && b.kind != ValueKind::None;
        switch (op) {
            case Op::Equal: return are_there && a == b;
            case Op::NotEqual: return !are_there || !(a == b);
            case Op::Less: return are_there && a.number < b.number;
            case Op::LessOrEqual: return are_there && a.number <= b.number;
            case Op::Greater: return are_there && a.number > b.number;
            default: return are_there && a.number >= b.number;
        }
    }

    bool holds(const ClaimNode& node, const Tick& tick) {
        switch (node.op) {
            case Op::Not: return !holds(child(node.a), tick);
            case Op::And: return holds(child(node.a), tick) && holds(child(node.b), tick);
            case Op::Or: return holds(child(node.a), tick) || holds(child(node.b), tick);
            case Op::Within: {
                const Value value = value_of(child(node.a), tick);
                return value.kind == ValueKind::Time && node.from.us <= value.number &&
                       value.number <= node.to.us;
            }
            case Op::At: return holds(child(node.a), at_time(node.from));
            case Op::By: return first_tick(child(node.a), node.to).has_value();
            case Op::Always: return !first_failure(node).has_value();
            case Op::Before: {
                const auto event = first_tick(child(node.b), Instant::never());
                const auto found = first_tick(child(node.a), event ? event->at : Instant::never());
                return found.has_value() && !(event && comes_before(*event, *found));
            }
            case Op::Equal:
            case Op::NotEqual:
            case Op::Less:
            case Op::LessOrEqual:
            case Op::Greater:
            case Op::GreaterOrEqual:
                return compare(node.op, value_of(child(node.a), tick), value_of(child(node.b), tick));
            default: return value_of(node, tick).number != 0;
        }
    }

    static bool comes_before(const Tick& a, const Tick& b) {
        return a == b || a.at < b.at || a.moment < b.moment;
    }

    std::optional<Tick> first_tick(const ClaimNode& node, Instant until) {
        for (const Tick& tick : ticks_of(node)) {
            if (tick.at > until) break;
            if (holds(node, tick)) return tick;
        }
        return std::nullopt;
    }

    std::optional<Tick> first_failure(const ClaimNode& always) {
        const ClaimNode& node = child(always.a);
        const Tick start = at_time(always.from);
        if (!holds(node, start)) return start;
        for (const Tick& tick : ticks_of(node)) {
            if (tick.at > always.to) break;
            if (tick.at > always.from && !holds(node, tick)) return tick;
        }
        return std::nullopt;
    }

    // ---- evidence

    Judgement decide(const ClaimNode& node, const Tick& tick) {
        switch (node.op) {
            case Op::Not: {
                Judgement inner = decide(child(node.a), tick);
                inner.holds = !inner.holds;
                return inner;
            }
            case Op::And:
            case Op::Or: return decide_both(node, tick);
            case Op::At: return decide(child(node.a), at_time(node.from));
            case Op::By:
            case Op::Before: return decide_some_moment(node);
            case Op::Always: {
                const auto failure = first_failure(node);
                return made(!failure, child(node.a), failure.value_or(at_time(node.to)), failure.has_value());
            }
            default: return decide_comparison(node, tick);
        }
    }

    // And: what made it false first in reading order, or what became true last. Or: the reverse.
    Judgement decide_both(const ClaimNode& node, const Tick& tick) {
        Judgement a = decide(child(node.a), tick);
        Judgement b = decide(child(node.b), tick);
        const bool decisive = node.op == Op::Or;
        if (a.holds == decisive) return a;
        if (b.holds == decisive) return b;
        Judgement& later = a.evidence.at > b.evidence.at ? a : b;
        Judgement& earlier = &later == &a ? b : a;
        later.evidence.witnesses.insert(later.evidence.witnesses.end(), earlier.evidence.witnesses.begin(),
                                        earlier.evidence.witnesses.end());
        return later;
    }

    Judgement decide_some_moment(const ClaimNode& node) {
        const bool result = holds(node, at_time(horizon_));
        const auto found = first_tick(child(node.a), node.to);
        return made(result, child(node.a), found.value_or(at_time(std::min(node.to, horizon_))),
                    found.has_value());
    }

    // A comparison at one moment: the latest event at which its truth changed. One about first(…): that
    // first moment.
    Judgement decide_comparison(const ClaimNode& node, const Tick& tick) {
        const bool result = holds(node, tick);
        if (const ClaimNode* first = find_first(node)) {
            const auto found = first_tick(child(first->a), Instant::never());
            return made(result, node, found.value_or(tick), found.has_value());
        }
        Tick changed = tick;
        bool has_changed = false;
        bool before = false;
        bool is_start = true;
        for (const Tick& t : ticks_of(node)) {
            if (t.at > tick.at) break;
            const bool now = holds(node, t);
            if (!is_start && now != before) {
                changed = t;
                has_changed = true;
            }
            before = now;
            is_start = false;
        }
        return made(result, node, changed, has_changed);
    }

    const ClaimNode* find_first(const ClaimNode& node) const {
        if (node.op == Op::First) return &node;
        if (node.op < Op::Negate) return nullptr;
        const ClaimNode* in_a = find_first(child(node.a));
        const bool is_unary =
            node.op == Op::Negate || node.op == Op::Abs || node.op == Op::Not || node.op == Op::Within;
        return in_a != nullptr || is_unary ? in_a : find_first(child(node.b));
    }

    Judgement made(bool holds, const ClaimNode& node, const Tick& tick, bool is_event) {
        Judgement result{.holds = holds};
        result.evidence = {.run = tick.run,
                           .event = runs_[tick.run].events_at(tick.moment[tick.run]),
                           .at = tick.at,
                           .is_event = is_event};
        append_witnesses(node, tick, result.evidence.witnesses);
        return result;
    }

    void append_witnesses(const ClaimNode& node, const Tick& tick, std::vector<Witness>& witnesses) {
        if (witnesses.size() >= 6 || node.op == Op::Constant) return;
        if (node.op < Op::Negate || node.op == Op::First) {
            const Value value = value_of(node, tick);
            witnesses.push_back({claim_.source.substr(node.begin, node.end - node.begin), to_text(value)});
            return;
        }
        append_witnesses(child(node.a), tick, witnesses);
        const bool has_two = node.op >= Op::Add && node.op <= Op::Or && node.op != Op::Not;
        if (has_two) append_witnesses(child(node.b), tick, witnesses);
    }

    const Claim& claim_;
    std::span<const History> runs_;
    Instant horizon_{};
};

}  // namespace

Judgement judge(const Claim& claim, std::span<const History> runs) { return Judge(claim, runs).judge(); }
Value evaluate(const Claim& expression, std::span<const History> runs) {
    return Judge(expression, runs).evaluate();
}

}  // namespace hw::lesson
