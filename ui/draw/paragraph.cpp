#include "ui/draw/paragraph.h"

#include "ui/draw/plate.h"

#include <cstring>

namespace hw::ui {

namespace {

// Layouts that were not asked for in this many frames are forgotten.
constexpr std::uint64_t frames_to_keep = 120;

void append_number(std::string& key, float value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    key.append(bytes, sizeof bytes);
}

void draw_run(const Canvas& canvas, Point upper_left, const TextRun& run, const ParagraphStyle& style,
              const ParagraphInk& ink) {
    const Palette& p = canvas.palette();
    const Point at = upper_left + Point{run.x, run.baseline};
    switch (run.kind) {
        case SpanKind::Plain:
            canvas.text(at, run.text, {.colour = ink.plain != 0 ? ink.plain : p.ink2, .size = style.size});
            break;
        case SpanKind::Strong:
            canvas.text(at, run.text, {.colour = ink.strong != 0 ? ink.strong : p.ink1, .size = style.size});
            break;
        case SpanKind::Code: {
            const float size = style.size * code_scale;
            canvas.fill({at.x, at.y - size * .92f, run.width, size * 1.26f}, with_opacity(p.sunk, .9f),
                        radius::cell);
            canvas.text(at + Point{code_padding, 0}, run.text,
                        {.colour = ink.strong != 0 ? ink.strong : p.ink1, .size = size, .face = Face::Mono});
            break;
        }
        case SpanKind::Link:
            canvas.text(at, run.text, {.colour = p.accent, .size = style.size});
            canvas.horizontal_hair(at.x, at.x + run.width, at.y + 2, with_opacity(p.accent, .5f));
            break;
        case SpanKind::Citation: {
            const float middle = at.y - style.size * baseline_below_middle;
            draw_chip(canvas, {at.x, middle - inline_chip_height / 2}, run.text,
                      {.icon = Icon::Book,
                       .ink = p.accent,
                       .fill = p.accent_soft,
                       .height = inline_chip_height,
                       .text_size = inline_chip_text_size(style)});
            break;
        }
    }
}

}  // namespace

void draw_paragraph(const Canvas& canvas, Point upper_left, const ParagraphLayout& layout,
                    const ParagraphStyle& style, const ParagraphInk& ink) {
    for (const TextRun& run : layout.runs) draw_run(canvas, upper_left, run, style, ink);
}

Rect run_rect(Point upper_left, const TextRun& run, const ParagraphStyle& style) {
    const float middle = upper_left.y + run.baseline - style.size * baseline_below_middle;
    const float height = style.leading();
    return {upper_left.x + run.x, middle - height / 2, run.width, height};
}

const ParagraphLayout& ParagraphCache::layout(std::span<const TextSpan> spans, float width,
                                              const ParagraphStyle& style, const FontSet& fonts) {
    key_.clear();
    append_number(key_, width);
    append_number(key_, style.size);
    append_number(key_, style.leading());
    for (const TextSpan& span : spans) {
        key_ += static_cast<char>('0' + static_cast<int>(span.kind));
        key_ += span.text;
        key_ += '\0';
    }
    auto [entry, is_new] = entries_.try_emplace(key_);
    if (is_new) {
        const auto measure = [&fonts](std::string_view text, TextStyle text_style) {
            return text_width(fonts, text, text_style);
        };
        entry->second.layout = layout_paragraph(spans, width, style, measure);
        ++computed_count_;
    }
    entry->second.last_used_frame = frame_;
    return entry->second.layout;
}

void ParagraphCache::begin_frame() {
    ++frame_;
    std::erase_if(entries_, [this](const auto& entry) {
        return entry.second.last_used_frame + frames_to_keep < frame_;
    });
}

void ParagraphCache::clear() { entries_.clear(); }

}  // namespace hw::ui
