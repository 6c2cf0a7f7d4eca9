#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "script/packetdrill/syntax.h"

// A place in the text of a script, and the words, numbers and marks that can be taken from there. Blanks and comments
// ("//", "/* */", and "#" at the beginning of a line) stand between any two of them. After the first trouble nothing
// more can be taken, so that a parser may ask whether all went well at its end.

namespace hw::packetdrill {

class Cursor {
  public:
    explicit Cursor(std::string_view text) : text_(text) { skip_blanks(); }

    bool at_end() const { return at_ == text_.size(); }
    Place place() const { return place_; }
    bool failed() const { return trouble_.has_value(); }
    const std::optional<Trouble>& trouble() const { return trouble_; }

    // "expected WHAT, found …" here. False, for whoever returns it.
    bool expected(std::string_view what);
    // The sentence alone.
    bool fail(std::string message) { return fail_at(place_, std::move(message)); }
    bool fail_at(Place place, std::string message);

    // The character here, or after it; '\0' behind the end.
    char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    bool sees(std::string_view mark) const { return text_.substr(at_, mark.size()) == mark; }
    // Letters, digits and "_", not empty; "" if there is none here.
    std::string_view peek_word() const;

    // Each takes what is here, and the blanks after it, or takes nothing.
    bool take(std::string_view mark);
    bool take_word(std::string_view word);
    std::string_view take_any_word();
    std::optional<std::int64_t> take_number();            // "-12", "0x1f"
    std::optional<Duration> take_seconds();               // "1.5", ".01", "3"; at most a year
    std::optional<std::string> take_text();               // between quotes, with its escapes undone
    std::optional<std::string> take_until(char closing);  // between back-ticks; as it stands, "\`" apart
    std::optional<std::string> take_code();               // between "%{" and "}%"
    std::string_view take_while(std::string_view characters);

    // As take_number(), but it must be here and lie between the two.
    std::uint32_t need_number(std::string_view what, std::int64_t low, std::int64_t high);
    bool need(std::string_view mark);

    // The text from `begin` (an offset) to the end of what was taken last, each run of blanks as one.
    std::size_t offset() const { return at_; }
    std::string text_since(std::size_t begin) const;

  private:
    void step();
    void skip(std::size_t count);
    void skip_blanks();
    bool skip_comment();

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t taken_end_ = 0;
    Place place_{};
    Place taken_place_{};
    std::optional<Trouble> trouble_{};
};

}  // namespace hw::packetdrill
