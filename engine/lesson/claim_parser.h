#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lesson/claim_lexer.h"
#include "lesson/claim_nodes.h"

namespace hw::lesson {

// Recursive descent over the tokens; lessons/CLAIMS.md has the grammar. The first mistake ends it: every
// function returns the index of the node it made, and after fail() nobody looks at it.
class ClaimParser {
  public:
    ClaimParser(std::string_view source, const ClaimScope& scope, std::vector<Token> tokens);

    enum class Wants : std::uint8_t { Sentence, AnyValue };
    Result<Claim, ClaimError> run(Wants wants);

  private:
    using Index = std::uint32_t;

    // ---- the grammar, loosest first
    Index disjunction();
    Index conjunction();
    Index term(bool& is_timed);
    Index suffixed(Index node, std::vector<Index>& waiting, bool& is_timed);
    Index negation();
    Index comparison();
    Index sum();
    Index product();
    Index factor();
    Index name();
    Index property_of(HostId host, std::uint32_t run, const Token& first);
    Index call(const Token& function, std::uint32_t run);
    Index host_and_state(Op op, std::uint32_t run, const Token& function);
    Index about_host(Op op, std::uint32_t run, const Token& function);
    Index tally(TallyItem item, std::uint32_t run, const Token& function);
    void refuse_what_is_not_sampled();
    Index segments(ClaimNode node, const Token& function);
    void condition(ClaimNode& node);
    std::string segment_kind();
    HostId host_argument();
    std::uint32_t run_prefix();
    Instant time();

    // ---- kinds
    Index compare(Op op, Index a, Index b);
    void settle_word(Index word, Index other);
    void expect_kind(Index node, ValueKind kind, const char* what);

    // ---- tokens
    const Token& peek() const { return tokens_[at_]; }
    Token take();
    bool is(std::string_view text) const;
    bool accept(std::string_view text);
    void expect(std::string_view text);
    void fail(const Token& token, std::string expected);
    void fail_at(std::uint32_t begin, std::string message);
    bool has_failed() const { return !error_.message.empty(); }

    // ---- nodes
    Index add(ClaimNode node, std::uint32_t begin);
    Index combine(Op op, Index a, Index b);
    const ClaimNode& at(Index i) const { return claim_.nodes[i]; }

    std::string_view source_;
    const ClaimScope& scope_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    std::uint32_t depth_ = 0;
    bool in_first_ = false;
    Claim claim_{};
    ClaimError error_{};
};

}  // namespace hw::lesson
