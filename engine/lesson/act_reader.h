#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "lesson/claim_lexer.h"
#include "lesson/scene.h"

// The words of one act, taken one after the other. The first mistake is kept, with its column; after it nothing that is
// read means anything.

namespace hw::lesson {

class ActReader {
  public:
    // `stage` outlives the reader.
    ActReader(const sim::World& stage, std::vector<Token> tokens)
        : stage_(stage), tokens_(std::move(tokens)) {}

  protected:
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

}  // namespace hw::lesson
