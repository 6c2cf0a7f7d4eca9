#include <algorithm>
#include <array>
#include <utility>

#include "lesson/claim_lexer.h"
#include "lesson/scene.h"
#include "lesson/segment_words.h"

// One line of a script: a time, a verb, and what the verb needs. The words are those of the claims language.

namespace hw::lesson {

namespace {

constexpr std::array<std::pair<std::string_view, ActKind>, 12> verbs{{
    {"connect", ActKind::Connect},
    {"send", ActKind::Send},
    {"close", ActKind::Close},
    {"abort", ActKind::Abort},
    {"power_off", ActKind::PowerOff},
    {"power_on", ActKind::PowerOn},
    {"drop", ActKind::Drop},
    {"hold", ActKind::Hold},
    {"delay", ActKind::Delay},
    {"duplicate", ActKind::Duplicate},
    {"release", ActKind::Release},
    {"old", ActKind::OldSegment},
}};

class ActParser {
  public:
    ActParser(const sim::World& stage, std::vector<Token> tokens)
        : stage_(stage), tokens_(std::move(tokens)) {}

    Result<Act, ClaimError> run() {
        Act act{.run = in_all_runs};
        act.at = Instant{} + time("when it happens, in seconds");
        const Token verb = take();
        const auto known =
            std::find_if(verbs.begin(), verbs.end(), [&](const auto& v) { return v.first == verb.text; });
        if (known == verbs.end()) {
            fail(verb,
                 "connect, send, close, abort, power_off, power_on, drop, hold, delay, duplicate, release or "
                 "old");
        } else {
            act.kind = known->second;
            act.host = host();
            rest(act);
        }
        if (error_.message.empty() && peek().kind != TokenKind::End) fail(peek(), "the end of the line");
        if (!error_.message.empty()) return error_;
        return act;
    }

  private:
    void rest(Act& act) {
        switch (act.kind) {
            case ActKind::PowerOff:
            case ActKind::PowerOn: break;
            case ActKind::Connect: act.peer = host(); break;
            case ActKind::Send:
            case ActKind::Close:
            case ActKind::Abort:
                act.connection =
                    ConnectionId{accept("connection") ? number("which connection", 1, 1'000) - 1 : 0};
                if (act.kind == ActKind::Send) act.text = text();
                break;
            case ActKind::OldSegment:
                act.peer = host();
                old_segment(act);
                break;
            default: segment(act); break;
        }
    }

    // SYN · SYN nth 2 · SYN always · SYN by 250ms
    void segment(Act& act) {
        act.segment.filter = kind();
        act.segment.filter.from = act.host;
        const bool needs_duration = act.kind == ActKind::Delay || act.kind == ActKind::Duplicate;
        while (peek().kind == TokenKind::Name && error_.message.empty()) {
            if (accept("nth"))
                act.segment.nth = number("which of them: 1 is the first", 1, 1'000);
            else if (accept("always"))
                act.segment.times = 0;
            else if (needs_duration && accept("by"))
                act.by = time("a duration");
            else
                fail(peek(), needs_duration ? "nth, always or by" : "nth or always");
        }
        if (needs_duration && act.by == Duration{}) fail(peek(), "by and a duration");
    }

    // SYN seq 90 ack 0 in 100ms
    void old_segment(Act& act) {
        const sim::SegmentFilter filter = kind();
        act.ctl = filter.ctl_set;
        act.by = 100_ms;
        while (peek().kind == TokenKind::Name && error_.message.empty()) {
            if (accept("seq"))
                act.seq = {number("a sequence number", 0, 0xffff'ffff)};
            else if (accept("ack"))
                act.ack = {number("a sequence number", 0, 0xffff'ffff)};
            else if (accept("in"))
                act.by = time("a duration");
            else if (accept("text"))
                act.text = text();
            else
                fail(peek(), "seq, ack, text or in");
        }
    }

    sim::SegmentFilter kind() {
        const Token first = take();
        std::string name(first.text);
        while (accept("+")) name += "+" + std::string(take().text);
        const auto filter = parse_segment_kind(name);
        if (!filter.has_value()) fail(first, std::string(segment_kinds()));
        return filter.value_or(sim::SegmentFilter{});
    }

    HostId host() {
        const Token token = take();
        const HostId id = sim::find_host(stage_, token.text);
        if (token.kind != TokenKind::Name || !id.exists()) fail(token, "the name of a host");
        return id;
    }

    Duration time(const char* what) {
        const Token token = take();
        constexpr std::int64_t most_us = std::int64_t{10'000'000} * 1'000'000;
        std::int64_t us = -1;
        if (token.kind == TokenKind::Time) us = token.number;
        if (token.kind == TokenKind::Number && token.number <= 10'000'000) us = token.number * 1'000'000;
        if (us < 0 || us > most_us) fail(token, what);
        return {us};
    }

    std::uint32_t number(const char* what, std::int64_t least, std::int64_t most) {
        const Token token = take();
        if (token.kind == TokenKind::Number && token.number >= least && token.number <= most)
            return static_cast<std::uint32_t>(token.number);
        fail(token, what);
        return 0;
    }

    std::string text() {
        const Token token = take();
        if (token.kind != TokenKind::Text) fail(token, "a text in quotes");
        return std::string(token.text);
    }

    const Token& peek() const { return tokens_[at_]; }
    Token take() { return peek().kind == TokenKind::End ? peek() : tokens_[at_++]; }
    bool accept(std::string_view word) {
        const bool is_next =
            (peek().kind == TokenKind::Name || peek().kind == TokenKind::Symbol) && peek().text == word;
        if (is_next) ++at_;
        return is_next;
    }

    void fail(const Token& token, const std::string& expected) {
        if (!error_.message.empty()) return;
        const std::string found =
            token.kind == TokenKind::End ? "the end" : "\"" + std::string(token.text) + "\"";
        error_ = {token.begin + 1, "expected " + expected + ", found " + found};
    }

    const sim::World& stage_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    ClaimError error_{};
};

}  // namespace

Result<Act, ClaimError> parse_act(std::string_view text, const sim::World& stage) {
    auto tokens = lex(text);
    if (!tokens) return tokens.error();
    return ActParser(stage, std::move(*tokens)).run();
}

}  // namespace hw::lesson
