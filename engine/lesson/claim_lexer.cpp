#include "lesson/claim_lexer.h"

#include <array>

namespace hw::lesson {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// Longer ones first.
constexpr std::array<std::string_view, 20> symbols{
    "==", "!=", "<=", ">=", "&&", "||", "..", "<", ">", "=", "!", "(", ")", "[", "]", ",", ".", "+", "-", "*",
};

class Lexer {
  public:
    explicit Lexer(std::string_view source) : source_(source) {}

    Result<std::vector<Token>, ClaimError> run() {
        while (true) {
            while (at_ < source_.size() && (source_[at_] == ' ' || source_[at_] == '\t')) ++at_;
            begin_ = at_;
            if (at_ == source_.size()) break;
            if (!take_one()) return ClaimError{column(), message_};
        }
        push(TokenKind::End, {});
        return std::move(tokens_);
    }

  private:
    char peek(std::size_t ahead = 0) const {
        return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
    }
    std::uint32_t column() const { return static_cast<std::uint32_t>(begin_) + 1; }
    std::string_view taken() const { return source_.substr(begin_, at_ - begin_); }

    void push(TokenKind kind, std::string_view text, std::int64_t number = 0) {
        tokens_.push_back(
            {kind, text, number, static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(at_)});
    }

    bool fail(std::string message) {
        message_ = std::move(message);
        return false;
    }

    bool take_one() {
        if (is_digit(peek())) return take_number();
        if (is_lower(peek()) || is_upper(peek())) return take_name();
        if (peek() == '"') return take_text();
        for (const std::string_view symbol : symbols) {
            if (source_.substr(at_, symbol.size()) != symbol) continue;
            at_ += symbol.size();
            push(TokenKind::Symbol, symbol);
            return true;
        }
        return fail("unexpected character");
    }

    bool take_name() {
        const bool is_capitals = is_upper(peek());
        while (is_lower(peek()) || is_upper(peek()) || is_digit(peek()) ||
               (is_capitals && peek() == '-' && (is_upper(peek(1)) || is_digit(peek(1)))))
            ++at_;
        push(TokenKind::Name, taken());
        return true;
    }

    bool take_text() {
        const std::size_t end = source_.find('"', at_ + 1);
        if (end == std::string_view::npos) return fail("expected a closing \"");
        const std::string_view inner = source_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        push(TokenKind::Text, inner);
        return true;
    }

    // 5001 and 10_000 are numbers; 0.25, 3s and 250ms are times. "1..2" is two numbers.
    bool take_number() {
        std::int64_t whole = 0;
        for (; is_digit(peek()) || (peek() == '_' && is_digit(peek(1))); ++at_) {
            if (peek() == '_') continue;
            whole = whole * 10 + (peek() - '0');
            if (whole > 1'000'000'000'000) return fail("a number this large has no use here");
        }
        std::int64_t fraction_us = 0;
        bool is_time = false;
        if (peek() == '.' && is_digit(peek(1))) {
            is_time = true;
            ++at_;
            std::int64_t unit = 100'000;
            for (; is_digit(peek()); ++at_, unit /= 10) {
                if (unit == 0) return fail("a time is given to the microsecond at most");
                fraction_us += (peek() - '0') * unit;
            }
        }
        if (peek() == 'm' && peek(1) == 's') {
            if (is_time) return fail("milliseconds are whole: write 0.2505 s as 0.2505");
            at_ += 2;
            push(TokenKind::Time, taken(), whole * 1'000);
        } else if (peek() == 's' && !is_lower(peek(1))) {
            ++at_;
            push(TokenKind::Time, taken(), whole * 1'000'000 + fraction_us);
        } else if (is_time) {
            push(TokenKind::Time, taken(), whole * 1'000'000 + fraction_us);
        } else {
            push(TokenKind::Number, taken(), whole);
        }
        return true;
    }

    std::string_view source_;
    std::size_t at_ = 0;
    std::size_t begin_ = 0;
    std::vector<Token> tokens_{};
    std::string message_{};
};

}  // namespace

Result<std::vector<Token>, ClaimError> lex(std::string_view source) { return Lexer(source).run(); }

}  // namespace hw::lesson
