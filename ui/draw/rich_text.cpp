#include "ui/draw/rich_text.h"

#include "ui/text/utf8.h"

#include <algorithm>
#include <cmath>

namespace hw::ui {

namespace {

// The smallest piece that is never divided (unless it alone is longer than a line): a word, a wide character,
// a stretch of space, a stretch of code, a chip.
struct Atom {
    SpanKind kind = SpanKind::Plain;
    int span = 0;
    std::string_view text;
    float width = 0;
    bool is_space = false;
    bool may_break_before = false;
};

bool is_chip(SpanKind kind) { return kind == SpanKind::Citation; }

TextStyle text_style(SpanKind kind, const ParagraphStyle& style) {
    switch (kind) {
        case SpanKind::Code: return {.size = style.size * code_scale, .face = Face::Mono};
        case SpanKind::Citation: return {.size = inline_chip_text_size(style)};
        default: return {.size = style.size};
    }
}

float padding_of(SpanKind kind) {
    switch (kind) {
        case SpanKind::Code: return 2 * code_padding;
        case SpanKind::Citation: return inline_chip_before_text + inline_chip_after_text;
        default: return 0;
    }
}

std::size_t end_of_code_point(std::string_view text, std::size_t at) {
    next_code_point(text, at);
    return at;
}

bool is_wide_at(std::string_view text, std::size_t at) { return is_wide(next_code_point(text, at)); }

// The end of the atom that begins at `at` in words: one wide character, a stretch of space, or a word.
std::size_t end_of_atom(std::string_view text, std::size_t at) {
    if (is_wide_at(text, at)) return end_of_code_point(text, at);
    const bool is_space = text[at] == ' ' || text[at] == '\n';
    std::size_t end = at;
    while (end < text.size() && !is_wide_at(text, end) &&
           (text[end] == ' ' || text[end] == '\n') == is_space) {
        end = end_of_code_point(text, end);
    }
    return end;
}

char32_t first_of(std::string_view text) {
    std::size_t at = 0;
    return next_code_point(text, at);
}

char32_t last_of(std::string_view text) {
    char32_t last = 0;
    for (std::size_t at = 0; at < text.size();) last = next_code_point(text, at);
    return last;
}

bool may_break_between(const Atom& before, const Atom& after) {
    if (after.is_space) return false;
    if (before.is_space) return true;
    if (!is_chip(after.kind) && never_starts_line(first_of(after.text))) return false;
    if (!is_chip(before.kind) && never_ends_line(last_of(before.text))) return false;
    return is_wide(last_of(before.text)) || is_wide(first_of(after.text));
}

std::vector<Atom> split_into_atoms(std::span<const TextSpan> spans, const ParagraphStyle& style,
                                   const MeasureText& measure) {
    std::vector<Atom> atoms;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const std::string_view text = spans[i].text;
        const SpanKind kind = spans[i].kind;
        const bool is_whole = kind == SpanKind::Code || is_chip(kind);
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = is_whole ? text.size() : end_of_atom(text, at);
            Atom atom{.kind = kind, .span = static_cast<int>(i), .text = text.substr(at, end - at)};
            atom.width = measure(atom.text, text_style(kind, style)) + padding_of(kind);
            atom.is_space = !is_whole && (atom.text[0] == ' ' || atom.text[0] == '\n');
            atom.may_break_before = !atoms.empty() && may_break_between(atoms.back(), atom);
            atoms.push_back(atom);
            at = end;
        }
    }
    return atoms;
}

// Sets atoms onto lines; knows where the pen stands.
class LineSetter {
  public:
    LineSetter(float width, const ParagraphStyle& style, const MeasureText& measure)
        : width_(width), style_(style), measure_(measure) {}

    // A stretch without a permitted break.
    void set(std::span<const Atom> chunk) {
        float needed = 0;
        for (const Atom& atom : chunk) needed += atom.width;
        if (x_ > 0 && x_ + pending_space_ + needed > width_) new_line();
        for (const Atom& atom : chunk) {
            if (needed > width_) {
                set_in_pieces(atom);
            } else {
                put(atom, atom.text, atom.width);
            }
        }
    }

    // Space is kept back: at the end of a line it vanishes, and so it does at the beginning.
    void set_space(const Atom& space) {
        if (x_ > 0) {
            pending_space_ += space.width;
            pending_span_ = space.span;
        }
    }

    ParagraphLayout finish() {
        layout_.line_count = layout_.runs.empty() ? 0 : line_ + 1;
        layout_.height = static_cast<float>(layout_.line_count) * style_.leading();
        for (const TextRun& run : layout_.runs) layout_.width = std::max(layout_.width, run.x + run.width);
        return std::move(layout_);
    }

  private:
    void new_line() {
        ++line_;
        x_ = 0;
        pending_space_ = 0;
    }

    float baseline() const {
        const float middle = (static_cast<float>(line_) + .5f) * style_.leading();
        return middle + style_.size * baseline_offset;
    }

    void put(const Atom& atom, std::string_view text, float width) {
        const bool continues = !layout_.runs.empty() && layout_.runs.back().span == atom.span &&
                               layout_.runs.back().baseline == baseline() && x_ > 0 &&
                               (pending_space_ == 0 || pending_span_ == atom.span);
        if (continues) {
            TextRun& run = layout_.runs.back();
            if (pending_space_ > 0) run.text += ' ';
            run.text += text;
            run.width += pending_space_ + width;
        } else {
            layout_.runs.push_back({.kind = atom.kind,
                                    .span = atom.span,
                                    .x = x_ + pending_space_,
                                    .baseline = baseline(),
                                    .width = width,
                                    .text = std::string(text)});
        }
        x_ += pending_space_ + width;
        pending_space_ = 0;
    }

    // For what is longer than a line: as many characters as fit, then a new line.
    void set_in_pieces(const Atom& atom) {
        std::size_t begin = 0;
        const TextStyle style = text_style(atom.kind, style_);
        while (begin < atom.text.size()) {
            std::size_t end = end_of_code_point(atom.text, begin);
            float width = measure_(atom.text.substr(begin, end - begin), style) + padding_of(atom.kind);
            while (end < atom.text.size()) {
                const std::size_t next = end_of_code_point(atom.text, end);
                const float wider =
                    measure_(atom.text.substr(begin, next - begin), style) + padding_of(atom.kind);
                if (x_ + wider > width_) break;
                end = next;
                width = wider;
            }
            if (x_ > 0 && x_ + width > width_) {
                new_line();
                continue;
            }
            put(atom, atom.text.substr(begin, end - begin), width);
            begin = end;
            if (begin < atom.text.size()) new_line();
        }
    }

    static constexpr float baseline_offset = 0.36f;

    float width_;
    const ParagraphStyle& style_;
    const MeasureText& measure_;
    ParagraphLayout layout_;
    int line_ = 0;
    float x_ = 0;
    float pending_space_ = 0;
    int pending_span_ = 0;
};

}  // namespace

float ParagraphStyle::leading() const {
    return line_height > 0 ? line_height : std::round(size * type::prose_leading);
}

float inline_chip_text_size(const ParagraphStyle& style) { return std::min(style.size, type::caption); }

std::string plain_text(std::span<const TextSpan> spans) {
    std::string words;
    for (const TextSpan& span : spans) words += span.text;
    return words;
}

ParagraphLayout layout_paragraph(std::span<const TextSpan> spans, float width, const ParagraphStyle& style,
                                 const MeasureText& measure) {
    const std::vector<Atom> atoms = split_into_atoms(spans, style, measure);
    LineSetter setter(width, style, measure);
    std::size_t begin = 0;
    while (begin < atoms.size()) {
        if (atoms[begin].is_space) {
            setter.set_space(atoms[begin++]);
            continue;
        }
        std::size_t end = begin + 1;
        while (end < atoms.size() && !atoms[end].may_break_before && !atoms[end].is_space) ++end;
        setter.set({atoms.data() + begin, end - begin});
        begin = end;
    }
    return setter.finish();
}

}  // namespace hw::ui
