// Paragraphs of mixed Chinese and English: line breaking that never starts a line with closing punctuation,
// `code` in the monospaced face on a sunk ground, *strong* in the first ink, citations as chips within the
// line. Laying out is pure over a measuring function; drawing is elsewhere, so both can be tested apart.
#pragma once

#include "ui/fonts/font_set.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hw::ui {

enum class SpanKind : std::uint8_t { Plain, Strong, Code, Link, Citation };

struct TextSpan {
    SpanKind kind = SpanKind::Plain;
    std::string text{};
    // Where a link or citation leads: a URL, or a clause such as "rfc9293#3.5".
    std::string target = {};

    friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

// Reads the small markup of our own messages: `code`, *strong*, [label](target), [[citation]](target).
// An unclosed mark is ordinary text.
std::vector<TextSpan> parse_spans(std::string_view markup);

// The spans' words alone, as a screen reader says them.
std::string plain_text(std::span<const TextSpan> spans);

struct ParagraphStyle {
    float size = type::prose;
    // From baseline to baseline in CSS pixels; 0 takes prose_leading.
    float line_height = 0;

    float leading() const;
    friend bool operator==(const ParagraphStyle&, const ParagraphStyle&) = default;
};

// One stretch of one line in one style.
struct TextRun {
    SpanKind kind = SpanKind::Plain;
    // The span that it comes from.
    int span = 0;
    // From the paragraph's left edge; the baseline from its top.
    float x = 0;
    float baseline = 0;
    float width = 0;
    std::string text{};
};

struct ParagraphLayout {
    std::vector<TextRun> runs;
    int line_count = 0;
    float height = 0;
    // The widest line.
    float width = 0;
};

using MeasureText = std::function<float(std::string_view, TextStyle)>;

// Breaks the spans into lines of at most `width`. A word longer than a line is broken between characters.
ParagraphLayout layout_paragraph(std::span<const TextSpan> spans, float width, const ParagraphStyle& style,
                                 const MeasureText& measure);

// A citation within the line: a chip whose book icon and padding stand before and after its words.
inline constexpr float inline_chip_before_text = 25;
inline constexpr float inline_chip_after_text = 8;
inline constexpr float inline_chip_height = 20;
float inline_chip_text_size(const ParagraphStyle& style);

// The size of code relative to the prose around it, and the ground on either side of it.
inline constexpr float code_scale = 0.95f;
inline constexpr float code_padding = 3;

}  // namespace hw::ui
